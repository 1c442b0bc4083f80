// Decodes the initial byte of an item (RFC 8949, section 3) and heads of up to
// five bytes, which nearly all items of a NOODLES stream have. For the inline
// functions of Reader.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_CBOR_INITIAL_BYTE_H_
#define NOODLES_CBOR_INITIAL_BYTE_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "noodles/cbor/byte_order.h"
#include "noodles/cbor/kind.h"

namespace noodles::cbor {

namespace internal {

constexpr Kind KindOfInitialByte(unsigned byte) {
  const unsigned information = byte & 31;
  if (byte >= 0xe0) {
    constexpr Kind kNamed[] = {Kind::kBool,      Kind::kBool,   Kind::kNull,
                               Kind::kUndefined, Kind::kSimple, Kind::kFloat,
                               Kind::kFloat,     Kind::kFloat};
    if (information < 20) return Kind::kSimple;
    return information < 28 ? kNamed[information - 20] : Kind::kInvalid;
  }
  constexpr Kind kMajor[] = {Kind::kInteger, Kind::kInteger, Kind::kBytes,
                             Kind::kText,    Kind::kArray,   Kind::kMap,
                             Kind::kTag};
  const unsigned major = byte >> 5;
  const bool has_indefinite = major >= 2 && major <= 5;
  if (information >= 28 && !(information == 31 && has_indefinite)) {
    return Kind::kInvalid;
  }
  return kMajor[major];
}

inline constexpr std::array<Kind, 256> kKindOfInitialByte = [] {
  std::array<Kind, 256> kinds{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    kinds[byte] = KindOfInitialByte(byte);
  }
  return kinds;
}();

// Decodes a head of major type `major` in up to five bytes into `argument`.
// Returns the length of the head, or 0 for any other head.
template <unsigned major>
inline size_t ShortHead(const uint8_t* at, size_t available,
                        uint32_t& argument) {
  constexpr unsigned kFirst = major << 5;
  if (available == 0) [[unlikely]]
    return 0;
  const unsigned information = at[0] - kFirst;
  if (information < 24) [[likely]] {
    argument = information;
    return 1;
  }
  if (information == 24 && available >= 2) {
    argument = at[1];
    return 2;
  }
  if (information == 25 && available >= 3) {
    argument = LoadBigEndian<uint16_t>(at + 1);
    return 3;
  }
  if (information == 26 && available >= 5) {
    argument = LoadBigEndian<uint32_t>(at + 1);
    return 5;
  }
  return 0;
}

}  // namespace internal

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_INITIAL_BYTE_H_
