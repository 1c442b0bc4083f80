#include "noodles/client/assets/asset_fetcher.h"

#include <algorithm>
#include <utility>

#include "noodles/base/status.h"

namespace noodles::client_internal {

AssetFetcher::AssetFetcher(std::shared_ptr<transport_internal::EventLoop> loop,
                           AssetFetchOptions options, TlsClientOptions tls,
                           std::string token)
    : loop_(std::move(loop)),
      options_(options),
      tls_(std::move(tls)),
      token_(options.sends_token ? std::move(token) : std::string()) {}

FetchNumber AssetFetcher::Fetch(const transport_internal::Url& url,
                                bool may_have_token, FetchProgress progress,
                                FetchDone done) {
  const std::string key = ToString(url);
  FetchNumber number = 0;
  std::optional<absl::StatusOr<Bytes>> known;
  {
    const std::lock_guard lock(mutex_);
    number = ++last_;
    if (stopped_) {
      known = Cancelled("the client has ended");
    } else if (std::optional<Bytes> cached = TakeCachedLocked(key)) {
      known = *std::move(cached);
    } else {
      const auto [job, is_new] = jobs_.try_emplace(key);
      job->second.waiting.push_back(
          {number, std::move(progress), std::move(done)});
      if (is_new) {
        job->second.url = url;
        job->second.may_have_token = may_have_token;
        EnqueueLocked(key, job->second);
      }
    }
  }
  if (known) {
    // NOLINTNEXTLINE(bugprone-use-after-move): moved where nothing is known.
    FetchDone tell = std::move(done);
    loop_->Post(
        [tell = std::move(tell), known = *std::move(known)] { tell(known); });
  } else {
    StartJobs();
  }
  return number;
}

void AssetFetcher::EnqueueLocked(const std::string& key, const Job& job) {
  origins_[job.url.origin()].queue.push_back(key);
}

bool AssetFetcher::Cancel(FetchNumber number) {
  std::shared_ptr<transport_internal::HttpFetch> unwanted;
  std::optional<Waiting> cancelled;
  {
    const std::lock_guard lock(mutex_);
    cancelled = TakeLocked(number, unwanted);
  }
  if (unwanted) unwanted->Cancel();
  if (cancelled) cancelled->done(Cancelled("the fetch was given up"));
  return cancelled.has_value();
}

std::optional<AssetFetcher::Waiting> AssetFetcher::TakeLocked(
    FetchNumber number,
    std::shared_ptr<transport_internal::HttpFetch>& unwanted) {
  for (auto entry = jobs_.begin(); entry != jobs_.end(); ++entry) {
    Job& job = entry->second;
    const auto found = std::find_if(
        job.waiting.begin(), job.waiting.end(),
        [number](const Waiting& one) { return one.number == number; });
    if (found == job.waiting.end()) continue;
    Waiting taken = std::move(*found);
    job.waiting.erase(found);
    if (!job.waiting.empty()) return taken;
    if (job.is_running) {
      job.is_given_up = true;
      unwanted = job.fetch;
      return taken;
    }
    const auto origin = origins_.find(job.url.origin());
    std::erase(origin->second.queue, entry->first);
    if (origin->second.IsIdle()) origins_.erase(origin);
    jobs_.erase(entry);
    return taken;
  }
  return std::nullopt;
}

void AssetFetcher::StartJobs() {
  for (;;) {
    std::optional<std::string> key;
    {
      const std::lock_guard lock(mutex_);
      key = NextJobLocked();
      if (!key) return;
    }
    Begin(*key);
  }
}

// The servers take turns, so that one with many files does not take all
// transfers.
std::optional<std::string> AssetFetcher::NextJobLocked() {
  if (stopped_ || origins_.empty() ||
      transfers_ >= std::max(1, options_.max_transfers)) {
    return std::nullopt;
  }
  auto entry = origins_.upper_bound(last_origin_);
  for (size_t i = 0; i < origins_.size(); ++i, ++entry) {
    if (entry == origins_.end()) entry = origins_.begin();
    auto& [name, origin] = *entry;
    if (origin.queue.empty() ||
        origin.running >= std::max(1, options_.max_parallel)) {
      continue;
    }
    std::string key = std::move(origin.queue.front());
    origin.queue.pop_front();
    ++origin.running;
    ++transfers_;
    last_origin_ = name;
    Job& job = jobs_[key];
    job.is_running = true;
    job.pace = {};
    job.pace.marked = Clock::now();
    WatchPaceLocked();
    return key;
  }
  return std::nullopt;
}

void AssetFetcher::Begin(const std::string& key) {
  transport_internal::Url url;
  bool may_have_token = false;
  {
    const std::lock_guard lock(mutex_);
    url = jobs_[key].url;
    may_have_token = jobs_[key].may_have_token;
  }
  const auto self = shared_from_this();
  const auto fetch = transport_internal::HttpFetch::Start(
      loop_, url,
      {.token = may_have_token ? token_ : std::string(),
       .tls = tls_,
       .max_bytes = options_.max_file_bytes,
       .connect_timeout = options_.connect_timeout,
       .stall_timeout = options_.stall_timeout,
       .max_redirects = options_.max_redirects,
       .follows_to_http = options_.follows_to_http},
      [self, key](uint64_t bytes, std::optional<uint64_t> of) {
        self->OnProgress(key, bytes, of);
      },
      [self, key](const absl::StatusOr<Bytes>& result) {
        self->OnDone(key, result);
      });
  bool is_late = false;
  {
    const std::lock_guard lock(mutex_);
    const auto job = jobs_.find(key);
    if (job != jobs_.end()) {
      job->second.fetch = fetch;
      is_late = job->second.is_given_up;
    }
    is_late = is_late || stopped_;
  }
  if (is_late) fetch->Cancel();
}

void AssetFetcher::OnProgress(const std::string& key, uint64_t bytes,
                              std::optional<uint64_t> of) {
  std::vector<FetchProgress> progress;
  {
    const std::lock_guard lock(mutex_);
    const auto job = jobs_.find(key);
    if (job == jobs_.end()) return;
    job->second.pace.bytes = bytes;
    for (const Waiting& waiting : job->second.waiting) {
      if (waiting.progress) progress.push_back(waiting.progress);
    }
  }
  for (const FetchProgress& tell : progress) tell(bytes, of);
}

void AssetFetcher::OnDone(const std::string& key,
                          const absl::StatusOr<Bytes>& result) {
  std::vector<Waiting> waiting;
  std::optional<absl::Status> too_slow;
  {
    const std::lock_guard lock(mutex_);
    if (result.ok()) KeepLocked(key, *result);
    Job& job = jobs_[key];
    ReleasePlaceLocked(job);
    const bool is_cancelled = absl::IsCancelled(result.status()) && !stopped_;
    if (job.pace.is_too_slow && is_cancelled) too_slow = TooSlow(job);
    if (job.is_given_up && !job.waiting.empty() && is_cancelled) {
      // Asked for anew.
      job.is_given_up = false;
      job.is_running = false;
      job.fetch = nullptr;
      EnqueueLocked(key, job);
    } else {
      waiting = std::move(job.waiting);
      jobs_.erase(key);
    }
  }
  for (const Waiting& one : waiting) {
    if (too_slow) {
      one.done(*too_slow);
    } else {
      one.done(result);
    }
  }
  StartJobs();
}

void AssetFetcher::ReleasePlaceLocked(const Job& job) {
  --transfers_;
  const auto entry = origins_.find(job.url.origin());
  Origin& origin = entry->second;
  if (!job.pace.is_slow) {
    --origin.running;
  } else if (!job.pace.is_too_slow) {
    --origin.slow;
  }
  origin.last_progress = Clock::now();
  if (origin.IsIdle()) origins_.erase(entry);
}

std::optional<Bytes> AssetFetcher::TakeCachedLocked(const std::string& key) {
  const auto found =
      std::find_if(cache_.begin(), cache_.end(),
                   [&](const Cached& cached) { return cached.key == key; });
  if (found == cache_.end()) return std::nullopt;
  cache_.splice(cache_.begin(), cache_, found);
  return found->bytes;
}

void AssetFetcher::KeepLocked(const std::string& key, const Bytes& bytes) {
  if (bytes.size() > options_.max_cache_bytes) return;
  cache_.push_front({key, bytes});
  cached_bytes_ += bytes.size();
  while (cached_bytes_ > options_.max_cache_bytes) {
    cached_bytes_ -= cache_.back().bytes.size();
    cache_.pop_back();
  }
}

void AssetFetcher::Stop() {
  std::vector<std::shared_ptr<transport_internal::HttpFetch>> running;
  std::vector<Waiting> queued;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    for (const auto& [key, job] : jobs_) {
      if (job.fetch) running.push_back(job.fetch);
    }
    for (auto& [name, origin] : origins_) {
      for (const std::string& key : origin.queue) {
        std::vector<Waiting>& waiting = jobs_[key].waiting;
        std::move(waiting.begin(), waiting.end(), std::back_inserter(queued));
        jobs_.erase(key);
      }
      origin.queue.clear();
    }
  }
  for (const auto& fetch : running) fetch->Cancel();
  for (const Waiting& waiting : queued) {
    waiting.done(Cancelled("the client has ended"));
  }
}

void AssetFetcher::DropCache() {
  const std::lock_guard lock(mutex_);
  cache_.clear();
  cached_bytes_ = 0;
}

size_t AssetFetcher::cached_bytes() const {
  const std::lock_guard lock(mutex_);
  return cached_bytes_;
}

}  // namespace noodles::client_internal
