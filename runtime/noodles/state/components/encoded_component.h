// A component as the bytes of its create message, under the identifier [0, 0].
//
// A value of one pointer, for tables of many components: an entity with a name
// and a transform takes 144 bytes in this form, and 450 as an Entity.
//
// Thread-safety: that of a plain value. Ownership: owns the bytes.
#ifndef NOODLES_STATE_COMPONENTS_ENCODED_COMPONENT_H_
#define NOODLES_STATE_COMPONENTS_ENCODED_COMPONENT_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>

#include "noodles/cbor/values.h"
#include "noodles/cbor/writer.h"
#include "noodles/protocol/codecs.h"
#include "noodles/protocol/traits.h"

namespace noodles::state_internal {

class EncodedComponent {
 public:
  // Holds no bytes.
  EncodedComponent() = default;
  EncodedComponent(const EncodedComponent& other) { Assign(other.bytes()); }
  EncodedComponent& operator=(const EncodedComponent& other) {
    if (this != &other) Assign(other.bytes());
    return *this;
  }
  EncodedComponent(EncodedComponent&&) = default;
  EncodedComponent& operator=(EncodedComponent&&) = default;

  // Copies the bytes; into the same memory, if the size stays.
  void Assign(std::span<const uint8_t> bytes);
  std::span<const uint8_t> bytes() const {
    if (block_ == nullptr) return {};
    return {block_.get() + sizeof(size_t), size()};
  }
  std::span<uint8_t> mutable_bytes() {
    if (block_ == nullptr) return {};
    return {block_.get() + sizeof(size_t), size()};
  }
  // Loads the first bytes into the cache. Always inline, as all functions that
  // only prefetch: GCC leaves out a call of a function that changes nothing.
  [[gnu::always_inline]] void Prefetch() const {
    constexpr size_t kCacheLineBytes = 64;
    constexpr size_t kLines = 4;
    for (size_t line = 0; line < kLines; ++line) {
      __builtin_prefetch(block_.get() + line * kCacheLineBytes);
    }
  }

 private:
  size_t size() const {
    size_t size = 0;
    std::memcpy(&size, block_.get(), sizeof(size));
    return size;
  }

  // The size, then the bytes.
  std::unique_ptr<uint8_t[]> block_;
};

// The parts of what a Writer has written; nothing is checked.

// The pairs of an encoded component or update but for its identifier.
struct EncodedMembers {
  size_t count = 0;
  std::span<const uint8_t> pairs;
};
EncodedMembers MembersOf(std::span<const uint8_t> component);

struct EncodedMember {
  std::span<const uint8_t> key;
  std::span<const uint8_t> value;
};
// Takes the next member off the pairs of a map.
EncodedMember TakeMember(std::span<const uint8_t>& pairs);

// Writes the create message of an encoded component: its number and content.
template <class Component>
void WriteCreateMessage(cbor::Writer& writer,
                        typename ComponentTraits<Component>::Identifier id,
                        std::span<const uint8_t> encoded_component) {
  using Message = typename ComponentTraits<Component>::CreateMessage;
  const EncodedMembers members = MembersOf(encoded_component);
  writer.WriteUint(MessageTraits<Message>::kNumber);
  cbor::WriteHeadAndId(writer, members.count + 1, id);
  writer.WriteEncoded(members.pairs);
}

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_COMPONENTS_ENCODED_COMPONENT_H_
