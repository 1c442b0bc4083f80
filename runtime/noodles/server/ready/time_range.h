// The times from a first to a last one, with a step between neighbours.
//
// Thread-safety: pure functions.
#ifndef NOODLES_SERVER_READY_TIME_RANGE_H_
#define NOODLES_SERVER_READY_TIME_RANGE_H_

namespace noodles::server_internal {

struct TimeRange {
  double from = 0;
  double to = 1;
  double step = 1;  // above 0

  bool Contains(double time) const { return time >= from && time <= to; }
  // The nearest time of the range. NaN counts as `from`.
  double Clamp(double time) const;
  // The time at the same place of an endless repetition of the range. A time
  // that is not finite counts as `from`.
  double Wrap(double time) const;
  // The next time before (`is_forward`: behind) `time` that lies a whole number
  // of steps behind `from`; the last step ends at `to`. A time that is a
  // billionth of a step away from such a time counts as that time. At the end
  // of the range: `time` or, if `wraps`, the other end.
  double Step(double time, bool is_forward, bool wraps) const;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_READY_TIME_RANGE_H_
