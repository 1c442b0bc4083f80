// Tells, some time after records were left out by a LogThrottle, how many they
// were, on a thread of its own that lives as long as there is something to
// tell.
//
// Thread-safety: every function may be called from any thread. Ownership: never
// destroyed; its thread refers to it.
#ifndef NOODLES_BASE_SUPPORT_LOG_SUMMARIES_H_
#define NOODLES_BASE_SUPPORT_LOG_SUMMARIES_H_

#include <functional>
#include <mutex>
#include <string_view>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/base/support/log_throttle.h"

namespace noodles::base_internal {

class LogSummaries {
 public:
  using Tell = std::function<void(const LogThrottle::Rest& rest)>;

  explicit LogSummaries(Tell tell) : tell_(std::move(tell)) {}
  LogSummaries(const LogSummaries&) = delete;
  LogSummaries& operator=(const LogSummaries&) = delete;

  void SetLimits(const LogLimits& limits) { throttle_.SetLimits(limits); }

  // As LogThrottle::Admit.
  bool Admit(LogSeverity severity, std::string_view component,
             std::string_view message, std::string_view peer);

  // Tells now.
  void TellAll();

 private:
  void Run();

  const Tell tell_;
  LogThrottle throttle_;
  std::mutex mutex_;
  bool has_thread_ = false;
};

}  // namespace noodles::base_internal

#endif  // NOODLES_BASE_SUPPORT_LOG_SUMMARIES_H_
