// Fetches the files of a scene over HTTP and caches them. The number of
// transfers that run at the same time is bounded for each server and for all;
// transfers that are slow give up their place (AssetFetchOptions).
//
// Thread-safety: every function may be called from any thread; `progress` and
// `done` are called on the event loop. Ownership: shares the event loop.
#ifndef NOODLES_CLIENT_ASSETS_ASSET_FETCHER_H_
#define NOODLES_CLIENT_ASSETS_ASSET_FETCHER_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/client/client_options.h"
#include "noodles/client/requests.h"
#include "noodles/transport/http/http_fetch.h"
#include "noodles/transport/http/url.h"
#include "noodles/transport/net/event_loop.h"

namespace noodles::client_internal {

class AssetFetcher : public std::enable_shared_from_this<AssetFetcher> {
 public:
  AssetFetcher(std::shared_ptr<transport_internal::EventLoop> loop,
               AssetFetchOptions options, TlsClientOptions tls,
               std::string token);
  AssetFetcher(const AssetFetcher&) = delete;
  AssetFetcher& operator=(const AssetFetcher&) = delete;

  // Calls for a URL that is already being fetched share one transfer.
  // `may_have_token`: the token is sent if the server asks for it.
  FetchNumber Fetch(const transport_internal::Url& url, bool may_have_token,
                    FetchProgress progress, FetchDone done);

  // Cancels one fetch: calls its `done` with Cancelled before this function
  // returns. The transfer ends if no other fetch waits for it. False if the
  // fetch has ended.
  bool Cancel(FetchNumber number);

  // Cancels all fetches, and refuses later ones.
  void Stop();
  void DropCache();
  size_t cached_bytes() const;

 private:
  using Clock = std::chrono::steady_clock;

  struct Waiting {
    FetchNumber number;
    FetchProgress progress;
    FetchDone done;
  };
  // How fast a transfer is.
  struct Pace {
    bool is_slow = false;      // has given up its place
    bool is_too_slow = false;  // is ended for that
    uint64_t bytes = 0;        // of the body, so far
    uint64_t marked_bytes = 0;
    Clock::time_point marked{};      // when it had marked_bytes
    Clock::time_point slow_since{};  // of is_slow: without a pause
  };
  struct Job {
    transport_internal::Url url;
    bool may_have_token = false;
    std::vector<Waiting> waiting;
    bool is_running = false;  // the transfer has begun
    std::shared_ptr<transport_internal::HttpFetch> fetch;
    bool is_given_up = false;  // `fetch` is cancelled, or will be
    Pace pace;
  };
  // The transfers from one server.
  struct Origin {
    std::deque<std::string> queue;  // keys of jobs that have not begun
    int running = 0;                // that hold a place
    int slow = 0;                   // that have given it up
    Clock::time_point last_progress{};

    bool IsIdle() const { return queue.empty() && running == 0 && slow == 0; }
  };
  struct Cached {
    std::string key;
    Bytes bytes;
  };

  // Removes one fetch from its job. If no other fetch waits for the job,
  // `unwanted` is set to the transfer, which the caller cancels.
  std::optional<Waiting> TakeLocked(
      FetchNumber number,
      std::shared_ptr<transport_internal::HttpFetch>& unwanted);
  void StartJobs();
  // The key of the next job that may begin; the job then holds a place.
  std::optional<std::string> NextJobLocked();
  void Begin(const std::string& key);
  void EnqueueLocked(const std::string& key, const Job& job);
  void ReleasePlaceLocked(const Job& job);
  absl::Status TooSlow(const Job& job) const;
  // See asset_pace.cc.
  void WatchPaceLocked();
  void CheckPace();
  void JudgePaceLocked(Job& job, Clock::time_point now);
  // Ends the oldest slow transfer, from `origin` unless that is null. False if
  // there is none.
  bool EndOldestSlowLocked(
      const Origin* origin,
      std::vector<std::shared_ptr<transport_internal::HttpFetch>>& ended);
  void OnProgress(const std::string& key, uint64_t bytes,
                  std::optional<uint64_t> of);
  void OnDone(const std::string& key, const absl::StatusOr<Bytes>& result);
  std::optional<Bytes> TakeCachedLocked(const std::string& key);
  void KeepLocked(const std::string& key, const Bytes& bytes);

  const std::shared_ptr<transport_internal::EventLoop> loop_;
  const AssetFetchOptions options_;
  const TlsClientOptions tls_;
  const std::string token_;

  mutable std::mutex mutex_;
  bool stopped_ = false;
  FetchNumber last_ = 0;
  std::map<std::string, Job> jobs_;
  std::map<std::string, Origin>
      origins_;                   // with jobs, by scheme, host and port
  std::string last_origin_;       // that a job began from
  int transfers_ = 0;             // from all origins
  bool is_pace_watched_ = false;  // the timer of CheckPace is set
  std::list<Cached> cache_;       // the most recently used first
  size_t cached_bytes_ = 0;
};

}  // namespace noodles::client_internal

#endif  // NOODLES_CLIENT_ASSETS_ASSET_FETCHER_H_
