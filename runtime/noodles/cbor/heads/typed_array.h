// Typed arrays (RFC 8746, section 2): a tag of 64 to 87 before a byte string
// that holds numbers of one type. JavaScript encoders write its typed arrays
// so.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_CBOR_HEADS_TYPED_ARRAY_H_
#define NOODLES_CBOR_HEADS_TYPED_ARRAY_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace noodles::cbor::internal {

inline constexpr uint64_t kFirstTypedArrayTag = 64;
inline constexpr uint64_t kLastTypedArrayTag = 87;
// RFC 8746 leaves this tag without a meaning.
inline constexpr uint64_t kReservedTypedArrayTag = 76;

constexpr bool IsTypedArrayTag(uint64_t tag) {
  return tag >= kFirstTypedArrayTag && tag <= kLastTypedArrayTag &&
         tag != kReservedTypedArrayTag;
}

// The bytes of one element: 1 to 16.
size_t TypedElementBytes(uint64_t tag);

// Whether the item at the start of `input` is a byte string of whole elements.
// An incomplete or malformed byte string counts as one; reading it fails.
bool HoldsElements(uint64_t tag, std::span<const uint8_t> input);

// The elements of a typed array as items of CBOR, one after the other, without
// the head of an array. Integers become integers, floats keep their width;
// floats of 128 bits become floats of 64 bits. `tag` is that of a typed array;
// `payload` holds whole elements.
std::vector<uint8_t> EncodeElements(uint64_t tag,
                                    std::span<const uint8_t> payload);

}  // namespace noodles::cbor::internal

#endif  // NOODLES_CBOR_HEADS_TYPED_ARRAY_H_
