#include "noodles/tabular/csv_cell.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <system_error>

#include "noodles/tabular/cells/csv_text.h"

namespace noodles {
namespace {

using tabular_internal::LowerCase;
using tabular_internal::Trimmed;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::string_view kMinus = "\u2212";
constexpr CsvValue kNoNumber = {CsvKind::kText, 0, kNan};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool HasDigitsOnly(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}

// Takes the sign off; true for a minus sign.
bool TakeMinus(std::string_view& text) {
  if (text.starts_with(kMinus)) {
    text.remove_prefix(kMinus.size());
    return true;
  }
  const bool is_minus = text.starts_with('-');
  if (is_minus || text.starts_with('+')) text.remove_prefix(1);
  return is_minus;
}

// The length of the mark of thousands at the start of `text`; 0 without one.
size_t ThousandsMark(std::string_view text, std::string_view mark) {
  if (mark == " ") {
    for (const std::string_view blank : {" ", "\u00A0", "\u2009", "\u202F"}) {
      if (text.starts_with(blank)) return blank.size();
    }
    return 0;
  }
  return text.starts_with(mark) ? mark.size() : 0;
}

// The number without marks of thousands and with a point; std::nullopt where
// groups do not have three digits or a mark stands elsewhere.
std::optional<std::string> Normalized(std::string_view text,
                                      const CsvFormat& format) {
  std::string result;
  // The digits since the last mark of thousands, if there was one.
  std::optional<size_t> group;
  size_t digits = 0;
  size_t i = 0;
  for (; i < text.size(); ++i) {
    if (IsDigit(text[i])) {
      result += text[i];
      ++(group ? *group : digits);
      continue;
    }
    const size_t mark = format.thousands.empty()
                            ? 0
                            : ThousandsMark(text.substr(i), format.thousands);
    if (mark == 0) break;
    if (group ? *group != 3 : digits == 0 || digits > 3) return std::nullopt;
    group = 0;
    i += mark - 1;
  }
  if (group && *group != 3) return std::nullopt;
  for (; i < text.size(); ++i) {
    // With another mark, a point has no meaning.
    if (text[i] == '.' && format.decimal != '.') return std::nullopt;
    result += text[i] == format.decimal ? '.' : text[i];
  }
  return result;
}

// `digits` are digits only.
CsvValue IntegerOf(std::string_view digits, bool is_negative) {
  uint64_t magnitude = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), magnitude);
  constexpr uint64_t kMost = std::numeric_limits<int64_t>::max();
  if (error == std::errc() && magnitude <= kMost + (is_negative ? 1 : 0)) {
    const auto integer =
        static_cast<int64_t>(is_negative ? 0 - magnitude : magnitude);
    return {CsvKind::kInteger, integer, static_cast<double>(integer)};
  }
  double number = kInfinity;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (!std::isfinite(number)) return kNoNumber;
  return {CsvKind::kHugeInteger, 0, is_negative ? -number : number};
}

// Whether a number that double cannot hold is too near to zero, not too large.
bool IsTiny(std::string_view text) {
  constexpr size_t kLongMantissa = 300;
  const size_t exponent = text.find_first_of("eE");
  if (exponent == text.npos) return text[0] == '0' || text[0] == '.';
  return exponent < kLongMantissa && text.substr(exponent + 1).starts_with('-');
}

// A number without a sign, with a point.
CsvValue RealOf(std::string_view text, bool is_negative) {
  if (text.empty()) return kNoNumber;
  double number = 0;
  if (!IsDigit(text[0]) && text[0] != '.') {
    const std::string word = LowerCase(text);
    if (word != "inf" && word != "infinity") return kNoNumber;
    number = kInfinity;
  } else {
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, number);
    if (end != last) {
      const std::string_view rest(end, static_cast<size_t>(last - end));
      // As some programs write infinities.
      if (number != 1 || LowerCase(rest) != "#inf") return kNoNumber;
      number = kInfinity;
    }
    if (error == std::errc::result_out_of_range) {
      if (!IsTiny(text)) return kNoNumber;
      number = 0;
    } else if (error != std::errc()) {
      return kNoNumber;
    }
  }
  return {CsvKind::kReal, 0, is_negative ? -number : number};
}

}  // namespace

std::vector<std::string> DefaultMissingWords() {
  return {"na",      "n/a",      "n.a.",      "#n/a",      "#na",    "<na>",
          "null",    "(null)",   "\\n",       "none",      "nan",    "+nan",
          "-nan",    "nat",      "1.#qnan",   "-1.#qnan",  "1.#ind", "-1.#ind",
          "missing", "#div/0!",  "#value!",   "#num!",     "#ref!",  "#name?",
          "#null!",  "-",        "--",        "?",         ".",      "#n/a n/a",
          "nil",     "nan(ind)", "-nan(ind)", "nan(snan)", "#nv",    "#wert!",
          "#zahl!",  "#bezug!",  "---",       "..",        "...",    "*",
          ":",       "\u2013",   "\u2014"};
}

CsvCellReader::CsvCellReader(const CsvFormat& format) : format_(format) {
  for (const std::string& word : format_.missing) {
    missing_words_.push_back(LowerCase(Trimmed(word)));
    const CsvValue value = NumberOf(Trimmed(word));
    if (value.kind != CsvKind::kText) missing_numbers_.push_back(value.number);
  }
}

bool CsvCellReader::IsMissingNumber(double number) const {
  return std::find(missing_numbers_.begin(), missing_numbers_.end(), number) !=
         missing_numbers_.end();
}

bool CsvCellReader::IsMissingWord(std::string_view cell) const {
  if (cell.empty()) return true;
  constexpr size_t kLongestWord = 64;
  if (cell.size() > kLongestWord) return false;
  const std::string word = LowerCase(cell);
  return std::find(missing_words_.begin(), missing_words_.end(), word) !=
         missing_words_.end();
}

CsvValue CsvCellReader::NumberOf(std::string_view cell) const {
  const bool is_negative = TakeMinus(cell);
  if (HasDigitsOnly(cell)) return IntegerOf(cell, is_negative);
  if (format_.decimal == '.' && format_.thousands.empty()) {
    return RealOf(cell, is_negative);
  }
  const std::optional<std::string> plain = Normalized(cell, format_);
  if (!plain) return kNoNumber;
  if (HasDigitsOnly(*plain)) return IntegerOf(*plain, is_negative);
  return RealOf(*plain, is_negative);
}

CsvValue CsvCellReader::Read(std::string_view cell) const {
  cell = Trimmed(cell);
  const CsvValue value = cell.empty() ? CsvValue{} : NumberOf(cell);
  if (!cell.empty() && value.kind != CsvKind::kText) {
    if (missing_numbers_.empty() || !IsMissingNumber(value.number)) {
      return value;
    }
    return {CsvKind::kMissing, 0, kNan};
  }
  if (IsMissingWord(cell)) return {CsvKind::kMissing, 0, kNan};
  const double seconds = SecondsOfDate(cell, format_.dates);
  if (std::isnan(seconds)) return kNoNumber;
  return {CsvKind::kDate, 0, seconds};
}

std::string CsvCellReader::Explain(std::string_view cell) const {
  cell = Trimmed(cell);
  std::string_view plain = cell;
  TakeMinus(plain);
  const std::string lower = LowerCase(plain);
  for (const std::string_view sign : {"$", "\u20AC", "\u00A3", "\u00A5"}) {
    if (lower.starts_with(sign) || lower.ends_with(sign)) {
      return "a number has no sign of a currency; take the sign off";
    }
  }
  if (plain.empty() ||
      !(IsDigit(plain[0]) || plain[0] == '.' || plain[0] == format_.decimal)) {
    return "the option missing names words for missing values";
  }
  if (lower.ends_with('%')) {
    return "a number has no percent sign; take the sign off";
  }
  if (lower.starts_with("0x")) {
    return "hexadecimal numbers are not read; write them with decimal digits";
  }
  if (lower.find_first_not_of("0123456789.e+") == lower.npos &&
      lower.find('e') != lower.npos) {
    return "numbers reach to about 1.8e308";
  }
  if (lower.find_first_not_of("0123456789.d+-") == lower.npos) {
    if (lower.find('d') != lower.npos) {
      return "an exponent is written with e, not with d";
    }
    return "the options decimal and thousands name the marks in numbers, the "
           "option dates the order of day, month and year";
  }
  if (lower.find('/') != lower.npos) {
    return "the option dates names the order of day, month and year";
  }
  return "the options decimal and thousands name the marks in numbers";
}

}  // namespace noodles
