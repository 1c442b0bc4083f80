#include "noodles/base/printable.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace noodles {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

struct Range {
  uint32_t first;
  uint32_t last;
};

// The code points that are escaped, in ascending order.
constexpr Range kUnsafe[] = {
    {0x0000, 0x001f},    // controls (C0)
    {0x007f, 0x009f},    // delete, controls (C1)
    {0x00ad, 0x00ad},    // soft hyphen
    {0x061c, 0x061c},    // Arabic letter mark
    {0x180e, 0x180e},    // Mongolian vowel separator
    {0x200b, 0x200b},    // zero width space
    {0x200e, 0x200f},    // left-to-right mark, right-to-left mark
    {0x2028, 0x202e},    // separators, bidirectional controls
    {0x2060, 0x206f},    // invisible operators, bidirectional isolates
    {0xfeff, 0xfeff},    // zero width no-break space
    {0xfff9, 0xfffb},    // interlinear annotation
    {0xe0000, 0xe007f},  // tags
};

bool IsUnsafe(uint32_t code_point) {
  const auto* const range = std::lower_bound(
      std::begin(kUnsafe), std::end(kUnsafe), code_point,
      [](const Range& r, uint32_t value) { return r.last < value; });
  return range != std::end(kUnsafe) && range->first <= code_point;
}

bool IsPlain(char c) { return c >= 0x20 && c < 0x7f; }

struct Character {
  uint32_t code_point = 0;
  size_t length = 1;
  bool is_valid = false;
};

// The character at the start of `text`, which is not empty. An invalid
// character has one byte.
Character FirstOf(std::string_view text) {
  const auto byte = [text](size_t i) {
    return static_cast<uint32_t>(static_cast<unsigned char>(text[i]));
  };
  const uint32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  if (lead < 0xc2 || lead > 0xf4) return {};
  const size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (text.size() < length) return {};
  uint32_t code_point = lead & (0x7fU >> length);
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80) return {};
    code_point = (code_point << 6) | (byte(i) & 0x3fU);
  }
  const bool is_shortest = code_point >= (length == 2   ? 0x80U
                                          : length == 3 ? 0x800U
                                                        : 0x10000U);
  const bool is_surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
  if (!is_shortest || is_surrogate || code_point > 0x10ffff) return {};
  return {code_point, length, true};
}

void AppendHex(std::string& out, std::string_view start, uint32_t value,
               int digits) {
  out += start;
  for (int i = digits - 1; i >= 0; --i)
    out += kHexDigits[(value >> 4 * i) & 15];
}

void AppendEscape(std::string& out, uint32_t code_point) {
  if (code_point < 0x80) {
    AppendHex(out, "\\x", code_point, 2);
  } else if (code_point <= 0xffff) {
    AppendHex(out, "\\u", code_point, 4);
  } else {
    AppendHex(out, "\\U", code_point, 8);
  }
}

// As RFC 8259, section 7: beyond U+FFFF as a pair of surrogates.
void AppendJsonEscape(std::string& out, uint32_t code_point) {
  if (code_point <= 0xffff) return AppendHex(out, "\\u", code_point, 4);
  const uint32_t rest = code_point - 0x10000;
  AppendHex(out, "\\u", 0xd800 + (rest >> 10), 4);
  AppendHex(out, "\\u", 0xdc00 + (rest & 0x3ff), 4);
}

// Appends `text` to `out`, with `escape(rest)` for the characters that are not
// plain; `escape` returns the number of bytes that it has treated.
template <class Escape>
void AppendEscaped(std::string& out, std::string_view text, Escape escape) {
  while (!text.empty()) {
    const auto plain = static_cast<size_t>(
        std::find_if_not(text.begin(), text.end(), IsPlain) - text.begin());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (!text.empty()) text.remove_prefix(escape(text));
  }
}

}  // namespace

void AppendPrintable(std::string& out, std::string_view text) {
  AppendEscaped(out, text, [&out](std::string_view rest) {
    const Character character = FirstOf(rest);
    if (!character.is_valid) {
      AppendHex(out, "\\x", static_cast<unsigned char>(rest.front()), 2);
    } else if (IsUnsafe(character.code_point)) {
      AppendEscape(out, character.code_point);
    } else {
      out += rest.substr(0, character.length);
    }
    return character.length;
  });
}

std::string Printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  AppendPrintable(out, text);
  return out;
}

std::string PrintableJson(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  AppendEscaped(out, json, [&out](std::string_view rest) {
    const Character character = FirstOf(rest);
    if (!character.is_valid) {
      out += "\\ufffd";
    } else if (character.code_point >= 0x20 && IsUnsafe(character.code_point)) {
      AppendJsonEscape(out, character.code_point);
    } else {
      out += rest.substr(0, character.length);
    }
    return character.length;
  });
  return out;
}

std::string_view TextStart(std::string_view text, size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  constexpr size_t kMoreBytesOfACharacter = 3;
  size_t end = max_bytes;
  const size_t least = end - std::min(end, kMoreBytesOfACharacter);
  while (end > least &&
         (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80) {
    --end;
  }
  // Bytes that are no character are cut anywhere.
  if ((static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80) end = max_bytes;
  return text.substr(0, end);
}

std::string Shortened(std::string_view text, size_t max_bytes) {
  if (text.size() <= max_bytes) return std::string(text);
  const std::string_view start = TextStart(text, max_bytes);
  return std::string(start)
      .append("... (")
      .append(std::to_string(text.size() - start.size()))
      .append(" bytes more)");
}

}  // namespace noodles
