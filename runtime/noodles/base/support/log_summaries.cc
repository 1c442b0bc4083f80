#include "noodles/base/support/log_summaries.h"

#include <thread>

#include "noodles/base/support/quiet_thread.h"
#include "noodles/base/support/thread_name.h"

namespace noodles::base_internal {

bool LogSummaries::Admit(LogSeverity severity, std::string_view component,
                         std::string_view message, std::string_view peer) {
  if (throttle_.Admit(severity, component, message, peer,
                      LogThrottle::Clock::now())) {
    return true;
  }
  const std::lock_guard lock(mutex_);
  if (!has_thread_) {
    StartQuietThread([this] { Run(); }).detach();
    has_thread_ = true;
  }
  return false;
}

void LogSummaries::TellAll() {
  for (const LogThrottle::Rest& rest :
       throttle_.TakeRests(LogThrottle::Clock::now())) {
    tell_(rest);
  }
}

void LogSummaries::Run() {
  NameThisThread("noodles-rests");
  for (;;) {
    std::this_thread::sleep_for(throttle_.limits().summary_delay);
    TellAll();
    const std::lock_guard lock(mutex_);
    if (!throttle_.has_rests()) {
      has_thread_ = false;
      return;
    }
  }
}

}  // namespace noodles::base_internal
