#include "noodles/state/components/encoded_component.h"

namespace noodles::state_internal {
namespace {

constexpr uint8_t kByteString = 2;
constexpr uint8_t kText = 3;
constexpr uint8_t kArray = 4;
constexpr uint8_t kMap = 5;
constexpr uint8_t kTag = 6;
constexpr uint8_t kFirstWithArgument = 24;

constexpr size_t HeadSize(uint8_t initial_byte) {
  const uint8_t info = initial_byte & 0x1f;
  return info < kFirstWithArgument
             ? 1
             : 1 + (size_t{1} << (info - kFirstWithArgument));
}

// Numbers and simple values.
constexpr bool IsHeadAlone(uint8_t initial_byte) {
  const uint8_t major = initial_byte >> 5;
  return major < kByteString || major > kTag;
}

// The argument of the head at `at`, as a Writer writes heads; moves `at` behind
// the head.
uint64_t TakeHead(const uint8_t*& at) {
  const uint8_t info = *at & 0x1f;
  const uint8_t* const end = at + HeadSize(*at);
  ++at;
  if (info < kFirstWithArgument) return info;
  uint64_t argument = 0;
  for (; at != end; ++at) argument = argument << 8 | *at;
  return argument;
}

// Whether `count` elements begin with the same byte and consist of a head
// alone, as those of a vector and a matrix.
bool AreUniform(const uint8_t* elements, uint64_t count, size_t room) {
  const uint8_t first = *elements;
  const size_t size = HeadSize(first);
  if (!IsHeadAlone(first) || count > room / size) return false;
  for (uint64_t i = 1; i < count; ++i) {
    if (elements[i * size] != first) return false;
  }
  return true;
}

// The number of bytes of the item at the begin of `bytes`, which a Writer has
// written.
size_t SizeOfItem(std::span<const uint8_t> bytes) {
  const uint8_t* at = bytes.data();
  const uint8_t* const end = at + bytes.size();
  for (uint64_t items = 1; items != 0; --items) {
    const uint8_t major = *at >> 5;
    const uint64_t argument = TakeHead(at);
    if (major == kByteString || major == kText) at += argument;
    if (major == kArray && argument != 0) {
      if (AreUniform(at, argument, static_cast<size_t>(end - at))) {
        at += argument * HeadSize(*at);
      } else {
        items += argument;
      }
    }
    if (major == kMap) items += 2 * argument;
    if (major == kTag) ++items;
  }
  return static_cast<size_t>(at - bytes.data());
}

}  // namespace

void EncodedComponent::Assign(std::span<const uint8_t> bytes) {
  if (block_ == nullptr || size() != bytes.size()) {
    block_ = std::make_unique_for_overwrite<uint8_t[]>(sizeof(size_t) +
                                                       bytes.size());
    const size_t size = bytes.size();
    std::memcpy(block_.get(), &size, sizeof(size));
  }
  std::memcpy(block_.get() + sizeof(size_t), bytes.data(), bytes.size());
}

EncodedMember TakeMember(std::span<const uint8_t>& pairs) {
  const uint8_t key_info = pairs.front() & 0x1f;
  EncodedMember member;
  member.key = pairs.first(key_info < kFirstWithArgument ? 1 + size_t{key_info}
                                                         : SizeOfItem(pairs));
  pairs = pairs.subspan(member.key.size());
  member.value = pairs.first(SizeOfItem(pairs));
  pairs = pairs.subspan(member.value.size());
  return member;
}

EncodedMembers MembersOf(std::span<const uint8_t> component) {
  constexpr size_t kIdKeyBytes = sizeof("id");
  const uint8_t* at = component.data();
  const auto count = static_cast<size_t>(TakeHead(at));
  at += kIdKeyBytes;
  for (int head = 0; head < 3; ++head) TakeHead(at);  // [slot, generation]
  return {count - 1, {at, component.data() + component.size()}};
}

}  // namespace noodles::state_internal
