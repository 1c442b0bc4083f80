#include "noodles/server/methods/periodic_functions.h"

#include <algorithm>
#include <exception>
#include <string>

#include "noodles/base/logging.h"
#include "noodles/base/support/thread_name.h"
#include "noodles/server/periodic.h"

namespace noodles::server_internal {

void PeriodicFunction::Call(Document& document) {
  const std::lock_guard<std::recursive_mutex> lock(mutex_);
  if (!is_stopped_) {
    ++calls_;
    std::string failure;
    Transaction changes(document, /*is_lazy=*/true);
    try {
      function_();
      changes.Commit();
    } catch (const std::exception& error) {
      failure = error.what();
    } catch (...) {
      failure = "something that is no std::exception";
    }
    if (!failure.empty()) {
      Log(LogSeverity::kError, "server",
          "a periodic function threw; its changes are taken back",
          {{"error", failure}});
    }
  }
  is_under_way_ = false;
}

void PeriodicFunction::Stop() {
  is_stopped_ = true;
  const std::lock_guard<std::recursive_mutex> lock(mutex_);
}

bool PeriodicFunction::TakeTurn(Clock::time_point now) {
  const auto passed = (now - due_) / interval_;
  due_ += (passed + 1) * interval_;
  missed_ += static_cast<uint64_t>(passed);
  if (!is_under_way_.exchange(true)) return true;
  ++missed_;
  return false;
}

std::shared_ptr<PeriodicFunction> PeriodicFunctions::Add(
    std::chrono::nanoseconds interval, std::function<void()> function) {
  auto added = std::make_shared<PeriodicFunction>(
      interval, std::move(function), std::make_shared<CallRunner::TaskLane>());
  const std::lock_guard<std::mutex> lock(mutex_);
  added->Begin(Clock::now());
  functions_.push_back(added);
  if (is_running_) StartThreadLocked();
  changes_.notify_all();
  return added;
}

void PeriodicFunctions::Start() {
  const std::lock_guard<std::mutex> lock(mutex_);
  is_running_ = true;
  for (const auto& function : functions_) function->Begin(Clock::now());
  if (!functions_.empty()) StartThreadLocked();
}

void PeriodicFunctions::StartThreadLocked() {
  if (!std::exchange(has_thread_, true)) thread_.Start([this] { Run(); });
}

void PeriodicFunctions::Stop() {
  std::vector<std::shared_ptr<PeriodicFunction>> ended;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!is_running_) return;
    is_running_ = false;
    ended.swap(functions_);
  }
  for (const auto& function : ended) function->End();
  changes_.notify_all();
  thread_.WaitUntil(Clock::time_point::max());
  has_thread_ = false;
}

std::optional<PeriodicFunctions::Clock::time_point>
PeriodicFunctions::PostDueLocked() {
  std::erase_if(functions_,
                [](const auto& function) { return function->is_stopped(); });
  const Clock::time_point now = Clock::now();
  std::optional<Clock::time_point> next;
  for (const auto& function : functions_) {
    if (function->due() <= now && function->TakeTurn(now)) {
      runner_.Post(function->lane(),
                   [this, function] { function->Call(document_); });
    }
    next = next ? std::min(*next, function->due()) : function->due();
  }
  return next;
}

void PeriodicFunctions::Run() {
  base_internal::NameThisThread("noodles-every");
  std::unique_lock<std::mutex> lock(mutex_);
  while (is_running_) {
    const std::optional<Clock::time_point> next = PostDueLocked();
    if (next) {
      changes_.wait_until(lock, *next);
    } else {
      changes_.wait(lock);
    }
  }
}

}  // namespace noodles::server_internal

namespace noodles {

void Periodic::Stop() {
  if (function_ != nullptr) function_->Stop();
}

bool Periodic::is_active() const {
  return function_ != nullptr && !function_->is_stopped();
}

uint64_t Periodic::calls() const {
  return function_ == nullptr ? 0 : function_->calls();
}

uint64_t Periodic::missed() const {
  return function_ == nullptr ? 0 : function_->missed();
}

}  // namespace noodles
