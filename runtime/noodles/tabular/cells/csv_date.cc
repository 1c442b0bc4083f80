// Dates in text tables.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "noodles/tabular/csv_cell.h"

namespace noodles {
namespace {

// Takes numbers and marks off the start of a text.
class DateScanner {
 public:
  explicit DateScanner(std::string_view text) : text_(text) {}

  bool at_end() const { return text_.empty(); }

  // The number of `least` to `most` digits that comes next.
  std::optional<int> Number(size_t least, size_t most) {
    size_t count = 0;
    while (count < text_.size() && text_[count] >= '0' && text_[count] <= '9') {
      ++count;
    }
    if (count < least || count > most) return std::nullopt;
    int number = 0;
    std::from_chars(text_.data(), text_.data() + count, number);
    text_.remove_prefix(count);
    return number;
  }

  // The letter that comes next, if it is one of `letters`; otherwise 0.
  char Mark(std::string_view letters) {
    if (text_.empty() || letters.find(text_[0]) == letters.npos) return '\0';
    const char mark = text_[0];
    text_.remove_prefix(1);
    return mark;
  }

  // The month, from 1, whose English name or its first three letters come next.
  std::optional<int> MonthName() {
    constexpr std::string_view kMonths[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    constexpr size_t kLongest = 9;
    std::string word;
    while (word.size() < std::min(text_.size(), kLongest + 1) &&
           IsLetter(text_[word.size()])) {
      word += static_cast<char>(text_[word.size()] | 0x20);
    }
    for (int month = 1; word.size() >= 3 && month <= 12; ++month) {
      const std::string_view name = kMonths[month - 1];
      const bool is_short = word.size() == 3 || word == "sept";
      if (word != name && !(is_short && name.starts_with(word))) continue;
      text_.remove_prefix(word.size());
      return month;
    }
    return std::nullopt;
  }

  // 12 for pm, 0 for am, if either comes next.
  std::optional<int> HalfOfDay() {
    if (text_.size() < 2 || (text_[1] | 0x20) != 'm') return std::nullopt;
    const auto letter = static_cast<char>(text_[0] | 0x20);
    if (letter != 'a' && letter != 'p') return std::nullopt;
    text_.remove_prefix(2);
    return letter == 'p' ? 12 : 0;
  }

  bool begins_with_letter() const {
    return !text_.empty() && IsLetter(text_[0]);
  }

  // A year of four digits or, where `accepts_two`, of two, from 1969 to 2068.
  std::optional<int> Year(bool accepts_two) {
    const size_t before = text_.size();
    const std::optional<int> year = Number(accepts_two ? 2 : 4, 4);
    if (!year) return std::nullopt;
    const size_t digits = before - text_.size();
    if (digits == 3) return std::nullopt;
    if (digits == 4) return year;
    return *year + (*year < 69 ? 2000 : 1900);
  }

  // The digits behind a decimal mark as a fraction of one.
  double Fraction() {
    double part = 0;
    double unit = 0.1;
    while (!text_.empty() && text_[0] >= '0' && text_[0] <= '9') {
      part += unit * (text_[0] - '0');
      unit /= 10;
      text_.remove_prefix(1);
    }
    return part;
  }

 private:
  static bool IsLetter(char c) {
    const auto lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'z';
  }

  std::string_view text_;
};

struct Day {
  int year = 0;
  int month = 0;
  int day = 0;
};

// 2024-05-31, 2024/5/31 or 2024.05.31.
std::optional<Day> DayAfterYear(DateScanner& text) {
  const auto year = text.Number(4, 4);
  const char mark = text.Mark("-/.");
  const auto month = text.Number(1, 2);
  const bool is_same = mark != '\0' && text.Mark({&mark, 1}) == mark;
  const auto day = text.Number(1, 2);
  if (!year || !month || !day || !is_same) return std::nullopt;
  return Day{*year, *month, *day};
}

// May 31, 2024.
std::optional<Day> DayAfterMonthName(DateScanner& text) {
  const auto month = text.MonthName();
  if (!month || text.Mark(" -") == '\0') return std::nullopt;
  const auto day = text.Number(1, 2);
  const bool has_comma = text.Mark(",") != '\0';
  const bool has_mark = text.Mark(" -") != '\0';
  const auto year = text.Year(false);
  if (!day || !year || !(has_comma || has_mark)) return std::nullopt;
  return Day{*year, *month, *day};
}

// 31-May-2024 in any order of the options, otherwise 31.5.2024 or 5/31/2024.
std::optional<Day> DayBeforeYear(DateScanner& text, CsvDates dates) {
  const auto first = text.Number(1, 2);
  const char mark = text.Mark("./- ");
  if (!first || mark == '\0') return std::nullopt;
  if (text.begins_with_letter()) {
    const auto month = text.MonthName();
    const bool is_same = text.Mark({&mark, 1}) == mark;
    const auto year = text.Year(true);
    if (!month || !is_same || !year) return std::nullopt;
    return Day{*year, *month, *first};
  }
  const auto second = text.Number(1, 2);
  const bool is_same = mark != ' ' && text.Mark({&mark, 1}) == mark;
  const auto year = text.Year(true);
  if (dates == CsvDates::kYearFirst || !second || !is_same || !year) {
    return std::nullopt;
  }
  if (dates == CsvDates::kMonthFirst) return Day{*year, *first, *second};
  return Day{*year, *second, *first};
}

std::optional<std::chrono::sys_days> DayOf(DateScanner& text, bool year_first,
                                           CsvDates dates) {
  const std::optional<Day> found = year_first ? DayAfterYear(text)
                                   : text.begins_with_letter()
                                       ? DayAfterMonthName(text)
                                       : DayBeforeYear(text, dates);
  if (!found) return std::nullopt;
  const auto [year, month, day] = *found;
  const std::chrono::year_month_day date(
      std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
      std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

// The seconds of a time zone: Z, +hh, +hhmm or +hh:mm.
std::optional<double> ZoneOf(DateScanner& text) {
  if (text.at_end() || text.Mark("zZ") != '\0') return 0.0;
  const char sign = text.Mark("+-");
  if (sign == '\0') return std::nullopt;
  double minutes = 0;
  if (const auto together = text.Number(4, 4)) {
    const int hours = *together / 100;
    minutes = hours * 60 + *together % 100;
  } else if (const auto hours = text.Number(2, 2)) {
    minutes = *hours * 60;
    if (text.Mark(":") != '\0') {
      const auto more = text.Number(2, 2);
      if (!more) return std::nullopt;
      minutes += *more;
    }
  } else {
    return std::nullopt;
  }
  return (sign == '-' ? -60 : 60) * minutes;
}

std::optional<double> TimeOf(DateScanner& text) {
  const auto hour = text.Number(1, 2);
  if (!hour || *hour > 24 || text.Mark(":") == '\0') return std::nullopt;
  const auto minute = text.Number(2, 2);
  if (!minute || *minute > 59) return std::nullopt;
  double seconds = *minute * 60.0;
  if (text.Mark(":") != '\0') {
    const auto second = text.Number(2, 2);
    if (!second || *second > 60) return std::nullopt;
    seconds += *second;
    if (text.Mark(".,") != '\0') seconds += text.Fraction();
  }
  text.Mark(" ");
  const std::optional<int> half = text.HalfOfDay();
  if (half && (*hour == 0 || *hour > 12)) return std::nullopt;
  seconds += (half ? *hour % 12 + *half : *hour) * 3600.0;
  if (half) text.Mark(" ");
  const std::optional<double> zone = ZoneOf(text);
  if (!zone) return std::nullopt;
  return seconds - *zone;
}

}  // namespace

double SecondsOfDate(std::string_view text, CsvDates dates) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  constexpr size_t kShortest = 6;
  if (text.size() < kShortest) return kNone;
  const size_t digits =
      std::min(text.find_first_not_of("0123456789"), text.size());
  const bool year_first = digits == 4;
  DateScanner scanner(text);
  const auto day = DayOf(scanner, year_first, dates);
  if (!day) return kNone;
  const auto seconds = static_cast<double>(
      std::chrono::duration_cast<std::chrono::seconds>(day->time_since_epoch())
          .count());
  if (scanner.at_end()) return seconds;
  if (scanner.Mark("T t") == '\0') return kNone;
  const std::optional<double> time = TimeOf(scanner);
  return time && scanner.at_end() ? seconds + *time : kNone;
}

}  // namespace noodles
