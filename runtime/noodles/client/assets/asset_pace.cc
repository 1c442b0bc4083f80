// AssetFetcher: transfers that are slow. A slow transfer gives up its place, so
// that others begin beside it; one that stays slow, or the oldest of too many,
// ends.
#include <algorithm>
#include <string>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/client/assets/asset_fetcher.h"

namespace noodles::client_internal {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

constexpr milliseconds kShortestCheck{5};

}  // namespace

absl::Status AssetFetcher::TooSlow(const Job& job) const {
  return DeadlineExceeded(
      ToString(job.url) + ": the server sends less than " +
      std::to_string(options_.min_bytes_per_second) +
      " bytes per second (AssetFetchOptions::min_bytes_per_second); " +
      std::to_string(job.pace.bytes) + " bytes have come");
}

void AssetFetcher::WatchPaceLocked() {
  if (is_pace_watched_ || options_.min_bytes_per_second == 0) return;
  is_pace_watched_ = true;
  loop_->PostAfter(std::max(options_.slow_after / 2, kShortestCheck),
                   [weak = weak_from_this()] {
                     if (const auto self = weak.lock()) self->CheckPace();
                   });
}

void AssetFetcher::CheckPace() {
  std::vector<std::shared_ptr<transport_internal::HttpFetch>> ended;
  {
    const std::lock_guard lock(mutex_);
    is_pace_watched_ = false;
    if (stopped_ || transfers_ == 0) return;
    const Clock::time_point now = Clock::now();
    for (auto& [key, job] : jobs_) {
      if (!job.is_running || job.is_given_up || job.pace.is_too_slow) continue;
      JudgePaceLocked(job, now);
      if (job.pace.is_too_slow && job.fetch) ended.push_back(job.fetch);
    }
    bool does_any_wait = false;
    for (auto& [name, origin] : origins_) {
      if (origin.queue.empty()) continue;
      does_any_wait = true;
      while (origin.slow > std::max(0, options_.max_slow) &&
             EndOldestSlowLocked(&origin, ended)) {
      }
    }
    if (does_any_wait && ended.empty() &&
        transfers_ >= std::max(1, options_.max_transfers)) {
      EndOldestSlowLocked(nullptr, ended);
    }
    WatchPaceLocked();
  }
  for (const auto& fetch : ended) fetch->Cancel();
  StartJobs();
}

void AssetFetcher::JudgePaceLocked(Job& job, Clock::time_point now) {
  Pace& pace = job.pace;
  const auto time = duration_cast<milliseconds>(now - pace.marked);
  if (time < options_.slow_after) return;
  Origin& origin = origins_[job.url.origin()];
  // After a redirect the body begins anew.
  const uint64_t received =
      pace.bytes - std::min(pace.bytes, pace.marked_bytes);
  const bool is_slow =
      received * 1000 <
      options_.min_bytes_per_second * static_cast<uint64_t>(time.count());
  if (!is_slow) origin.last_progress = now;
  // The server may be busy with another file.
  const bool is_in_line =
      pace.bytes == 0 && now - origin.last_progress < 2 * options_.slow_after;
  if (is_slow && !is_in_line) {
    if (!pace.is_slow) {
      pace.is_slow = true;
      pace.slow_since = pace.marked;
      --origin.running;
      ++origin.slow;
    }
    if (options_.slow_timeout.count() > 0 &&
        now - pace.slow_since >= options_.slow_timeout) {
      pace.is_too_slow = true;
      --origin.slow;
    }
  } else if (pace.is_slow) {
    pace.slow_since = now;
  }
  pace.marked = now;
  pace.marked_bytes = pace.bytes;
}

bool AssetFetcher::EndOldestSlowLocked(
    const Origin* origin,
    std::vector<std::shared_ptr<transport_internal::HttpFetch>>& ended) {
  Job* oldest = nullptr;
  for (auto& [key, job] : jobs_) {
    const bool is_slow = job.pace.is_slow && !job.pace.is_too_slow;
    if (!is_slow || !job.fetch) continue;
    if (origin != nullptr && &origins_[job.url.origin()] != origin) continue;
    if (oldest == nullptr || job.pace.slow_since < oldest->pace.slow_since) {
      oldest = &job;
    }
  }
  if (oldest == nullptr) return false;
  oldest->pace.is_too_slow = true;
  --origins_[oldest->url.origin()].slow;
  ended.push_back(oldest->fetch);
  return true;
}

}  // namespace noodles::client_internal
