#include "noodles/state/update_throttle.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <system_error>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"

namespace noodles {
namespace {

using Duration = std::chrono::steady_clock::duration;

constexpr std::chrono::duration<double> kLongestInterval{3600};

// Zero: no limit.
Duration IntervalOf(double max_updates_per_second) {
  if (!(max_updates_per_second > 0)) return Duration::zero();
  const std::chrono::duration<double> interval(1 / max_updates_per_second);
  return std::chrono::duration_cast<Duration>(
      std::min(interval, kLongestInterval));
}

void LogFailure(const absl::Status& status) {
  if (status.ok()) return;
  // Bounded in rate, as what peers cause: an entity that a peer has deleted
  // makes every later change of its mesh fail.
  LogForPeer({}, LogSeverity::kWarning, "document", "a throttled change failed",
             {{"error", StatusMessage(status)}});
}

}  // namespace

// A thread never locks the document while it holds `mutex`.
struct UpdateThrottle::State {
  Document& document;
  const Duration interval;
  UpdateTimer& timer;

  std::mutex mutex{};
  std::condition_variable changed{};
  Change waiting{};
  // The earliest time of the next change.
  UpdateTimer::TimePoint next{};
  // The timer is going to call OnTime.
  bool is_scheduled = false;
  bool has_ended = false;
  // Calls of OnTime that use the document.
  int running = 0;

  // What calls MakeWaiting.
  enum class Caller : uint8_t { kRun, kTimer, kFlush };

  // Makes the change that waits. The document's lock, not the moment of a call,
  // decides which thread makes which change, so none is made after a later one.
  absl::Status MakeWaiting(Caller caller) {
    return document.Transact([&] {
      const Change change = TakeWaiting(caller);
      return change == nullptr ? absl::OkStatus() : change();
    });
  }

 private:
  Change TakeWaiting(Caller caller) {
    const std::lock_guard lock(mutex);
    if (caller == Caller::kTimer) is_scheduled = false;
    // Another thread has made the change of this one.
    if (caller == Caller::kRun && is_scheduled) return nullptr;
    if (waiting != nullptr) next = timer.Now() + interval;
    return std::exchange(waiting, nullptr);
  }
};

UpdateThrottle::UpdateThrottle(Document& document,
                               double max_updates_per_second,
                               std::shared_ptr<UpdateTimer> timer)
    : timer_(timer == nullptr ? ProcessTimer() : std::move(timer)),
      state_(new State{.document = document,
                       .interval = IntervalOf(max_updates_per_second),
                       .timer = *timer_}) {}

UpdateThrottle::~UpdateThrottle() {
  {
    std::unique_lock lock(state_->mutex);
    state_->has_ended = true;
    state_->changed.wait(lock, [this] { return state_->running == 0; });
  }
  // Without a change that waits, the document is not needed any more.
  if (is_waiting()) LogFailure(Flush());
}

void UpdateThrottle::OnTime(const std::weak_ptr<State>& weak) {
  const std::shared_ptr<State> state = weak.lock();
  if (state == nullptr) return;
  {
    const std::lock_guard lock(state->mutex);
    if (state->has_ended) return;
    // Flush has made a change meanwhile.
    if (state->timer.Now() < state->next) {
      return state->timer.CallAt(state->next, [weak] { OnTime(weak); });
    }
    ++state->running;
  }
  LogFailure(state->MakeWaiting(State::Caller::kTimer));
  const std::lock_guard lock(state->mutex);
  --state->running;
  state->changed.notify_all();
}

absl::Status UpdateThrottle::Run(Change change) {
  if (state_->interval == Duration::zero()) {
    return state_->document.Transact(change);
  }
  {
    const std::lock_guard lock(state_->mutex);
    state_->waiting = std::move(change);
    if (state_->is_scheduled) return absl::OkStatus();
    if (timer_->Now() < state_->next) {
      try {
        timer_->CallAt(state_->next,
                       [weak = std::weak_ptr(state_)] { OnTime(weak); });
        state_->is_scheduled = true;
        return absl::OkStatus();
      } catch (const std::system_error&) {
        // No thread is left for the timer: too often is better than not at all.
      }
    }
  }
  return state_->MakeWaiting(State::Caller::kRun);
}

absl::Status UpdateThrottle::Flush() {
  return state_->MakeWaiting(State::Caller::kFlush);
}

bool UpdateThrottle::is_waiting() const {
  const std::lock_guard lock(state_->mutex);
  return state_->waiting != nullptr;
}

}  // namespace noodles
