#include "noodles/client/assets/asset_fetcher.h"

#include <algorithm>
#include <utility>

#include "noodles/base/status.h"

namespace noodles::client_internal {

AssetFetcher::AssetFetcher(std::shared_ptr<transport_internal::EventLoop> loop,
                           AssetFetchOptions options, TlsClientOptions tls)
    : loop_(std::move(loop)), options_(options), tls_(std::move(tls)) {}

FetchNumber AssetFetcher::Fetch(const transport_internal::Url& url,
                                FetchProgress progress, FetchDone done) {
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
        queue_.push_back(key);
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
    const auto queued = std::find(queue_.begin(), queue_.end(), entry->first);
    if (queued == queue_.end()) {
      job.is_given_up = true;
      unwanted = job.fetch;
    } else {
      queue_.erase(queued);
      jobs_.erase(entry);
    }
    return taken;
  }
  return std::nullopt;
}

void AssetFetcher::StartJobs() {
  for (;;) {
    std::string key;
    transport_internal::Url url;
    {
      const std::lock_guard lock(mutex_);
      if (stopped_ || queue_.empty() ||
          running_ >= std::max(1, options_.max_parallel)) {
        return;
      }
      key = std::move(queue_.front());
      queue_.pop_front();
      url = jobs_[key].url;
      ++running_;
    }
    Begin(key, url);
  }
}

void AssetFetcher::Begin(const std::string& key,
                         const transport_internal::Url& url) {
  const auto self = shared_from_this();
  const auto fetch = transport_internal::HttpFetch::Start(
      loop_, url,
      {.tls = tls_,
       .max_bytes = options_.max_file_bytes,
       .connect_timeout = options_.connect_timeout,
       .stall_timeout = options_.stall_timeout},
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
    for (const Waiting& waiting : job->second.waiting) {
      if (waiting.progress) progress.push_back(waiting.progress);
    }
  }
  for (const FetchProgress& tell : progress) tell(bytes, of);
}

void AssetFetcher::OnDone(const std::string& key,
                          const absl::StatusOr<Bytes>& result) {
  std::vector<Waiting> waiting;
  {
    const std::lock_guard lock(mutex_);
    --running_;
    if (result.ok()) KeepLocked(key, *result);
    Job& job = jobs_[key];
    const bool is_asked_anew = job.is_given_up && !job.waiting.empty();
    if (is_asked_anew && absl::IsCancelled(result.status()) && !stopped_) {
      job.is_given_up = false;
      job.fetch = nullptr;
      queue_.push_back(key);
    } else {
      waiting = std::move(job.waiting);
      jobs_.erase(key);
    }
  }
  for (const Waiting& one : waiting) one.done(result);
  StartJobs();
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
    for (const std::string& key : queue_) {
      std::vector<Waiting>& waiting = jobs_[key].waiting;
      std::move(waiting.begin(), waiting.end(), std::back_inserter(queued));
      jobs_.erase(key);
    }
    queue_.clear();
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
