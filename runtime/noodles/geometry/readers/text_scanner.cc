#include "noodles/geometry/readers/text_scanner.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

#include "noodles/base/support/text_encoding.h"
#include "noodles/cbor/utf8.h"

namespace noodles::geometry_internal {
namespace {

// Moves a double that lies in the middle between two floats towards the one
// that is nearest to the text.
double RoundedOnce(std::string_view word, double number) {
  constexpr uint64_t kBelowFloat = (uint64_t{1} << 29) - 1;
  const auto bits = std::bit_cast<uint64_t>(number);
  if ((bits & kBelowFloat) != (kBelowFloat + 1) / 2) return number;
  float single = 0.0f;
  std::from_chars(word.data(), word.data() + word.size(), single);
  return static_cast<float>(number) == single
             ? number
             : std::nextafter(number, double{single});
}

// The words that from_chars does not know.
std::optional<double> SpecialNumberOf(std::string_view word) {
  const bool is_negative = word.starts_with('-');
  if (is_negative) word.remove_prefix(1);
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (word == "1.#INF" || word == "1.#INF00" || word == "1.#J") {
    return is_negative ? -kInfinity : kInfinity;
  }
  if (word.starts_with("1.#") || EqualsIgnoringCase(word, "nan(ind)") ||
      EqualsIgnoringCase(word, "nan(snan)")) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> NumberOf(std::string_view word) {
  if (word.starts_with('+')) {
    word.remove_prefix(1);
    if (word.starts_with('-')) return std::nullopt;
  }
  double number = 0;
  const auto [end, error] =
      std::from_chars(word.data(), word.data() + word.size(), number);
  if (end != word.data() + word.size()) return SpecialNumberOf(word);
  if (error == std::errc()) return RoundedOnce(word, number);
  if (error != std::errc::result_out_of_range) return std::nullopt;
  // Too small where the exponent is negative.
  if (word.find("e-") != word.npos || word.find("E-") != word.npos) return 0.0;
  return word.starts_with('-') ? -std::numeric_limits<double>::infinity()
                               : std::numeric_limits<double>::infinity();
}

std::string_view TextScanner::Word(char comment) {
  for (;;) {
    while (!at_end() && IsBlank(text_[at_])) ++at_;
    if (comment == '\0' || at_end() || text_[at_] != comment) break;
    SkipLine();
  }
  const size_t start = at_;
  while (!at_end() && !IsBlank(text_[at_]) &&
         (comment == '\0' || text_[at_] != comment)) {
    ++at_;
  }
  return text_.substr(start, at_ - start);
}

bool TextScanner::at_line_end() const {
  return at_end() || text_[at_] == '\n' || text_[at_] == '\r' ||
         text_[at_] == '#';
}

void TextScanner::SkipBlanks() {
  while (!at_line_end() && IsBlank(text_[at_])) ++at_;
}

void TextScanner::SkipLine() {
  const size_t end = text_.find_first_of("\r\n", at_);
  at_ = end == text_.npos ? text_.size() : end + 1;
  if (end != text_.npos && text_[end] == '\r' && !at_end() &&
      text_[at_] == '\n') {
    ++at_;
  }
}

std::string_view TextScanner::Rest() {
  SkipBlanks();
  const size_t start = at_;
  // Within a word, `#` is a letter as any other.
  while (!at_end() && text_[at_] != '\n' && text_[at_] != '\r' &&
         (text_[at_] != '#' || (at_ > 0 && !IsBlank(text_[at_ - 1])))) {
    ++at_;
  }
  return WithoutBlanks(text_.substr(start, at_ - start));
}

std::string_view TextScanner::WordOfLine() {
  SkipBlanks();
  const size_t start = at_;
  while (!at_line_end() && !IsBlank(text_[at_])) ++at_;
  return text_.substr(start, at_ - start);
}

std::string_view WithoutBlanks(std::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  return text;
}

std::string Utf8Of(std::string_view text) {
  return cbor::IsValidUtf8(text) ? std::string(text)
                                 : base_internal::Windows1252ToUtf8(text);
}

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  const auto lower = [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32)
                                          : letter;
  };
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

}  // namespace noodles::geometry_internal
