#include "noodles/state/update_timer.h"

#include <algorithm>
#include <condition_variable>
#include <thread>
#include <utility>

#include "noodles/base/support/quiet_thread.h"

namespace noodles {
namespace {

class ThreadTimer : public UpdateTimer {
 public:
  ThreadTimer() = default;
  ~ThreadTimer() override {
    {
      const std::lock_guard lock(mutex_);
      has_ended_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
  }
  ThreadTimer(const ThreadTimer&) = delete;
  ThreadTimer& operator=(const ThreadTimer&) = delete;

  TimePoint Now() const override { return std::chrono::steady_clock::now(); }

  void CallAt(TimePoint time, std::function<void()> function) override {
    {
      const std::lock_guard lock(mutex_);
      if (!thread_.joinable()) {
        thread_ = base_internal::StartQuietThread([this] { Run(); });
      }
      functions_.emplace(time, std::move(function));
    }
    changed_.notify_all();
  }

 private:
  void Run() {
    std::unique_lock lock(mutex_);
    while (!has_ended_) {
      if (functions_.empty()) {
        changed_.wait(lock);
        continue;
      }
      const auto first = functions_.begin();
      if (first->first > Now()) {
        const TimePoint time = first->first;
        changed_.wait_until(lock, time);
        continue;
      }
      const std::function<void()> function = std::move(first->second);
      functions_.erase(first);
      lock.unlock();
      function();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool has_ended_ = false;
  std::multimap<TimePoint, std::function<void()>> functions_;
  std::thread thread_;
};

}  // namespace

std::shared_ptr<UpdateTimer> ProcessTimer() {
  static std::mutex mutex;
  static std::weak_ptr<ThreadTimer> shared;
  const std::lock_guard lock(mutex);
  std::shared_ptr<ThreadTimer> timer = shared.lock();
  if (timer == nullptr) {
    timer = std::make_shared<ThreadTimer>();
    shared = timer;
  }
  return timer;
}

UpdateTimer::TimePoint ManualTimer::Now() const {
  const std::lock_guard lock(mutex_);
  return now_;
}

void ManualTimer::CallAt(TimePoint time, std::function<void()> function) {
  const std::lock_guard lock(mutex_);
  functions_.emplace(time, std::move(function));
}

void ManualTimer::Advance(std::chrono::steady_clock::duration by) {
  std::unique_lock lock(mutex_);
  const TimePoint end = now_ + by;
  while (!functions_.empty() && functions_.begin()->first <= end) {
    const auto first = functions_.begin();
    now_ = std::max(now_, first->first);
    const std::function<void()> function = std::move(first->second);
    functions_.erase(first);
    lock.unlock();
    function();
    lock.lock();
  }
  now_ = std::max(now_, end);
}

}  // namespace noodles
