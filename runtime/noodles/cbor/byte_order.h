// Loads and stores unaligned numbers in big-endian order, the byte order of
// CBOR.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_CBOR_BYTE_ORDER_H_
#define NOODLES_CBOR_BYTE_ORDER_H_

#include <bit>
#include <cstdint>
#include <cstring>

namespace noodles::cbor {

// Converts from the byte order of the machine to big-endian order, and back.
constexpr uint16_t SwapToBigEndian(uint16_t number) {
  if constexpr (std::endian::native == std::endian::big) return number;
  return __builtin_bswap16(number);
}
constexpr uint32_t SwapToBigEndian(uint32_t number) {
  if constexpr (std::endian::native == std::endian::big) return number;
  return __builtin_bswap32(number);
}
constexpr uint64_t SwapToBigEndian(uint64_t number) {
  if constexpr (std::endian::native == std::endian::big) return number;
  return __builtin_bswap64(number);
}

template <typename Unsigned>
Unsigned LoadBigEndian(const uint8_t* from) {
  Unsigned number;
  std::memcpy(&number, from, sizeof(number));
  return SwapToBigEndian(number);
}

template <typename Unsigned>
void StoreBigEndian(uint8_t* to, Unsigned number) {
  number = SwapToBigEndian(number);
  std::memcpy(to, &number, sizeof(number));
}

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_BYTE_ORDER_H_
