// The assets of a server by name, and their URLs.
//
// An asset is in the store while the program holds a handle to it or a
// component of the document names it, and afterwards for a grace period if
// clients were sent its URL (LeavingAssets). Downloads hold its bytes or its
// file, and may outlive the asset.
//
// Thread-safety: every function may be called from any thread.
// Ownership: shares the assets with their handles and components.
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
#include <utility>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/server/asset_options.h"
#include "noodles/server/assets/leaving_assets.h"
#include "noodles/server/assets/served_asset.h"
#include "noodles/server/origins/asset_links.h"
#include "noodles/state/content_publisher.h"

namespace noodles::server_internal {

inline constexpr std::string_view kAssetScheme = "asset:";

class AssetStore;

// Holds an asset in the store.
class StoredAsset final : public PublishedContent {
 public:
  StoredAsset(std::shared_ptr<AssetStore> store,
              std::shared_ptr<const ServedAsset> asset);
  // Ends the serving of the asset, after its grace period.
  ~StoredAsset() override;
  StoredAsset(const StoredAsset&) = delete;
  StoredAsset& operator=(const StoredAsset&) = delete;

  const std::string& name() const { return asset_->name; }
  const AssetContent& content() const { return asset_->content; }
  // With the placeholder of AssetLinks; for messages.
  std::string Url() const override;
  // With AssetLinks::default_base; empty while nothing is served.
  std::string DefaultUrl() const;
  // Clients were sent the URL.
  void NoteInMessages() const { is_in_messages_ = true; }

 private:
  const std::shared_ptr<AssetStore> store_;
  const std::shared_ptr<const ServedAsset> asset_;
  mutable std::atomic<bool> is_in_messages_ = false;
};

// Stands for an asset of an earlier run that a component names, until the
// program adds the same content again. Then holds the asset.
class AwaitedAsset final : public PublishedContent {
 public:
  AwaitedAsset(std::shared_ptr<AssetStore> store, std::string name)
      : store_(std::move(store)), name_(std::move(name)) {}
  ~AwaitedAsset() override;
  AwaitedAsset(const AwaitedAsset&) = delete;
  AwaitedAsset& operator=(const AwaitedAsset&) = delete;

  const std::string& name() const { return name_; }
  // The same before the asset is there and afterwards.
  std::string Url() const override;

 private:
  friend class AssetStore;

  const std::shared_ptr<AssetStore> store_;
  const std::string name_;
  mutable std::atomic<bool> is_in_messages_ = false;
  // Guarded by the mutex of the store.
  mutable std::shared_ptr<const StoredAsset> held_;
};

class AssetStore final : public ContentPublisher,
                         public std::enable_shared_from_this<AssetStore> {
 public:
  using Held = std::shared_ptr<const StoredAsset>;

  explicit AssetStore(const AssetOptions& options)
      : options_(options),
        leaving_(options.grace_period, options.max_grace_bytes) {}
  AssetStore(const AssetStore&) = delete;
  AssetStore& operator=(const AssetStore&) = delete;

  // With a secret, an asset of equal content is the same asset. Errors:
  // FailedPrecondition where assets are off; Internal where the system has no
  // random bits.
  absl::StatusOr<Held> Add(AssetContent content);

  // From now on, names of assets are made of their contents and the secret of
  // the document, in place of random bits: they survive a restart, and only who
  // has the secret can guess them.
  void SetSecret(Bytes secret);

  // While on, PublishLocation takes names of which there is no asset: those of
  // an earlier run of the program, which may add the content again later.
  void AwaitMissing(bool is_on);
  // An asset that is served, also in its grace period; null if there is none of
  // this name.
  std::shared_ptr<const ServedAsset> Find(std::string_view name) const;
  // Null if no component and no handle holds an asset of this name.
  Held FindHeld(std::string_view name) const;
  // Nothing holds the asset any more. `has_grace`: its grace period begins.
  void Release(const std::shared_ptr<const ServedAsset>& asset, bool has_grace);

  // Nothing names the asset that the object stands for any more.
  void Forget(const AwaitedAsset& awaited);

  // The assets that components and handles hold.
  size_t count() const;
  // The assets of an earlier run that components name and that the program has
  // not added again.
  size_t awaited_count() const;
  const LeavingAssets& leaving() const { return leaving_; }

  // The start of URLs for clients that tell none, up to the path; empty while
  // nothing is served, which ends all grace periods.
  void SetBase(std::string base, uint16_t port);
  uint16_t port() const;
  AssetLinks& links() { return links_; }

  // ContentPublisher
  absl::StatusOr<std::shared_ptr<const PublishedContent>> PublishBytes(
      const Bytes& bytes) override;
  absl::StatusOr<std::shared_ptr<const PublishedContent>> PublishLocation(
      std::string_view location) override;

 private:
  // Null unless AwaitMissing is on. The asset, should it be there by now.
  std::shared_ptr<const PublishedContent> Await(std::string name);

  struct Entry {
    std::shared_ptr<const ServedAsset> asset;
    std::weak_ptr<const StoredAsset> held;
  };

  const AssetOptions options_;
  AssetLinks links_;
  LeavingAssets leaving_;
  mutable std::mutex mutex_;
  uint16_t port_ = 0;
  Bytes secret_;  // empty: names are random
  bool awaits_missing_ = false;
  std::unordered_map<std::string, Entry> assets_;
  // By name, until the asset is there.
  std::unordered_multimap<std::string, const AwaitedAsset*> awaited_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_ASSETS_ASSET_STORE_H_
