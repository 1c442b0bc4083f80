// Dates in text tables.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

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
  std::string_view text_;
};

std::optional<std::chrono::sys_days> DayOf(DateScanner& text, bool year_first,
                                           CsvDates dates) {
  const auto first = year_first ? text.Number(4, 4) : text.Number(1, 2);
  const char mark = text.Mark(year_first ? "-/" : "./-");
  const auto second = text.Number(1, 2);
  const bool is_same = mark != '\0' && text.Mark({&mark, 1}) == mark;
  const auto third = year_first ? text.Number(1, 2) : text.Number(4, 4);
  if (!first || !second || !third || !is_same) return std::nullopt;
  const int year = year_first ? *first : *third;
  int month = *second;
  int day = year_first ? *third : *first;
  if (!year_first && dates == CsvDates::kMonthFirst) std::swap(month, day);
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
  double seconds = *hour * 3600.0 + *minute * 60.0;
  if (text.Mark(":") != '\0') {
    const auto second = text.Number(2, 2);
    if (!second || *second > 60) return std::nullopt;
    seconds += *second;
    if (text.Mark(".,") != '\0') seconds += text.Fraction();
  }
  text.Mark(" ");
  const std::optional<double> zone = ZoneOf(text);
  if (!zone) return std::nullopt;
  return seconds - *zone;
}

}  // namespace

double SecondsOfDate(std::string_view text, CsvDates dates) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  if (text.size() < 8 || text[0] < '0' || text[0] > '9') return kNone;
  const size_t digits =
      std::min(text.find_first_not_of("0123456789"), text.size());
  const bool year_first = digits == 4;
  if (!year_first && dates == CsvDates::kYearFirst) return kNone;
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
