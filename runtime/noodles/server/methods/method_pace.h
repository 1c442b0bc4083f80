// How long a method takes: whether the method may run on a thread of the
// network, where methods are to return soon.
//
// Thread-safety: one thread at a time. Ownership: a plain value.
#ifndef NOODLES_SERVER_METHODS_METHOD_PACE_H_
#define NOODLES_SERVER_METHODS_METHOD_PACE_H_

#include <algorithm>
#include <chrono>

namespace noodles::server_internal {

class MethodPace {
 public:
  using Duration = std::chrono::steady_clock::duration;

  // A run of this many times the limit of quick runs holds up the network.
  static constexpr int kLongParts = 10;
  // The quick runs that a method needs at first.
  static constexpr int kFirstRuns = 16;
  // The quick runs that make up for a long one.
  static constexpr int kRunsAfterLong = 1000;

  // A run of up to `limit` is quick.
  void Note(Duration run, Duration limit) {
    if (run <= limit) {
      credit_ = std::min(credit_ + 1, kRunsAfterLong);
    } else if (run < kLongParts * limit) {
      // A quick method takes so long now and then, where the system runs
      // another thread.
      credit_ = std::min(credit_, credit_ / 8);
    } else {
      credit_ = kFirstRuns - kRunsAfterLong;
    }
  }

  bool is_quick() const { return credit_ >= kFirstRuns; }

 private:
  // Grows by one with each quick run.
  int credit_ = 0;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_METHODS_METHOD_PACE_H_
