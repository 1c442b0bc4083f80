// The assets of a server by name, and the start of their URLs.
//
// An asset is in the store while the program holds a handle to it or a
// component of the document names it. Downloads hold its bytes or its file, and
// may outlive the asset.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_SERVER_ASSETS_ASSET_STORE_H_
#define NOODLES_SERVER_ASSETS_ASSET_STORE_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/server/asset_options.h"
#include "noodles/state/content_publisher.h"

namespace noodles::server_internal {

inline constexpr std::string_view kAssetScheme = "asset:";
inline constexpr std::string_view kAssetPath = "/assets/";

// The content of an asset: bytes, or a file where the path is not empty.
struct AssetContent {
  std::string media_type;
  uint64_t size = 0;
  Bytes bytes;
  std::string path;
  int64_t modification_time = 0;
};

class AssetStore;

class StoredAsset final : public PublishedContent {
 public:
  StoredAsset(std::shared_ptr<AssetStore> store, std::string name,
              AssetContent content);
  // Ends the serving of the asset.
  ~StoredAsset() override;
  StoredAsset(const StoredAsset&) = delete;
  StoredAsset& operator=(const StoredAsset&) = delete;

  const std::string& name() const { return name_; }
  const AssetContent& content() const { return content_; }
  std::string Url() const override;

 private:
  const std::shared_ptr<AssetStore> store_;
  const std::string name_;
  const AssetContent content_;
};

class AssetStore final : public ContentPublisher,
                         public std::enable_shared_from_this<AssetStore> {
 public:
  using Held = std::shared_ptr<const StoredAsset>;

  explicit AssetStore(const AssetOptions& options) : options_(options) {}
  AssetStore(const AssetStore&) = delete;
  AssetStore& operator=(const AssetStore&) = delete;

  // Errors: FailedPrecondition where assets are off; Internal where the system
  // has no random bits.
  absl::StatusOr<Held> Add(AssetContent content);
  // Null if there is no asset of this name.
  Held Find(std::string_view name) const;
  void Forget(const std::string& name);
  size_t count() const;

  // The start of URLs, up to the path; empty while nothing is served.
  void SetBase(std::string base, uint16_t port);
  std::string base() const;
  uint16_t port() const;

  // ContentPublisher
  absl::StatusOr<std::shared_ptr<const PublishedContent>> PublishBytes(
      const Bytes& bytes) override;
  absl::StatusOr<std::shared_ptr<const PublishedContent>> PublishLocation(
      std::string_view location) override;

 private:
  const AssetOptions options_;
  mutable std::mutex mutex_;
  std::string base_;
  uint16_t port_ = 0;
  std::unordered_map<std::string, std::weak_ptr<const StoredAsset>> assets_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_ASSETS_ASSET_STORE_H_
