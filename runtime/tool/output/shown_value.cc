#include "tool/output/shown_value.h"

#include <noodles/json.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "tool/output/output.h"

namespace noodles::tool {
namespace {

using cbor::Any;

// Maximum number of bytes of a value that are shown.
constexpr size_t kMaxShownBytes = 120;

// Values from here on are shown with all digits of their integral part, such as
// times in seconds since 1970.
constexpr double kLarge = 1e9;
constexpr double kHuge = 1e15;

std::string Formatted(const char* format, double value) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), format, value);
  return text.data();
}

// Removes zeros at the end of the decimals, but keeps one decimal.
std::string WithoutZeros(std::string text) {
  const size_t point = text.find('.');
  if (point == std::string::npos || text.find('e') != std::string::npos) {
    return text;
  }
  size_t last = text.find_last_not_of('0');
  if (last == point) ++last;
  return text.substr(0, last + 1);
}

std::string WithPoint(std::string text) {
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

bool IsTooLong(const std::string& text) { return text.size() > kMaxShownBytes; }

void Append(const Any& value, std::string& text) {
  if (IsTooLong(text)) return;
  if (value.is_float()) {
    text += ShownNumber(*value.AsDouble());
  } else if (const Any::Array* const items = value.AsArray()) {
    text += "[";
    for (size_t i = 0; i < items->size() && !IsTooLong(text); ++i) {
      if (i > 0) text += ",";
      Append((*items)[i], text);
    }
    text += "]";
  } else if (const Any::Map* const pairs = value.AsMap()) {
    text += "{";
    for (size_t i = 0; i < pairs->size() && !IsTooLong(text); ++i) {
      if (i > 0) text += ",";
      Append((*pairs)[i].first, text);
      text += ":";
      Append((*pairs)[i].second, text);
    }
    text += "}";
  } else if (const Bytes* const bytes = value.AsBytes()) {
    text += "<" + ReadableBytes(bytes->size()) + ">";
  } else {
    text += JsonText(value);
  }
}

std::string Shortened(std::string text) {
  if (!IsTooLong(text)) return text;
  size_t end = kMaxShownBytes;
  // Does not cut inside a character of UTF-8.
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) {
    --end;
  }
  return text.substr(0, end) + "...";
}

}  // namespace

std::string ShownNumber(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  const double magnitude = std::fabs(value);
  if (magnitude >= kLarge && magnitude < kHuge) {
    return WithoutZeros(Formatted("%.3f", value));
  }
  const bool is_in_range = magnitude <= std::numeric_limits<float>::max();
  const float single = is_in_range ? static_cast<float>(value) : 0;
  if (is_in_range && static_cast<double>(single) == value) {
    std::array<char, 32> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), single);
    return WithPoint(std::string(text.data(), end.ptr));
  }
  return WithPoint(Formatted("%.9g", value));
}

std::string ShownValue(const Any& value) {
  std::string text;
  Append(value, text);
  return Shortened(std::move(text));
}

std::string ShownCell(const Any& value) {
  if (value.is_null()) return "";
  const std::optional<std::string_view> text = value.AsText();
  if (!text) return ShownValue(value);
  std::string cell = Printable(*text);
  for (char& c : cell) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  return cell;
}

}  // namespace noodles::tool
