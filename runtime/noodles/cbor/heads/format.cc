#include "noodles/cbor/heads/format.h"

#include <array>
#include <charconv>
#include <cmath>

#include "noodles/cbor/utf8.h"

namespace noodles::cbor::internal {

namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

// Formats the number 0.DIGITS * 10^point.
std::string LayOut(const std::string& digits, int point) {
  const int count = static_cast<int>(digits.size());
  const auto zeros = [](int n) {
    return std::string(static_cast<size_t>(n), '0');
  };
  if (point > 21 || point <= -6) {
    const int exponent = point - 1;
    return Concatenate({digits.substr(0, 1), ".",
                        count > 1 ? digits.substr(1) : "0",
                        exponent < 0 ? "e" : "e+", std::to_string(exponent)});
  }
  if (point >= count) return Concatenate({digits, zeros(point - count), ".0"});
  if (point <= 0) return Concatenate({"0.", zeros(-point), digits});
  const auto whole = static_cast<size_t>(point);
  return Concatenate({digits.substr(0, whole), ".", digits.substr(whole)});
}

template <typename Float>
std::string FormatAnyFloat(Float number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  std::array<char, 40> buffer;
  // The format is `d.ddde+xx` with the fewest digits.
  const auto written =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                    std::fabs(number), std::chars_format::scientific);
  const std::string_view text(buffer.data(), written.ptr);
  const size_t mark = text.find('e');
  std::string digits(text.substr(0, mark));
  if (digits.size() > 1) digits.erase(1, 1);
  int exponent = 0;
  const size_t sign = text[mark + 1] == '+' ? 1 : 0;
  std::from_chars(text.data() + mark + 1 + sign, written.ptr, exponent);
  return Concatenate(
      {std::signbit(number) ? "-" : "", LayOut(digits, exponent + 1)});
}

}  // namespace

std::string FormatInteger(Integer number) {
  if (!number.negative) return std::to_string(number.argument);
  if (number.argument == UINT64_MAX) return "-18446744073709551616";
  return Concatenate({"-", std::to_string(number.argument + 1)});
}

std::string FormatFloat(double number) { return FormatAnyFloat(number); }

std::string FormatFloat(float number) { return FormatAnyFloat(number); }

std::string Concatenate(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return text;
}

std::string FormatByte(uint8_t byte) {
  return {'0', 'x', kHexDigits[byte >> 4], kHexDigits[byte & 15]};
}

std::string QuoteText(std::string_view text) {
  const std::string valid = ReplaceInvalidUtf8(text);
  std::string quoted = "\"";
  for (const char c : valid) {
    switch (c) {
      case '"':
        quoted += "\\\"";
        break;
      case '\\':
        quoted += "\\\\";
        break;
      case '\n':
        quoted += "\\n";
        break;
      case '\r':
        quoted += "\\r";
        break;
      case '\t':
        quoted += "\\t";
        break;
      default: {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte != 0x7f) {
          quoted += c;
        } else {
          quoted += "\\u00";
          quoted += kHexDigits[byte >> 4];
          quoted += kHexDigits[byte & 15];
        }
      }
    }
  }
  return quoted + '"';
}

}  // namespace noodles::cbor::internal
