#include "noodles/server/assets/asset_store.h"

#include <string>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/persistence/support/digest.h"
#include "noodles/server/assets/media_type.h"
#include "noodles/server/origins/random_name.h"

namespace noodles::server_internal {
namespace {

// Hexadecimal digits of a part of a digest. A file is known by its path, size
// and time of modification: its bytes may be too many to be read.
std::string NameOfContent(const Bytes& secret, const AssetContent& content) {
  using persistence_internal::Sha256;
  const std::string about = content.media_type + '\0' +
                            std::to_string(content.size) + '\0' + content.path +
                            '\0' + std::to_string(content.modification_time);
  std::string text = about + '\0';
  text += Sha256(content.bytes.span()).text();
  const Bytes digest =
      persistence_internal::HmacSha256(secret, Bytes::Copy(text).span());
  return persistence_internal::Hexadecimal(
      digest.Slice(0, kRandomNameBytes / 2).span());
}

}  // namespace

StoredAsset::StoredAsset(std::shared_ptr<AssetStore> store,
                         std::shared_ptr<const ServedAsset> asset)
    : store_(std::move(store)), asset_(std::move(asset)) {}

StoredAsset::~StoredAsset() { store_->Release(asset_, is_in_messages_); }

AwaitedAsset::~AwaitedAsset() {
  store_->Forget(*this);
  if (held_ != nullptr && is_in_messages_) held_->NoteInMessages();
}

std::string AwaitedAsset::Url() const {
  if (!store_->links().is_serving()) return {};
  is_in_messages_ = true;
  return store_->links().PlaceholderUrl(name_);
}

std::string StoredAsset::Url() const {
  if (!store_->links().is_serving()) return {};
  is_in_messages_ = true;
  return store_->links().PlaceholderUrl(name());
}

std::string StoredAsset::DefaultUrl() const {
  const std::string base = store_->links().default_base();
  if (base.empty()) return {};
  return AssetLinks::Url(base, name());
}

absl::StatusOr<AssetStore::Held> AssetStore::Add(AssetContent content) {
  if (options_.service == AssetService::kOff) {
    return FailedPrecondition("this server serves no assets");
  }
  Bytes secret;
  {
    const std::lock_guard lock(mutex_);
    secret = secret_;
  }
  std::string name =
      secret.empty() ? RandomName() : NameOfContent(secret, content);
  if (name.empty()) return Internal("the system has no random bits");
  auto asset = std::make_shared<const ServedAsset>(
      ServedAsset{name, std::move(content)});
  const std::lock_guard lock(mutex_);
  Entry& entry = assets_[name];
  if (Held held = entry.held.lock()) return held;
  auto held = std::make_shared<const StoredAsset>(shared_from_this(), asset);
  entry = {std::move(asset), held};
  const auto [first, last] = awaited_.equal_range(name);
  for (auto awaited = first; awaited != last; ++awaited) {
    awaited->second->held_ = held;
  }
  awaited_.erase(first, last);
  return held;
}

void AssetStore::AwaitMissing(bool is_on) {
  const std::lock_guard lock(mutex_);
  awaits_missing_ = is_on;
}

void AssetStore::Forget(const AwaitedAsset& awaited) {
  const std::lock_guard lock(mutex_);
  const auto [first, last] = awaited_.equal_range(awaited.name());
  for (auto entry = first; entry != last; ++entry) {
    if (entry->second != &awaited) continue;
    awaited_.erase(entry);
    return;
  }
}

size_t AssetStore::awaited_count() const {
  const std::lock_guard lock(mutex_);
  return awaited_.size();
}

void AssetStore::SetSecret(Bytes secret) {
  const std::lock_guard lock(mutex_);
  secret_ = std::move(secret);
}

std::shared_ptr<const ServedAsset> AssetStore::Find(
    std::string_view name) const {
  const std::string key(name);
  {
    const std::lock_guard lock(mutex_);
    const auto found = assets_.find(key);
    if (found != assets_.end()) return found->second.asset;
  }
  return leaving_.Find(key);
}

AssetStore::Held AssetStore::FindHeld(std::string_view name) const {
  const std::lock_guard lock(mutex_);
  const auto found = assets_.find(std::string(name));
  return found == assets_.end() ? nullptr : found->second.held.lock();
}

void AssetStore::Release(const std::shared_ptr<const ServedAsset>& asset,
                         bool has_grace) {
  // Before the asset leaves assets_, so that Find always finds the asset.
  if (has_grace && links_.is_serving()) leaving_.Add(asset);
  const std::lock_guard lock(mutex_);
  const auto found = assets_.find(asset->name);
  // Another one of this name may have been added meanwhile.
  if (found == assets_.end() || found->second.asset != asset) return;
  assets_.erase(found);
}

size_t AssetStore::count() const {
  const std::lock_guard lock(mutex_);
  return assets_.size();
}

void AssetStore::SetBase(std::string base, uint16_t port) {
  const bool is_ending = base.empty();
  links_.SetDefaultBase(std::move(base));
  if (is_ending) leaving_.Clear();
  const std::lock_guard lock(mutex_);
  port_ = port;
}

uint16_t AssetStore::port() const {
  const std::lock_guard lock(mutex_);
  return port_;
}

absl::StatusOr<std::shared_ptr<const PublishedContent>>
AssetStore::PublishBytes(const Bytes& bytes) {
  if (options_.service == AssetService::kOff ||
      bytes.size() <= options_.promote_bytes) {
    return std::shared_ptr<const PublishedContent>();
  }
  AssetContent content;
  content.media_type = MediaTypeOf(bytes);
  content.size = bytes.size();
  content.bytes = bytes;
  return Add(std::move(content));
}

std::shared_ptr<const PublishedContent> AssetStore::Await(std::string name) {
  {
    const std::lock_guard lock(mutex_);
    if (!awaits_missing_) return nullptr;
  }
  auto awaited =
      std::make_shared<const AwaitedAsset>(shared_from_this(), std::move(name));
  const std::lock_guard lock(mutex_);
  const auto found = assets_.find(awaited->name());
  if (found != assets_.end()) {
    if (Held held = found->second.held.lock()) return held;
  }
  awaited_.emplace(awaited->name(), awaited.get());
  return awaited;
}

absl::StatusOr<std::shared_ptr<const PublishedContent>>
AssetStore::PublishLocation(std::string_view location) {
  if (!location.starts_with(kAssetScheme)) {
    return std::shared_ptr<const PublishedContent>();
  }
  std::string name(location.substr(kAssetScheme.size()));
  Held asset = FindHeld(name);
  if (asset == nullptr) {
    if (auto awaited = Await(std::move(name))) return awaited;
    return InvalidArgument("\"" + std::string(location) +
                           "\" is no asset of this server; its handle must be "
                           "kept until a component names it");
  }
  return asset;
}

}  // namespace noodles::server_internal
