// Ends calls that take too long.
//
// Its thread sleeps through calls that are answered in time, however many.
//
// Thread-safety: every function may be called from any thread.
// Ownership: it owns its thread, and keeps no call.
#ifndef NOODLES_SERVER_METHODS_CALL_TIMER_H_
#define NOODLES_SERVER_METHODS_CALL_TIMER_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "noodles/server/methods/open_call.h"

namespace noodles::server_internal {

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
  // The call begins now, and the one before it has been answered or will be
  // later: one thread runs them all. Answers it with -32603 when the limit is
  // over, unless it has been answered before.
  void Watch(const std::shared_ptr<OpenCall>& call);

 private:
  using Clock = std::chrono::steady_clock;
  struct Entry {
    Clock::time_point end;
    std::weak_ptr<OpenCall> call;

    bool is_open() const {
      const std::shared_ptr<OpenCall> open = call.lock();
      return open != nullptr && !open->is_answered();
    }
  };

  static constexpr size_t kFirstDrop = 64;

  void KeepIfOpen(Entry entry);
  std::optional<Entry> TakeEnded();
  std::optional<Clock::time_point> NextEnd() const;
  void Run();

  const std::chrono::milliseconds limit_;
  std::mutex mutex_;
  std::condition_variable wakes_;
  // The last one that began.
  std::optional<Entry> latest_;
  // Those that were not answered when the next one began. All calls have the
  // same limit, so the first one ends first.
  std::deque<Entry> pending_;
  // When to look for answered ones among them: it costs a constant share of the
  // adding.
  size_t next_drop_ = kFirstDrop;
  bool is_running_ = false;
  bool is_idle_ = false;  // its thread waits for the next call
  std::thread thread_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_METHODS_CALL_TIMER_H_
