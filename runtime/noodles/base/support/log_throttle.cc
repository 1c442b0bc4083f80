#include "noodles/base/support/log_throttle.h"

#include <algorithm>

namespace noodles::base_internal {
namespace {

// The peer of all records beyond LogLimits::max_peers.
constexpr std::string_view kOtherPeers = "other peers";

}  // namespace

std::string_view HostOf(std::string_view address) {
  if (address.starts_with('[')) {
    const size_t end = address.find(']');
    return end == std::string_view::npos ? address : address.substr(1, end - 1);
  }
  const size_t colon = address.find(':');
  // More than one colon: an IPv6 address without a port.
  const bool has_port = colon != std::string_view::npos &&
                        address.find(':', colon + 1) == std::string_view::npos;
  return has_port ? address.substr(0, colon) : address;
}

void LogThrottle::SetLimits(const LogLimits& limits) {
  const std::lock_guard lock(mutex_);
  limits_ = limits;
  entries_.clear();
  rests_ = 0;
}

LogLimits LogThrottle::limits() const {
  const std::lock_guard lock(mutex_);
  return limits_;
}

bool LogThrottle::Admit(LogSeverity severity, std::string_view component,
                        std::string_view message, std::string_view peer,
                        Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  if (limits_.records_per_second <= 0) return true;
  Entry& entry = EntryLocked({std::string(HostOf(peer)),
                              {std::string(component), std::string(message)}},
                             now);
  FillLocked(entry, now);
  entry.severity = severity;
  if (entry.tokens >= 1) {
    entry.tokens -= 1;
    return true;
  }
  if (entry.left_out++ == 0) ++rests_;
  return false;
}

std::vector<LogThrottle::Rest> LogThrottle::TakeRests(Clock::time_point now) {
  std::vector<Rest> rests;
  const std::lock_guard lock(mutex_);
  rests.reserve(rests_);
  rests_ = 0;
  for (auto place = entries_.begin(); place != entries_.end();) {
    const Key& key = place->first;
    Entry& entry = place->second;
    FillLocked(entry, now);
    if (entry.left_out == 0 &&
        entry.tokens >= static_cast<double>(limits_.burst)) {
      place = entries_.erase(place);
      continue;
    }
    if (entry.left_out != 0) {
      rests.push_back({.severity = entry.severity,
                       .component = key.second.first,
                       .message = key.second.second,
                       .peer = key.first,
                       .count = std::exchange(entry.left_out, 0)});
    }
    ++place;
  }
  return rests;
}

bool LogThrottle::has_rests() const {
  const std::lock_guard lock(mutex_);
  return rests_ != 0;
}

LogThrottle::Entry& LogThrottle::EntryLocked(Key key, Clock::time_point now) {
  const auto fresh = [&] {
    return Entry{.severity = LogSeverity::kInfo,
                 .tokens = static_cast<double>(limits_.burst),
                 .time = now,
                 .left_out = 0};
  };
  const auto found = entries_.find(key);
  if (found != entries_.end()) return found->second;
  if (entries_.size() >= limits_.max_peers) {
    key.first = kOtherPeers;
  }
  return entries_.try_emplace(std::move(key), fresh()).first->second;
}

void LogThrottle::FillLocked(Entry& entry, Clock::time_point now) const {
  const std::chrono::duration<double> passed = now - entry.time;
  entry.time = now;
  entry.tokens =
      std::min(static_cast<double>(limits_.burst),
               entry.tokens + limits_.records_per_second * passed.count());
}

}  // namespace noodles::base_internal
