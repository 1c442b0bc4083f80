#include "noodles/geometry/ticks.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>

namespace noodles {
namespace {

constexpr int kAllDigits = 17;
// Numbers between these are written without an exponent.
constexpr double kLeastPlain = 1e-4;
constexpr double kMostPlain = 1e10;
constexpr double kMinute = 60;
constexpr double kDay = 86400;
// The dates whose year has four digits.
constexpr double kFirstDate = -62167219200.0;
constexpr double kLastDate = 253402300799.0;

std::string NumberText(double number, int digits) {
  std::array<char, 40> text{};
  const auto [end, error] =
      std::to_chars(text.data(), text.data() + text.size(), number,
                    std::chars_format::general, digits);
  std::string general(text.data(), end);
  const double magnitude = std::abs(number);
  const bool is_short = magnitude >= kLeastPlain && magnitude < kMostPlain;
  if (!is_short || general.find('e') == general.npos) return general;
  // The same digits without an exponent.
  double rounded = number;
  std::from_chars(general.data(), general.data() + general.size(), rounded);
  std::array<char, 40> plain{};
  const auto last = std::to_chars(plain.data(), plain.data() + plain.size(),
                                  rounded, std::chars_format::fixed);
  return {plain.data(), last.ptr};
}

std::chrono::year_month_day DateOf(double seconds) {
  const auto day = static_cast<int>(std::floor(seconds / kDay));
  return std::chrono::sys_days(std::chrono::days(day));
}

std::string DateText(double seconds, double step) {
  if (!(seconds >= kFirstDate && seconds <= kLastDate)) {
    return NumberText(seconds, kAllDigits);
  }
  const std::chrono::year_month_day date = DateOf(seconds);
  const double time = seconds - std::floor(seconds / kDay) * kDay;
  std::array<char, 48> text{};
  int length = std::snprintf(
      text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  if (step >= kDay && time == 0) return {text.data(), text.data() + length};
  const auto rest = text.size() - static_cast<size_t>(length);
  const int hour = static_cast<int>(time / 3600);
  const int minute = static_cast<int>(time / kMinute) % 60;
  const double second = time - std::floor(time / kMinute) * kMinute;
  if (step >= kMinute) {
    length +=
        std::snprintf(text.data() + length, rest, " %02d:%02d", hour, minute);
  } else {
    const int decimals = step >= 1 ? 0 : step >= 0.01 ? 3 : 6;
    length += std::snprintf(text.data() + length, rest, " %02d:%02d:%0*.*f",
                            hour, minute, decimals == 0 ? 2 : 3 + decimals,
                            decimals, second);
  }
  return {text.data(), text.data() + length};
}

// The least distance of two neighbours that differ; 0 without such.
double LeastStep(std::span<const double> values) {
  double least = std::numeric_limits<double>::infinity();
  for (size_t i = 1; i < values.size(); ++i) {
    const double step = std::abs(values[i] - values[i - 1]);
    if (step > 0) least = std::min(least, step);
  }
  return std::isfinite(least) ? least : 0;
}

// The fewest digits from four on that keep all values to a hundredth of `step`.
int DigitsOf(std::span<const double> values, double step) {
  for (int digits = 4; digits < kAllDigits; ++digits) {
    const bool is_near =
        std::all_of(values.begin(), values.end(), [&](double value) {
          const std::string text = NumberText(value, digits);
          double read = 0;
          std::from_chars(text.data(), text.data() + text.size(), read);
          return std::abs(read - value) <= step / 100;
        });
    if (is_near) return digits;
  }
  return kAllDigits;
}

std::vector<Tick> WithTexts(const std::vector<double>& values, bool are_dates) {
  const std::vector<std::string> texts = TextsOf(values, are_dates);
  std::vector<Tick> ticks;
  ticks.reserve(values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    if (!texts[i].empty()) ticks.push_back({values[i], texts[i]});
  }
  return ticks;
}

// The multiples of `step` within the range.
std::vector<double> Multiples(const std::array<double, 2>& range, double step) {
  std::vector<double> values;
  // The error that rounding may cause at the ends of the range.
  const auto slack = [](double quotient) {
    return 1e-9 + 1e-15 * std::abs(quotient);
  };
  const double low = range[0] / step;
  const double high = range[1] / step;
  const double first = std::ceil(low - slack(low));
  const double last = std::floor(high + slack(high));
  for (double i = first; i <= last && values.size() < 100; ++i) {
    values.push_back(std::clamp(i * step, range[0], range[1]));
    if (i + 1 == i) break;
  }
  return values;
}

// The whole months of every `months` within the range.
std::vector<double> MonthsWithin(const std::array<double, 2>& range,
                                 int months) {
  const std::chrono::year_month_day first = DateOf(range[0]);
  int64_t month = int64_t{static_cast<int>(first.year())} * 12;
  std::vector<double> values;
  while (values.size() < 100) {
    const std::chrono::sys_days day =
        std::chrono::year(static_cast<int>(month / 12)) /
        std::chrono::month(static_cast<unsigned>(month % 12) + 1) / 1;
    const double seconds =
        static_cast<double>(day.time_since_epoch().count()) * kDay;
    if (seconds > range[1]) break;
    if (seconds >= range[0]) values.push_back(seconds);
    month += months;
  }
  return values;
}

constexpr std::array<double, 3> kThreeFactors = {1, 2, 5};
constexpr std::array<double, 2> kTwoFactors = {1, 3};
constexpr std::array<double, 1> kOneFactor = {1};

// The factors times every `step`th power of ten within a range above zero.
std::vector<double> PowersWithin(const std::array<double, 2>& range,
                                 std::span<const double> factors, int step) {
  constexpr double kSlack = 1e-9;
  const auto first = static_cast<int>(std::floor(std::log10(range[0])));
  const auto last = static_cast<int>(std::floor(std::log10(range[1]) + kSlack));
  // Steps are counted from the first power within the range.
  const auto start = static_cast<int>(std::ceil(std::log10(range[0]) - kSlack));
  std::vector<double> values;
  for (int power = first; power <= last; ++power) {
    if (step > 1 && (power < start || (power - start) % step != 0)) continue;
    for (const double factor : factors) {
      const double value = factor * std::pow(10.0, power);
      if (value >= range[0] * (1 - kSlack) &&
          value <= range[1] * (1 + kSlack)) {
        values.push_back(std::clamp(value, range[0], range[1]));
      }
    }
  }
  return values;
}

bool IsSingle(const std::array<double, 2>& range) {
  return !(range[1] > range[0]) || !std::isfinite(range[1] - range[0]);
}

}  // namespace

std::vector<std::string> TextsOf(std::span<const double> values,
                                 bool are_dates) {
  const double step = LeastStep(values);
  const int digits = are_dates ? 0 : DigitsOf(values, step);
  std::vector<std::string> texts;
  texts.reserve(values.size());
  std::string before;
  for (const double value : values) {
    std::string text = are_dates ? DateText(value, step > 0 ? step : kDay)
                                 : NumberText(value == 0 ? 0.0 : value, digits);
    texts.push_back(text == before ? std::string() : text);
    before = std::move(text);
  }
  return texts;
}

std::vector<Tick> LinearTicks(const std::array<double, 2>& range, size_t most) {
  if (IsSingle(range)) return WithTexts({range[0]}, false);
  most = std::max<size_t>(most, 2);
  const double rough = (range[1] - range[0]) / static_cast<double>(most);
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0, 10.0, 20.0, 50.0}) {
    std::vector<double> values = Multiples(range, factor * power);
    if (values.size() <= most && !values.empty()) {
      return WithTexts(values, false);
    }
  }
  return WithTexts({range[0], range[1]}, false);
}

std::vector<Tick> LogarithmicTicks(const std::array<double, 2>& range,
                                   size_t most) {
  if (IsSingle(range) || range[0] <= 0) return LinearTicks(range, most);
  most = std::max<size_t>(most, 2);
  const std::array<std::span<const double>, 3> choices = {
      kThreeFactors, kTwoFactors, kOneFactor};
  for (const std::span<const double> factors : choices) {
    const std::vector<double> values = PowersWithin(range, factors, 1);
    if (values.size() >= 2 && values.size() <= most) {
      return WithTexts(values, false);
    }
  }
  const std::vector<double> powers = PowersWithin(range, kOneFactor, 1);
  if (powers.size() > most) {
    const auto step = static_cast<int>((powers.size() + most - 1) / most);
    return WithTexts(PowersWithin(range, kOneFactor, step), false);
  }
  std::vector<double> values;
  for (size_t i = 0; i < most; ++i) {
    const double part = static_cast<double>(i) / static_cast<double>(most - 1);
    values.push_back(range[0] * std::pow(range[1] / range[0], part));
  }
  return WithTexts(values, false);
}

std::vector<Tick> DateTicks(const std::array<double, 2>& range, size_t most) {
  const bool has_dates = range[0] >= kFirstDate && range[1] <= kLastDate;
  if (!has_dates) return LinearTicks(range, most);
  if (IsSingle(range)) return WithTexts({range[0]}, true);
  most = std::max<size_t>(most, 2);
  if ((range[1] - range[0]) / static_cast<double>(most) < 1) {
    std::vector<double> values;
    for (const Tick& tick : LinearTicks(range, most)) {
      values.push_back(tick.value);
    }
    return WithTexts(values, true);
  }
  for (const double step :
       {1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0,
        7200.0, 10800.0, 21600.0, 43200.0, 86400.0, 172800.0, 604800.0}) {
    const std::vector<double> values = Multiples(range, step);
    if (values.size() <= most && !values.empty()) {
      return WithTexts(values, true);
    }
  }
  for (const int months : {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000}) {
    const std::vector<double> values = MonthsWithin(range, months);
    if (values.size() <= most && !values.empty()) {
      return WithTexts(values, true);
    }
  }
  return WithTexts({range[0], range[1]}, true);
}

}  // namespace noodles
