// Ends calls that take too long.
//
// Thread-safety: every function may be called from any thread.
// Ownership: it owns its thread, and keeps no call.
#ifndef NOODLES_SERVER_CALL_TIMER_H_
#define NOODLES_SERVER_CALL_TIMER_H_

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

#include "noodles/server/open_call.h"

namespace noodles {

class CallTimer {
 public:
  // A limit of 0 or less: calls may take any time.
  explicit CallTimer(std::chrono::milliseconds limit) : limit_(limit) {}
  // Stops it.
  ~CallTimer();
  CallTimer(const CallTimer&) = delete;
  CallTimer& operator=(const CallTimer&) = delete;

  void Start();
  void Stop();
  // Answers the call with -32603 when the limit is over, unless it has been
  // answered before.
  void Watch(const std::shared_ptr<OpenCall>& call);

 private:
  using Clock = std::chrono::steady_clock;
  struct Entry {
    Clock::time_point end;
    std::weak_ptr<OpenCall> call;
  };

  void Run();
  void DropAnswered();

  const std::chrono::milliseconds limit_;
  std::mutex mutex_;
  std::condition_variable wakes_;
  // All calls have the same limit, so the first one ends first.
  std::deque<Entry> entries_;
  bool is_running_ = false;
  bool is_idle_ = false;  // its thread waits for the next call
  std::thread thread_;
};

}  // namespace noodles

#endif  // NOODLES_SERVER_CALL_TIMER_H_
