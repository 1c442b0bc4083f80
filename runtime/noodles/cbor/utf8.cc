#include "noodles/cbor/utf8.h"

namespace noodles::cbor {

namespace {

// One character at an offset. If `valid` is false, `length` is that of the
// maximal invalid part, at least 1.
struct Character {
  size_t length;
  bool valid;
};

// The allowed values of the byte after a lead byte. All later bytes are 0x80 to
// 0xbf.
struct SecondByteRange {
  unsigned char first;
  unsigned char last;
};

SecondByteRange SecondBytes(unsigned char lead) {
  switch (lead) {
    case 0xe0:  // smaller values: not the shortest form
      return {0xa0, 0xbf};
    case 0xed:  // larger values: surrogates
      return {0x80, 0x9f};
    case 0xf0:  // smaller values: not the shortest form
      return {0x90, 0xbf};
    case 0xf4:  // larger values: above U+10FFFF
      return {0x80, 0x8f};
    default:
      return {0x80, 0xbf};
  }
}

Character CharacterAt(std::string_view text, size_t offset) {
  const auto byte = [text](size_t i) {
    return static_cast<unsigned char>(text[i]);
  };
  const unsigned char lead = byte(offset);
  if (lead < 0x80) return {1, true};
  if (lead < 0xc2 || lead > 0xf4) return {1, false};
  const size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  SecondByteRange range = SecondBytes(lead);
  for (size_t i = 1; i < length; ++i) {
    if (offset + i == text.size()) return {i, false};
    const unsigned char next = byte(offset + i);
    if (next < range.first || next > range.last) return {i, false};
    range = {0x80, 0xbf};
  }
  return {length, true};
}

}  // namespace

size_t ValidUtf8Prefix(std::string_view text) {
  constexpr uint64_t kHighBits = 0x8080808080808080;
  size_t offset = 0;
  while (offset < text.size()) {
    uint64_t block = 0;
    while (text.size() - offset >= sizeof(block)) {
      std::memcpy(&block, text.data() + offset, sizeof(block));
      if ((block & kHighBits) != 0) break;
      offset += sizeof(block);
    }
    if (offset == text.size()) break;
    const Character character = CharacterAt(text, offset);
    if (!character.valid) break;
    offset += character.length;
  }
  return offset;
}

std::string ReplaceInvalidUtf8(std::string_view text) {
  constexpr std::string_view kReplacement = "\xef\xbf\xbd";
  std::string result;
  result.reserve(text.size());
  while (true) {
    const size_t valid = ValidUtf8Prefix(text);
    result.append(text.substr(0, valid));
    if (valid == text.size()) return result;
    result.append(kReplacement);
    text.remove_prefix(valid + CharacterAt(text, valid).length);
  }
}

}  // namespace noodles::cbor
