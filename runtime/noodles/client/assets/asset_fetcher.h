// Fetches the files of a scene over HTTP and caches them. At most
// AssetFetchOptions::max_parallel fetches run at the same time.
//
// Thread-safety: every function may be called from any thread; `progress` and
// `done` are called on the event loop. Ownership: shares the event loop.
#ifndef NOODLES_CLIENT_ASSETS_ASSET_FETCHER_H_
#define NOODLES_CLIENT_ASSETS_ASSET_FETCHER_H_

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
               AssetFetchOptions options, TlsClientOptions tls);
  AssetFetcher(const AssetFetcher&) = delete;
  AssetFetcher& operator=(const AssetFetcher&) = delete;

  // Calls for a URL that is already being fetched share one transfer.
  FetchNumber Fetch(const transport_internal::Url& url, FetchProgress progress,
                    FetchDone done);

  // Cancels one fetch: calls its `done` with Cancelled before this function
  // returns. The transfer ends if no other fetch waits for it. False if the
  // fetch has ended.
  bool Cancel(FetchNumber number);

  // Cancels all fetches, and refuses later ones.
  void Stop();
  void DropCache();
  size_t cached_bytes() const;

 private:
  struct Waiting {
    FetchNumber number;
    FetchProgress progress;
    FetchDone done;
  };
  struct Job {
    transport_internal::Url url;
    std::vector<Waiting> waiting;
    std::shared_ptr<transport_internal::HttpFetch>
        fetch;                 // nullptr: the transfer has not begun
    bool is_given_up = false;  // `fetch` is cancelled, or will be
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
  void Begin(const std::string& key, const transport_internal::Url& url);
  void OnProgress(const std::string& key, uint64_t bytes,
                  std::optional<uint64_t> of);
  void OnDone(const std::string& key, const absl::StatusOr<Bytes>& result);
  std::optional<Bytes> TakeCachedLocked(const std::string& key);
  void KeepLocked(const std::string& key, const Bytes& bytes);

  const std::shared_ptr<transport_internal::EventLoop> loop_;
  const AssetFetchOptions options_;
  const TlsClientOptions tls_;

  mutable std::mutex mutex_;
  bool stopped_ = false;
  FetchNumber last_ = 0;
  std::map<std::string, Job> jobs_;
  std::deque<std::string> queue_;  // keys of jobs that have not begun
  int running_ = 0;
  std::list<Cached> cache_;  // the most recently used first
  size_t cached_bytes_ = 0;
};

}  // namespace noodles::client_internal

#endif  // NOODLES_CLIENT_ASSETS_ASSET_FETCHER_H_
