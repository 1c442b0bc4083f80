#include "noodles/base/support/text_encoding.h"

namespace noodles::base_internal {
namespace {

constexpr uint32_t kReplacement = 0xFFFD;

// The letters of Windows-1252 from 0x80 to 0x9F; 0 for a byte without one.
constexpr uint16_t kLetters1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

bool IsFirstOfPair(uint32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool IsSecondOfPair(uint32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

}  // namespace

void AppendUtf8(uint32_t letter, std::string& text) {
  const auto put = [&](uint32_t byte) { text += static_cast<char>(byte); };
  if (letter < 0x80) {
    put(letter);
  } else if (letter < 0x800) {
    put(0xC0 | letter >> 6);
    put(0x80 | (letter & 0x3F));
  } else if (letter < 0x10000) {
    put(0xE0 | letter >> 12);
    put(0x80 | (letter >> 6 & 0x3F));
    put(0x80 | (letter & 0x3F));
  } else {
    put(0xF0 | letter >> 18);
    put(0x80 | (letter >> 12 & 0x3F));
    put(0x80 | (letter >> 6 & 0x3F));
    put(0x80 | (letter & 0x3F));
  }
}

std::optional<Utf16Form> Utf16FormOf(std::string_view text) {
  if (text.starts_with("\xFF\xFE")) return Utf16Form{false, 2};
  if (text.starts_with("\xFE\xFF")) return Utf16Form{true, 2};
  if (text.size() < 4) return std::nullopt;
  for (const bool is_big_endian : {false, true}) {
    bool is_utf16 = true;
    for (size_t i = 0; i < 4; ++i) {
      const bool is_high_byte = (i % 2 == 0) == is_big_endian;
      is_utf16 = is_utf16 && (text[i] == '\0') == is_high_byte;
    }
    if (is_utf16) return Utf16Form{is_big_endian, 0};
  }
  return std::nullopt;
}

std::string Utf16ToUtf8(std::string_view text, const Utf16Form& form) {
  text.remove_prefix(form.mark_bytes);
  const size_t high = form.is_big_endian ? 0 : 1;
  const auto unit = [&](size_t i) {
    return static_cast<uint32_t>(static_cast<uint8_t>(text[i + high])) << 8 |
           static_cast<uint8_t>(text[i + 1 - high]);
  };
  std::string result;
  result.reserve(text.size() / 2);
  for (size_t i = 0; i + 1 < text.size(); i += 2) {
    uint32_t letter = unit(i);
    const bool has_second = IsFirstOfPair(letter) && i + 3 < text.size() &&
                            IsSecondOfPair(unit(i + 2));
    if (has_second) {
      letter = 0x10000 + ((letter - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
      i += 2;
    } else if (IsFirstOfPair(letter) || IsSecondOfPair(letter)) {
      letter = kReplacement;
    }
    AppendUtf8(letter, result);
  }
  return result;
}

std::string Windows1252ToUtf8(std::string_view text) {
  std::string result;
  result.reserve(text.size() + text.size() / 16);
  for (const char c : text) {
    uint32_t letter = static_cast<uint8_t>(c);
    if (letter >= 0x80 && letter < 0xA0) {
      letter = kLetters1252[letter - 0x80];
      if (letter == 0) letter = kReplacement;
    }
    AppendUtf8(letter, result);
  }
  return result;
}

}  // namespace noodles::base_internal
