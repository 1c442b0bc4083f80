#include "noodles/server/assets/asset_store.h"

#include <unistd.h>

#include <array>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/server/assets/media_type.h"

namespace noodles::server_internal {
namespace {

// 128 bits as 32 hexadecimal digits; empty where the system has none.
std::string RandomName() {
  constexpr char kDigits[] = "0123456789abcdef";
  std::array<uint8_t, 16> bits;
  if (::getentropy(bits.data(), bits.size()) != 0) return {};
  std::string name;
  for (const uint8_t byte : bits) {
    name += {kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return name;
}

}  // namespace

StoredAsset::StoredAsset(std::shared_ptr<AssetStore> store, std::string name,
                         AssetContent content)
    : store_(std::move(store)),
      name_(std::move(name)),
      content_(std::move(content)) {}

StoredAsset::~StoredAsset() { store_->Forget(name_); }

std::string StoredAsset::Url() const {
  const std::string base = store_->base();
  if (base.empty()) return {};
  return base + std::string(kAssetPath) + name_;
}

absl::StatusOr<AssetStore::Held> AssetStore::Add(AssetContent content) {
  if (options_.service == AssetService::kOff) {
    return FailedPrecondition("this server serves no assets");
  }
  std::string name = RandomName();
  if (name.empty()) return Internal("the system has no random bits");
  auto asset = std::make_shared<const StoredAsset>(shared_from_this(), name,
                                                   std::move(content));
  const std::lock_guard lock(mutex_);
  assets_.emplace(std::move(name), asset);
  return asset;
}

AssetStore::Held AssetStore::Find(std::string_view name) const {
  const std::lock_guard lock(mutex_);
  const auto found = assets_.find(std::string(name));
  return found == assets_.end() ? nullptr : found->second.lock();
}

void AssetStore::Forget(const std::string& name) {
  const std::lock_guard lock(mutex_);
  assets_.erase(name);
}

size_t AssetStore::count() const {
  const std::lock_guard lock(mutex_);
  return assets_.size();
}

void AssetStore::SetBase(std::string base, uint16_t port) {
  const std::lock_guard lock(mutex_);
  base_ = std::move(base);
  port_ = port;
}

std::string AssetStore::base() const {
  const std::lock_guard lock(mutex_);
  return base_;
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

absl::StatusOr<std::shared_ptr<const PublishedContent>>
AssetStore::PublishLocation(std::string_view location) {
  if (!location.starts_with(kAssetScheme)) {
    return std::shared_ptr<const PublishedContent>();
  }
  Held asset = Find(location.substr(kAssetScheme.size()));
  if (asset == nullptr) {
    return InvalidArgument("\"" + std::string(location) +
                           "\" is no asset of this server; its handle must be "
                           "kept until a component names it");
  }
  return asset;
}

}  // namespace noodles::server_internal
