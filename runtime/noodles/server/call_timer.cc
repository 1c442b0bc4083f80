#include "noodles/server/call_timer.h"

#include <string>
#include <utility>

#include "noodles/calls/method_error.h"

namespace noodles {

CallTimer::~CallTimer() { Stop(); }

void CallTimer::Start() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (is_running_ || limit_.count() <= 0) return;
  is_running_ = true;
  thread_ = std::thread([this] { Run(); });
}

void CallTimer::Stop() {
  std::thread thread;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_running_ = false;
    entries_.clear();
    thread = std::move(thread_);
  }
  wakes_.notify_all();
  if (thread.joinable()) thread.join();
}

void CallTimer::Watch(const std::shared_ptr<OpenCall>& call) {
  // One that waits for an earlier end wakes early enough for this one.
  bool was_idle = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!is_running_) return;
    DropAnswered();
    was_idle = std::exchange(is_idle_, false);
    entries_.push_back({Clock::now() + limit_, call});
  }
  if (was_idle) wakes_.notify_one();
}

void CallTimer::DropAnswered() {
  while (!entries_.empty()) {
    const std::shared_ptr<OpenCall> call = entries_.front().call.lock();
    if (call != nullptr && !call->is_answered()) return;
    entries_.pop_front();
  }
}

void CallTimer::Run() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (is_running_) {
    DropAnswered();
    if (entries_.empty()) {
      is_idle_ = true;
      wakes_.wait(lock);
      continue;
    }
    // A copy: the entry can go while this thread waits.
    const Clock::time_point end = entries_.front().end;
    if (Clock::now() < end) {
      wakes_.wait_until(lock, end);
      continue;
    }
    const std::shared_ptr<OpenCall> call = entries_.front().call.lock();
    entries_.pop_front();
    if (call == nullptr) continue;
    lock.unlock();
    call->Reply(MethodError(kInternalErrorCode,
                            "the method took longer than its limit of " +
                                std::to_string(limit_.count()) + " ms"));
    lock.lock();
  }
}

}  // namespace noodles
