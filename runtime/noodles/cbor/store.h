// Encodes single items into memory that the caller has reserved. Each function
// returns the end of what it has written. Used by Writer and for members of
// fixed size.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_CBOR_STORE_H_
#define NOODLES_CBOR_STORE_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "noodles/base/id.h"
#include "noodles/cbor/byte_order.h"
#include "noodles/cbor/short_copy.h"

namespace noodles::cbor {

inline constexpr size_t kLongestHead = 9;
inline constexpr size_t kFloatSpill = 3;

// The number of bytes that must be reserved before Store writes a T, including
// bytes after the item that Store may overwrite. 0 if there is no small upper
// bound.
template <class T>
inline constexpr size_t kRoomFor = 0;
template <>
inline constexpr size_t kRoomFor<bool> = 1;
template <>
inline constexpr size_t kRoomFor<uint32_t> = 5;
template <>
inline constexpr size_t kRoomFor<uint64_t> = kLongestHead;
template <>
inline constexpr size_t kRoomFor<int64_t> = kLongestHead;
template <>
inline constexpr size_t kRoomFor<float> = 5;
template <>
inline constexpr size_t kRoomFor<double> = 9;
template <auto kind>
inline constexpr size_t kRoomFor<Id<kind>> = 11;
template <size_t N>
requires(N < 24) inline constexpr size_t kRoomFor<std::array<float, N>> = 1 +
                                                                          5 * N;

// Writes a head of more than three bytes, with libcbor.
uint8_t* StoreWideHead(uint8_t* to, uint8_t major, uint64_t argument);

template <uint8_t major>
uint8_t* StoreHead(uint8_t* to, uint64_t argument) {
  if (argument < 24) {
    to[0] = static_cast<uint8_t>(major << 5 | argument);
    return to + 1;
  }
  if (argument <= 0xff) {
    to[0] = major << 5 | 24;
    to[1] = static_cast<uint8_t>(argument);
    return to + 2;
  }
  if (argument <= 0xffff) {
    to[0] = major << 5 | 25;
    StoreBigEndian(to + 1, static_cast<uint16_t>(argument));
    return to + 3;
  }
  return StoreWideHead(to, major, argument);
}

// Writes the bytes of a string literal without a head.
template <size_t N>
uint8_t* StoreLiteral(uint8_t* to, const char (&literal)[N]) {
  std::memcpy(to, literal, N - 1);
  return to + N - 1;
}

// The encoded size of a key of N - 1 bytes.
template <size_t N>
inline constexpr size_t kKeyBytes = (N - 1 < 24 ? 1 : 2) + N - 1;

// Writes a key: a copy of constant size for head and text.
template <size_t N>
uint8_t* StoreKey(uint8_t* to, const char (&key)[N]) {
  constexpr size_t kSize = N - 1;
  static_assert(kSize < 256);
  if constexpr (kSize < 24) {
    *to++ = 0x60 | kSize;
  } else {
    *to++ = 0x78;
    *to++ = kSize;
  }
  return StoreLiteral(to, key);
}

inline uint8_t* Store(uint8_t* to, bool value) {
  *to = value ? 0xf5 : 0xf4;
  return to + 1;
}

inline uint8_t* Store(uint8_t* to, uint64_t number) {
  return StoreHead<0>(to, number);
}

inline uint8_t* Store(uint8_t* to, uint32_t number) {
  return StoreHead<0>(to, number);
}

inline uint8_t* Store(uint8_t* to, int64_t number) {
  return number >= 0 ? StoreHead<0>(to, static_cast<uint64_t>(number))
                     : StoreHead<1>(to, ~static_cast<uint64_t>(number));
}

// Always five bytes, also for an integral number.
inline uint8_t* Store(uint8_t* to, float number) {
  to[0] = 0xfa;
  StoreBigEndian(to + 1, std::bit_cast<uint32_t>(number));
  return to + 5;
}

// Always nine bytes, also for an integral number.
inline uint8_t* Store(uint8_t* to, double number) {
  to[0] = 0xfb;
  StoreBigEndian(to + 1, std::bit_cast<uint64_t>(number));
  return to + 9;
}

// The array [slot, generation].
inline uint8_t* StoreIdPair(uint8_t* to, uint32_t slot, uint32_t generation) {
  *to++ = 0x82;
  return Store(Store(to, slot), generation);
}

template <auto kind>
uint8_t* Store(uint8_t* to, const Id<kind>& id) {
  return StoreIdPair(to, id.slot, id.gen);
}

// Writes a float and kFloatSpill further bytes, which the next float
// overwrites: one store instead of two.
inline uint8_t* StoreFloatAndSpill(uint8_t* to, float number) {
  const uint64_t bits = std::bit_cast<uint32_t>(number);
  StoreBigEndian(to, uint64_t{0xfa} << 56 | bits << 24);
  return to + 5;
}

// N encoded float32 items, each of them 0.
template <size_t N>
inline constexpr std::array<uint8_t, 5 * N> kEncodedZeros = [] {
  std::array<uint8_t, 5 * N> items{};
  for (size_t i = 0; i < N; ++i) items[5 * i] = 0xfa;
  return items;
}();

// Copies all heads at once, then puts the numbers between them.
template <size_t N>
requires(N < 24) uint8_t* Store(uint8_t* to,
                                const std::array<float, N>& numbers) {
  *to++ = 0x80 | N;
  std::memcpy(to, kEncodedZeros<N>.data(), 5 * N);
  for (size_t i = 0; i < N; ++i) {
    StoreBigEndian(to + 5 * i + 1, std::bit_cast<uint32_t>(numbers[i]));
  }
  return to + 5 * N;
}

// Copies a text of at most kShortCopy bytes. False if it is longer or not
// ASCII; then the bytes at `to` are unspecified.
inline bool StoreShortAscii(uint8_t* to, std::string_view text) {
  constexpr uint64_t kHighBits = 0x8080808080808080;
  return text.size() <= kShortCopy &&
         (ShortCopy(to, text.data(), text.size()) & kHighBits) == 0;
}

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_STORE_H_
