// Functions that a server calls periodically, on the thread of its methods.
//
// The n-th call of a function is due n intervals after the function or the
// server has started, whichever is later: delays do not add up. A call that is
// due while the one before waits or runs is left out.
//
// Thread-safety: every function may be called from any thread.
// Ownership: PeriodicFunctions owns its thread and shares the functions until
// they end; refers to the runner and the document, which outlive it.
#ifndef NOODLES_SERVER_METHODS_PERIODIC_FUNCTIONS_H_
#define NOODLES_SERVER_METHODS_PERIODIC_FUNCTIONS_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "noodles/server/methods/call_runner.h"
#include "noodles/server/support/bounded_thread.h"
#include "noodles/state/document.h"

namespace noodles::server_internal {

class PeriodicFunction {
 public:
  using Clock = std::chrono::steady_clock;

  PeriodicFunction(std::chrono::nanoseconds interval,
                   std::function<void()> function,
                   std::shared_ptr<CallRunner::TaskLane> lane)
      : interval_(interval),
        function_(std::move(function)),
        lane_(std::move(lane)) {}
  PeriodicFunction(const PeriodicFunction&) = delete;
  PeriodicFunction& operator=(const PeriodicFunction&) = delete;

  // Calls the function in a transaction of `document`, unless stopped.
  void Call(Document& document);
  void Stop();
  // Stops without waiting for a call that runs.
  void End() { is_stopped_ = true; }
  bool is_stopped() const { return is_stopped_; }
  uint64_t calls() const { return calls_; }
  uint64_t missed() const { return missed_; }

  const std::shared_ptr<CallRunner::TaskLane>& lane() const { return lane_; }

  // With the mutex of PeriodicFunctions: the first call is due one interval
  // after `begin`.
  void Begin(Clock::time_point begin) { due_ = begin + interval_; }
  Clock::time_point due() const { return due_; }
  // The call is due: sets when the next one is. True: the call is to be made;
  // false: the one before has not ended.
  bool TakeTurn(Clock::time_point now);

 private:
  const std::chrono::nanoseconds interval_;
  std::function<void()> function_;
  const std::shared_ptr<CallRunner::TaskLane> lane_;
  Clock::time_point due_;
  std::recursive_mutex mutex_;  // held while the function runs
  std::atomic<bool> is_stopped_ = false;
  std::atomic<bool> is_under_way_ = false;  // a call waits or runs
  std::atomic<uint64_t> calls_ = 0;
  std::atomic<uint64_t> missed_ = 0;
};

class PeriodicFunctions {
 public:
  PeriodicFunctions(CallRunner& runner, Document& document)
      : runner_(runner), document_(document) {}
  ~PeriodicFunctions() { Stop(); }
  PeriodicFunctions(const PeriodicFunctions&) = delete;
  PeriodicFunctions& operator=(const PeriodicFunctions&) = delete;

  // `interval` is positive.
  std::shared_ptr<PeriodicFunction> Add(std::chrono::nanoseconds interval,
                                        std::function<void()> function);

  // The calls begin.
  void Start();
  // All functions end. Does not wait for a call that runs.
  void Stop();

 private:
  using Clock = std::chrono::steady_clock;

  void StartThreadLocked();
  void Run();
  // Posts the calls that are due; returns when the next is due.
  std::optional<Clock::time_point> PostDueLocked();

  CallRunner& runner_;
  Document& document_;
  std::mutex mutex_;
  std::condition_variable changes_;
  std::vector<std::shared_ptr<PeriodicFunction>> functions_;
  bool is_running_ = false;
  bool has_thread_ = false;
  BoundedThread thread_;  // while there are functions
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_METHODS_PERIODIC_FUNCTIONS_H_
