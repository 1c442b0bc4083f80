#include "noodles/cbor/writer.h"

#include <cbor.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>
#include <new>
#include <string>
#include <utility>

#include "noodles/cbor/utf8.h"

namespace noodles::cbor {

namespace {

constexpr size_t kFirstCapacity = 256;

// Bytes before the buffer for the control block of the std::shared_ptr that
// will own it, so that a frame is one allocation.
constexpr size_t kOwnerBytes = 64;

// The block of a buffer; nullptr for none.
uint8_t* BlockOf(uint8_t* buffer) {
  return buffer == nullptr ? nullptr : buffer - kOwnerBytes;
}

// Places the control block of a std::shared_ptr into the first bytes of a block
// from std::malloc, and frees the block with it.
template <class Counters>
struct OwnerAllocator {
  using value_type = Counters;

  explicit OwnerAllocator(uint8_t* memory) : block(memory) {}
  template <class Other>
  OwnerAllocator(const OwnerAllocator<Other>& other)  // NOLINT: a conversion
      : block(other.block) {}

  Counters* allocate(size_t) {
    static_assert(sizeof(Counters) <= kOwnerBytes);
    static_assert(alignof(Counters) <= alignof(std::max_align_t));
    return reinterpret_cast<Counters*>(block);
  }
  void deallocate(Counters*, size_t) { std::free(block); }

  bool operator==(const OwnerAllocator&) const = default;

  uint8_t* block;
};

// The memory is freed with the counters, not before.
struct KeepUntilCountersGo {
  void operator()(const void*) const {}
};

}  // namespace

void Writer::Free() { std::free(BlockOf(buffer_)); }

bool Writer::Reallocate(size_t capacity) {
  const size_t written = size();
  void* block = std::realloc(BlockOf(buffer_), kOwnerBytes + capacity);
  if (block == nullptr) return false;
  buffer_ = static_cast<uint8_t*>(block) + kOwnerBytes;
  position_ = buffer_ + written;
  end_ = buffer_ + capacity;
  return true;
}

void Writer::Grow(size_t additional) {
  const size_t doubled = 2 * static_cast<size_t>(end_ - buffer_);
  if (additional > std::numeric_limits<size_t>::max() / 2 - size() ||
      !Reallocate(std::max({size() + additional, doubled, kFirstCapacity}))) {
    throw std::bad_alloc();
  }
}

uint8_t* Writer::GrowAt(uint8_t* end, size_t additional) {
  Advance(end);
  Grow(additional);
  return position_;
}

Bytes Writer::Take() {
  if (size() == 0) return {};
  // Returns unused memory; for large blocks realloc does it in place.
  if (room() > size() / 4 + kFirstCapacity) Reallocate(size());
  const std::span<const uint8_t> written = view();
  const OwnerAllocator<uint8_t> allocator(BlockOf(buffer_));
  buffer_ = position_ = end_ = nullptr;
  return Bytes::Share(std::shared_ptr<const void>(
                          written.data(), KeepUntilCountersGo(), allocator),
                      written);
}

uint8_t* StoreWideHead(uint8_t* to, uint8_t major, uint64_t argument) {
  switch (major) {
    case 0:
      return to + cbor_encode_uint(argument, to, kLongestHead);
    case 1:
      return to + cbor_encode_negint(argument, to, kLongestHead);
    case 2:
      return to + cbor_encode_bytestring_start(argument, to, kLongestHead);
    case 3:
      return to + cbor_encode_string_start(argument, to, kLongestHead);
    case 4:
      return to + cbor_encode_array_start(argument, to, kLongestHead);
    case 5:
      return to + cbor_encode_map_start(argument, to, kLongestHead);
    default:
      return to + cbor_encode_tag(argument, to, kLongestHead);
  }
}

void Writer::WriteSimple(uint8_t value) {
  if (value < 24) {
    WriteByte(static_cast<uint8_t>(0xe0 | value));
  } else if (value < 32) {
    WriteUndefined();
  } else {
    uint8_t* to = Room(2);
    to[0] = 0xf8;
    to[1] = value;
    Advance(to + 2);
  }
}

void Writer::WriteEncoded(std::span<const uint8_t> encoded) {
  if (encoded.empty()) return;
  uint8_t* to = Room(encoded.size());
  std::memcpy(to, encoded.data(), encoded.size());
  Advance(to + encoded.size());
}

void Writer::WriteByteString(std::span<const uint8_t> bytes) {
  Reserve(kLongestHead + bytes.size());
  WriteHead<2>(bytes.size());
  WriteEncoded(bytes);
}

void Writer::WriteShared(const Bytes& bytes) {
  WriteHead<2>(bytes.size());
  Share(bytes);
}

void Writer::WriteLongText(std::string_view text) {
  if (!IsValidUtf8(text)) [[unlikely]] {
    const std::string valid = ReplaceInvalidUtf8(text);
    WriteHead<3>(valid.size());
    WriteEncoded(
        {reinterpret_cast<const uint8_t*>(valid.data()), valid.size()});
    return;
  }
  Reserve(kLongestHead + text.size());
  WriteHead<3>(text.size());
  WriteEncoded({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

uint8_t* WriteTextAt(Writer& writer, uint8_t* to, std::string_view text) {
  writer.Advance(to);
  writer.WriteText(text);
  return writer.Room(0);
}

void Writer::WriteFloats(std::span<const float> numbers) {
  uint8_t* to = Room(kLongestHead + 5 * numbers.size() + kFloatSpill);
  to = StoreHead<4>(to, numbers.size());
  for (const float number : numbers) to = StoreFloatAndSpill(to, number);
  Advance(to);
}

}  // namespace noodles::cbor
