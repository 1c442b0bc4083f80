// The time of an UpdateThrottle: tells the time, and calls a function later.
//
// A program uses the timer of the process, one thread for all throttles. A test
// uses a ManualTimer:
//
//   auto timer = std::make_shared<ManualTimer>();
//   UpdateThrottle throttle(document, 20, timer);
//   ...
//   timer->Advance(std::chrono::milliseconds(50));
//
// Thread-safety: every function may be called from any thread. Ownership:
// shared; a timer owns the functions until they are called, and destroys those
// that are never called.
#ifndef NOODLES_STATE_UPDATE_TIMER_H_
#define NOODLES_STATE_UPDATE_TIMER_H_

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

namespace noodles {

class UpdateTimer {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  virtual ~UpdateTimer() = default;

  virtual TimePoint Now() const = 0;
  // Calls `function` once, at `time` or soon afterwards, and never before
  // CallAt has returned to a caller on the same thread. Throws
  // std::system_error where the system has no thread left.
  virtual void CallAt(TimePoint time, std::function<void()> function) = 0;
};

// The timer of this process, by the steady clock. Its thread starts with the
// first CallAt and ends with the last owner of the timer.
std::shared_ptr<UpdateTimer> ProcessTimer();

// A timer whose time only Advance changes.
class ManualTimer : public UpdateTimer {
 public:
  TimePoint Now() const override;
  void CallAt(TimePoint time, std::function<void()> function) override;

  // Moves the time forward. Calls the functions that become due, in the order
  // of their times and at their times, on this thread.
  void Advance(std::chrono::steady_clock::duration by);

 private:
  mutable std::mutex mutex_;
  // Not the zero of the clock, which may stand for "never".
  TimePoint now_ = TimePoint(std::chrono::hours(1));
  std::multimap<TimePoint, std::function<void()>> functions_;
};

}  // namespace noodles

#endif  // NOODLES_STATE_UPDATE_TIMER_H_
