// Checks UTF-8 (RFC 3629: shortest forms, no surrogates, at most U+10FFFF).
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_CBOR_UTF8_H_
#define NOODLES_CBOR_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace noodles::cbor {

// The offset of the first byte that is not part of valid UTF-8; text.size() if
// the whole text is valid.
size_t ValidUtf8Prefix(std::string_view text);

// `text` with U+FFFD in place of each maximal invalid part (Unicode 15, section
// 3.9).
std::string ReplaceInvalidUtf8(std::string_view text);

// True if no byte has its high bit set; reads eight bytes at a time.
inline bool IsAscii(std::string_view text) {
  constexpr uint64_t kHighBits = 0x8080808080808080;
  const char* data = text.data();
  const size_t size = text.size();
  uint64_t block = 0;
  if (size >= 8) {
    uint64_t seen = 0;
    for (size_t i = 0; i + 8 < size; i += 8) {
      std::memcpy(&block, data + i, 8);
      seen |= block;
    }
    std::memcpy(&block, data + size - 8, 8);
    return ((seen | block) & kHighBits) == 0;
  }
  if (size >= 4) {
    uint32_t first = 0;
    uint32_t last = 0;
    std::memcpy(&first, data, 4);
    std::memcpy(&last, data + size - 4, 4);
    return ((first | last) & static_cast<uint32_t>(kHighBits)) == 0;
  }
  unsigned char seen = 0;
  for (const char c : text) seen |= static_cast<unsigned char>(c);
  return seen < 0x80;
}

inline bool IsValidUtf8(std::string_view text) {
  return IsAscii(text) || ValidUtf8Prefix(text) == text.size();
}

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_UTF8_H_
