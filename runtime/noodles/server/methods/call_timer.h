// Answers calls with an error when they exceed the time limit of methods.
//
// The timer's thread is not woken for calls that are answered in time.
//
// Thread-safety: every function may be called from any thread.
// Ownership: owns its thread; keeps no call.
#ifndef NOODLES_SERVER_METHODS_CALL_TIMER_H_
#define NOODLES_SERVER_METHODS_CALL_TIMER_H_

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "noodles/server/methods/open_call.h"
#include "noodles/server/methods/open_call_list.h"

namespace noodles::server_internal {

class CallTimer {
 public:
  // A limit of 0 or less: calls may take any time.
  explicit CallTimer(std::chrono::milliseconds limit) : limit_(limit) {}
  ~CallTimer();  // stops the timer
  CallTimer(const CallTimer&) = delete;
  CallTimer& operator=(const CallTimer&) = delete;

  void Start();
  void Stop();
  using Clock = std::chrono::steady_clock;

  // `call` begins at `begin`. Answers the call with -32603 (MethodException)
  // when the limit is over, unless the call has been answered before. By one
  // thread at a time: the thread that runs the methods.
  void Watch(const std::shared_ptr<OpenCall>& call, Clock::time_point begin);

 private:
  // When the limit is over, and the call.
  using Entry = std::pair<Clock::time_point, std::weak_ptr<OpenCall>>;

  std::optional<Entry> TakeEnded();
  std::optional<Clock::time_point> NextEnd() const;
  void Run();

  const std::chrono::milliseconds limit_;
  std::mutex mutex_;
  std::condition_variable wakes_;
  // The last call that began. Most calls are answered before the next begins,
  // and never enter the list.
  std::optional<Entry> latest_;
  // Earlier calls that were open when the next call began. All calls have the
  // same limit, so the first call ends first.
  OpenCallList<std::deque<Entry>> pending_;
  bool is_running_ = false;
  bool is_idle_ = false;  // the thread waits for the next call
  std::thread thread_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_METHODS_CALL_TIMER_H_
