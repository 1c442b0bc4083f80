#include "noodles/server/ready/time_range.h"

#include <algorithm>
#include <cmath>

namespace noodles::server_internal {

double TimeRange::Clamp(double time) const {
  return time > from ? std::min(time, to) : from;
}

double TimeRange::Wrap(double time) const {
  if (!std::isfinite(time - from)) return from;
  const double length = to - from;
  const double rest = std::fmod(time - from, length);
  return Clamp(from + (rest < 0 ? rest + length : rest));
}

double TimeRange::Step(double time, bool is_forward, bool wraps) const {
  const double tolerance = step * 1e-9;
  const double end = is_forward ? to : from;
  if (std::abs(time - end) <= tolerance) {
    if (!wraps) return time;
    return is_forward ? from : to;
  }
  const double steps = (time - from) / step;
  const double next =
      is_forward ? std::floor(steps + 1e-9) + 1 : std::ceil(steps - 1e-9) - 1;
  return Clamp(from + next * step);
}

}  // namespace noodles::server_internal
