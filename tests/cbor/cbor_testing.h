// Helpers of the tests of this room: bytes from hexadecimal digits, and the
// error of a read as one line.
#ifndef NOODLES_TESTS_CBOR_CBOR_TESTING_H_
#define NOODLES_TESTS_CBOR_CBOR_TESTING_H_

#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "noodles/cbor/any_codec.h"
#include "noodles/cbor/reader.h"

namespace noodles::cbor {

inline std::vector<uint8_t> Hex(std::string_view digits) {
  std::string packed;
  for (const char c : digits) {
    if (c != ' ') packed += c;
  }
  std::vector<uint8_t> bytes;
  for (size_t i = 0; i + 1 < packed.size(); i += 2) {
    bytes.push_back(
        static_cast<uint8_t>(std::stoul(packed.substr(i, 2), nullptr, 16)));
  }
  return bytes;
}

inline std::string ToHex(std::span<const uint8_t> bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

// "" if `read(reader)` succeeds and consumes everything, otherwise the error.
template <typename ReadFunction>
std::string ErrorOf(std::span<const uint8_t> input, ReadFunction read,
                    const DecodeLimits& limits = {}) {
  Reader reader(input, limits);
  if (!read(reader)) {
    return reader.ok() ? "failed without an error"
                       : reader.TakeError().ToString();
  }
  if (!reader.ok()) return "succeeded with an error";
  return reader.at_end() ? "" : "left bytes over";
}

template <typename ReadFunction>
std::string ErrorOf(std::string_view hex, ReadFunction read,
                    const DecodeLimits& limits = {}) {
  const std::vector<uint8_t> input = Hex(hex);
  return ErrorOf(std::span<const uint8_t>(input), read, limits);
}

inline bool SkipOne(Reader& reader) { return reader.Skip(); }

inline bool ReadOneAny(Reader& reader) {
  Any value;
  return Read(reader, value);
}

inline void PrintTo(const Any& value, std::ostream* out) {
  *out << value.ToString();
}

}  // namespace noodles::cbor

#endif  // NOODLES_TESTS_CBOR_CBOR_TESTING_H_
