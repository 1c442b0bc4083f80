#include "noodles/server/methods/call_timer.h"

#include <string>
#include <utility>

#include "noodles/base/support/thread_name.h"
#include "noodles/calls/method_error.h"

namespace noodles::server_internal {

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
    latest_.reset();
    pending_.entries().clear();
    thread = std::move(thread_);
  }
  wakes_.notify_all();
  if (thread.joinable()) thread.join();
}

void CallTimer::Watch(const std::shared_ptr<OpenCall>& call,
                      Clock::time_point begin) {
  // A thread that waits for the end of an earlier call wakes early enough.
  bool was_idle = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!is_running_) return;
    if (latest_ && IsOpen(*latest_)) {
      pending_.entries().push_back(*std::move(latest_));
      pending_.DropAnswered();
    }
    latest_ = Entry{begin + limit_, call};
    was_idle = std::exchange(is_idle_, false);
  }
  if (was_idle) wakes_.notify_one();
}

std::optional<CallTimer::Clock::time_point> CallTimer::NextEnd() const {
  if (!pending_.entries().empty()) return pending_.entries().front().first;
  if (latest_) return latest_->first;
  return std::nullopt;
}

// The oldest call, if its time is over.
std::optional<CallTimer::Entry> CallTimer::TakeEnded() {
  const auto end = NextEnd();
  if (!end || *end > Clock::now()) return std::nullopt;
  std::deque<Entry>& pending = pending_.entries();
  if (pending.empty()) return std::exchange(latest_, std::nullopt);
  Entry entry = std::move(pending.front());
  pending.pop_front();
  return entry;
}

void CallTimer::Run() {
  base_internal::NameThisThread("noodles-timer");
  std::unique_lock<std::mutex> lock(mutex_);
  while (is_running_) {
    // A copy: the entry can go while this thread waits.
    const std::optional<Clock::time_point> end = NextEnd();
    if (!end) {
      is_idle_ = true;
      wakes_.wait(lock);
      continue;
    }
    const std::optional<Entry> ended = TakeEnded();
    if (!ended) {
      wakes_.wait_until(lock, *end);
      continue;
    }
    const std::shared_ptr<OpenCall> call = ended->second.lock();
    if (call == nullptr) continue;
    lock.unlock();
    call->Reply(MethodError(kInternalErrorCode,
                            "the method took longer than its limit of " +
                                std::to_string(limit_.count()) + " ms"));
    lock.lock();
  }
}

}  // namespace noodles::server_internal
