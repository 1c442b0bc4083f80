// Valid and invalid UTF-8 (RFC 3629; Unicode 15, section 3.9).
#include "noodles/cbor/utf8.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace noodles::cbor {
namespace {

using std::string_view_literals::operator""sv;

// A slow reference decoder that follows the definition by code points. Returns
// the size of the first character, or 0 if it is invalid.
size_t CharacterSize(std::string_view text) {
  const auto byte = [&](size_t i) {
    return static_cast<uint32_t>(static_cast<unsigned char>(text[i]));
  };
  const uint32_t lead = byte(0);
  if (lead < 0x80) return 1;
  const size_t size = (lead & 0xe0) == 0xc0   ? 2
                      : (lead & 0xf0) == 0xe0 ? 3
                      : (lead & 0xf8) == 0xf0 ? 4
                                              : 0;
  if (size == 0 || size > text.size()) return 0;
  uint32_t code = lead & (0x7fu >> size);
  for (size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
    code = code << 6 | (byte(i) & 0x3f);
  }
  constexpr uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = code >= 0xd800 && code < 0xe000;
  return code < kSmallest[size] || code > 0x10ffff || is_surrogate ? 0 : size;
}

TEST(ValidUtf8Prefix, JudgesEveryCharacterOfUpToThreeBytes) {
  for (uint32_t bits = 0; bits < 1u << 24; bits += 1) {
    // Values of the first byte below 0x80 test nothing new.
    if (bits < 0x800000) bits = 0x800000;
    const char bytes[] = {static_cast<char>(bits >> 16),
                          static_cast<char>(bits >> 8),
                          static_cast<char>(bits)};
    const std::string_view text(bytes, 3);
    size_t valid = 0;
    while (valid < 3) {
      const size_t size = CharacterSize(text.substr(valid));
      if (size == 0) break;
      valid += size;
    }
    ASSERT_EQ(ValidUtf8Prefix(text), valid) << std::hex << bits;
  }
}

TEST(ValidUtf8Prefix, JudgesCharactersOfFourBytes) {
  for (unsigned lead = 0xf0; lead <= 0xff; ++lead) {
    for (unsigned second = 0; second <= 0xff; ++second) {
      for (const char third : {'\x7f', '\x80', '\xbf', '\xc0'}) {
        const char bytes[] = {static_cast<char>(lead),
                              static_cast<char>(second), third, '\x80'};
        const std::string_view text(bytes, 4);
        ASSERT_EQ(ValidUtf8Prefix(text) == 4, CharacterSize(text) == 4)
            << lead << ' ' << second;
      }
    }
  }
}

TEST(IsValidUtf8, FindsABadByteAtEveryPlace) {
  for (size_t size = 1; size <= 40; ++size) {
    for (size_t place = 0; place < size; ++place) {
      std::string text(size, 'a');
      EXPECT_TRUE(IsAscii(text));
      EXPECT_TRUE(IsValidUtf8(text));
      text[place] = '\xff';
      EXPECT_FALSE(IsAscii(text)) << size << ' ' << place;
      EXPECT_FALSE(IsValidUtf8(text)) << size << ' ' << place;
      EXPECT_EQ(ValidUtf8Prefix(text), place) << size;
    }
  }
  EXPECT_TRUE(IsValidUtf8(""));
  EXPECT_TRUE(IsValidUtf8("\0"sv));
}

TEST(ReplaceInvalidUtf8, ReplacesMaximalParts) {
  EXPECT_EQ(ReplaceInvalidUtf8("plain \u6c34"), "plain \u6c34");
  EXPECT_EQ(ReplaceInvalidUtf8("a\xffz"), "a\ufffdz");
  // An incomplete character is one invalid part, whatever its number of bytes.
  EXPECT_EQ(ReplaceInvalidUtf8("\xe6\xb0"), "\ufffd");
  EXPECT_EQ(ReplaceInvalidUtf8("\xf0\x9f\x8dz"), "\ufffdz");
  // Table 3-8 of the Unicode standard.
  EXPECT_EQ(ReplaceInvalidUtf8("\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41"),
            "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\x41");
  // A surrogate, byte by byte.
  EXPECT_EQ(ReplaceInvalidUtf8("\xed\xa0\x80"), "\ufffd\ufffd\ufffd");
}

}  // namespace
}  // namespace noodles::cbor
