// Counts the log records that peers cause, and decides which are written
// (LogLimits): for each peer and kind of record a number at once, and some in a
// second over time. Records that are not written are counted, and told of
// later.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_BASE_SUPPORT_LOG_THROTTLE_H_
#define NOODLES_BASE_SUPPORT_LOG_THROTTLE_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "noodles/base/logging.h"

namespace noodles::base_internal {

// "192.0.2.1" of "192.0.2.1:49152", "2001:db8::1" of "[2001:db8::1]:49152";
// other texts as they are.
std::string_view HostOf(std::string_view address);

class LogThrottle {
 public:
  using Clock = std::chrono::steady_clock;

  // Records that were not written, of one peer and kind.
  struct Rest {
    LogSeverity severity = LogSeverity::kInfo;
    std::string component{};
    std::string message{};
    std::string peer{};
    uint64_t count = 0;
  };

  LogThrottle() = default;
  LogThrottle(const LogThrottle&) = delete;
  LogThrottle& operator=(const LogThrottle&) = delete;

  // Forgets all peers.
  void SetLimits(const LogLimits& limits);
  LogLimits limits() const;

  // Whether the record is written; else it is counted. `now` is no earlier than
  // in the call before.
  bool Admit(LogSeverity severity, std::string_view component,
             std::string_view message, std::string_view peer,
             Clock::time_point now);

  // What was counted since the last call. Forgets peers that caused nothing for
  // so long that their records are all admitted again.
  std::vector<Rest> TakeRests(Clock::time_point now);

  bool has_rests() const;

 private:
  // Peer, component and message.
  using Key = std::pair<std::string, std::pair<std::string, std::string>>;
  struct Entry {
    LogSeverity severity = LogSeverity::kInfo;
    double tokens = 0;
    Clock::time_point time{};
    uint64_t left_out = 0;
  };

  Entry& EntryLocked(Key key, Clock::time_point now);
  void FillLocked(Entry& entry, Clock::time_point now) const;

  mutable std::mutex mutex_;
  LogLimits limits_;
  std::map<Key, Entry> entries_;
  size_t rests_ = 0;  // entries with records left out
};

}  // namespace noodles::base_internal

#endif  // NOODLES_BASE_SUPPORT_LOG_THROTTLE_H_
