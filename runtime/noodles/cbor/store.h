// Puts single items into memory that has room for them. Each returns the end of
// what it has put. What Writer and the fixed-size members of structures are
// made of.
//
// Thread-safety: pure functions.
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

namespace noodles::cbor {

inline constexpr size_t kLongestHead = 9;

// The most bytes that a T takes; 0 where there is no small bound.
template <class T>
inline constexpr size_t kMostEncodedBytes = 0;
template <>
inline constexpr size_t kMostEncodedBytes<bool> = 1;
template <>
inline constexpr size_t kMostEncodedBytes<uint32_t> = 5;
template <>
inline constexpr size_t kMostEncodedBytes<uint64_t> = kLongestHead;
template <>
inline constexpr size_t kMostEncodedBytes<int64_t> = kLongestHead;
template <>
inline constexpr size_t kMostEncodedBytes<float> = 5;
template <>
inline constexpr size_t kMostEncodedBytes<double> = 9;
template <auto kind>
inline constexpr size_t kMostEncodedBytes<Id<kind>> = 11;
template <size_t N>
requires(N < 24) inline constexpr size_t
    kMostEncodedBytes<std::array<float, N>> = 1 + 5 * N;

// A head of more than three bytes, by libcbor.
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

// The bytes of a string literal, as they are.
template <size_t N>
uint8_t* StoreLiteral(uint8_t* to, const char (&literal)[N]) {
  std::memcpy(to, literal, N - 1);
  return to + N - 1;
}

// The bytes of head and text that a key of N - 1 bytes takes.
template <size_t N>
inline constexpr size_t kKeyBytes = (N - 1 < 24 ? 1 : 2) + N - 1;

// A key, head and text in one constant copy.
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

// Five bytes, also for an integral number.
inline uint8_t* Store(uint8_t* to, float number) {
  to[0] = 0xfa;
  StoreBigEndian(to + 1, std::bit_cast<uint32_t>(number));
  return to + 5;
}

// Nine bytes.
inline uint8_t* Store(uint8_t* to, double number) {
  to[0] = 0xfb;
  StoreBigEndian(to + 1, std::bit_cast<uint64_t>(number));
  return to + 9;
}

// [slot, generation]
inline uint8_t* StoreIdPair(uint8_t* to, uint32_t slot, uint32_t generation) {
  *to++ = 0x82;
  return Store(Store(to, slot), generation);
}

template <auto kind>
uint8_t* Store(uint8_t* to, const Id<kind>& id) {
  return StoreIdPair(to, id.slot, id.gen);
}

template <size_t N>
requires(N < 24) uint8_t* Store(uint8_t* to,
                                const std::array<float, N>& numbers) {
  *to++ = 0x80 | N;
  for (size_t i = 0; i < N; ++i) to = Store(to, numbers[i]);
  return to;
}

namespace internal {

// Copies a text by its first and its last word, which may overlap; false, with
// `to` unspecified, if it is not ASCII.
template <class Word>
bool CopyAsciiEnds(uint8_t* to, const char* from, size_t size) {
  Word first;
  Word last;
  std::memcpy(&first, from, sizeof(Word));
  std::memcpy(&last, from + size - sizeof(Word), sizeof(Word));
  std::memcpy(to, &first, sizeof(Word));
  std::memcpy(to + size - sizeof(Word), &last, sizeof(Word));
  return ((first | last) & static_cast<Word>(0x8080808080808080)) == 0;
}

}  // namespace internal

// Copies at most 16 bytes without a call; false, with `to` unspecified, if the
// text is longer or not ASCII.
inline bool StoreShortAscii(uint8_t* to, std::string_view text) {
  const char* from = text.data();
  const size_t size = text.size();
  if (size > 16) return false;
  if (size >= 8) return internal::CopyAsciiEnds<uint64_t>(to, from, size);
  if (size >= 4) return internal::CopyAsciiEnds<uint32_t>(to, from, size);
  if (size >= 2) return internal::CopyAsciiEnds<uint16_t>(to, from, size);
  if (size == 1) to[0] = static_cast<uint8_t>(from[0]);
  return size == 0 || to[0] < 0x80;
}

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_STORE_H_
