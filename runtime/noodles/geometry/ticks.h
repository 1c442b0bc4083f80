// Round numbers and dates beside an axis or a colour bar.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_TICKS_H_
#define NOODLES_GEOMETRY_TICKS_H_

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace noodles {

struct Tick {
  double value = 0;
  std::string text{};

  bool operator==(const Tick&) const = default;
};

// The texts of the numbers, with as many digits as tell neighbours apart, to a
// hundredth of their distance. A number with the text of the one before has
// none of its own: it is empty. Dates are seconds since 1970 (UTC), written as
// 2024-05-31 or 2024-05-31 12:00.
std::vector<std::string> TextsOf(std::span<const double> values,
                                 bool are_dates = false);

// Multiples of 1, 2 or 5 times a power of ten within the range, `most` at most;
// the middle of the range where it is a single number. `most` counts as 2 at
// least.
std::vector<Tick> LinearTicks(const std::array<double, 2>& range,
                              size_t most = 6);
// Powers of ten within a range above zero, with their multiples by 2 and 5 or
// by 3 where there is room; equal factors where the range has fewer than two
// such.
std::vector<Tick> LogarithmicTicks(const std::array<double, 2>& range,
                                   size_t most = 6);
// Whole seconds, minutes, hours, days, months or years (UTC).
std::vector<Tick> DateTicks(const std::array<double, 2>& range,
                            size_t most = 6);

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_TICKS_H_
