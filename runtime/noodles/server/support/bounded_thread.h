// A thread whose end can be awaited for a limited time.
//
// Thread-safety: every function may be called from any thread; Start and
// WaitUntil one at a time. Ownership: owns the thread; the destructor waits for
// its end.
#ifndef NOODLES_SERVER_SUPPORT_BOUNDED_THREAD_H_
#define NOODLES_SERVER_SUPPORT_BOUNDED_THREAD_H_

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace noodles::server_internal {

class BoundedThread {
 public:
  using Clock = std::chrono::steady_clock;

  BoundedThread() = default;
  ~BoundedThread() { WaitUntil(Clock::time_point::max()); }
  BoundedThread(const BoundedThread&) = delete;
  BoundedThread& operator=(const BoundedThread&) = delete;

  // False: the last thread has not ended, and does not end in a moment.
  bool WaitForEnd() {
    constexpr std::chrono::milliseconds kMoment{20};
    return WaitUntil(Clock::now() + kMoment);
  }

  // False, without a call of `body`: the last thread has not ended.
  bool Start(std::function<void()> body) {
    if (!WaitUntil(Clock::now())) return false;
    has_ended_ = false;
    thread_ = std::thread([this, body = std::move(body)] {
      body();
      const std::lock_guard<std::mutex> lock(mutex_);
      has_ended_ = true;
      ends_.notify_all();
    });
    return true;
  }

  // True if the thread has ended by `deadline`, or was never started. On the
  // thread itself: false at once.
  bool WaitUntil(Clock::time_point deadline) {
    if (!thread_.joinable()) return true;
    if (thread_.get_id() == std::this_thread::get_id()) return false;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      const auto has_ended = [this] { return has_ended_; };
      if (deadline == Clock::time_point::max()) {
        ends_.wait(lock, has_ended);
      } else if (!ends_.wait_until(lock, deadline, has_ended)) {
        return false;
      }
    }
    thread_.join();
    return true;
  }

 private:
  std::mutex mutex_;
  std::condition_variable ends_;
  bool has_ended_ = false;
  std::thread thread_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_SUPPORT_BOUNDED_THREAD_H_
