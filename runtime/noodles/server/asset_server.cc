#include "noodles/server/asset_server.h"

#include <algorithm>

#include "noodles/base/status.h"
#include "noodles/server/assets/asset_store.h"
#include "noodles/server/assets/media_type.h"
#include "noodles/transport/net/open_file.h"

namespace noodles {
namespace {

constexpr size_t kSniffedBytes = 64;

// A media type becomes part of a header, and must not hold the end of a line.
absl::Status CheckMediaType(std::string_view type) {
  const bool is_printable = std::all_of(
      type.begin(), type.end(), [](char c) { return c >= ' ' && c <= '~'; });
  if (is_printable && type.find('/') != std::string_view::npos) {
    return absl::OkStatus();
  }
  return InvalidArgument(
      "not a media type: a type, a slash and a subtype of "
      "printable ASCII characters are expected");
}

absl::StatusOr<Asset> AddTo(server_internal::AssetStore& store,
                            server_internal::AssetContent content) {
  if (absl::Status status = CheckMediaType(content.media_type); !status.ok()) {
    return status;
  }
  auto stored = store.Add(std::move(content));
  if (!stored.ok()) return stored.status();
  return Asset(*std::move(stored));
}

}  // namespace

Asset::Asset(std::shared_ptr<const server_internal::StoredAsset> stored)
    : stored_(std::move(stored)),
      uri_(std::string(server_internal::kAssetScheme) + stored_->name()),
      size_(stored_->content().size) {}

AssetServer::AssetServer(std::shared_ptr<server_internal::AssetStore> store)
    : store_(std::move(store)) {}

absl::StatusOr<Asset> AssetServer::AddBytes(Bytes bytes,
                                            std::string media_type) {
  server_internal::AssetContent content;
  content.media_type = media_type.empty() ? server_internal::MediaTypeOf(bytes)
                                          : std::move(media_type);
  content.size = bytes.size();
  content.bytes = std::move(bytes);
  return AddTo(*store_, std::move(content));
}

absl::StatusOr<Asset> AssetServer::AddFile(const std::string& path,
                                           std::string media_type) {
  const auto file = transport_internal::OpenFile::Open(path);
  if (!file.ok()) return file.status();
  server_internal::AssetContent content;
  content.size = (*file)->size();
  content.path = path;
  content.modification_time = (*file)->modification_time();
  content.media_type = std::move(media_type);
  if (content.media_type.empty())
    content.media_type = server_internal::MediaTypeOfName(path);
  if (content.media_type.empty()) {
    std::vector<uint8_t> start(kSniffedBytes);
    std::error_code error;
    start.resize((*file)->Read(0, start, error));
    if (error)
      return Unavailable("cannot read \"" + path + "\": " + error.message());
    content.media_type =
        server_internal::MediaTypeOf(Bytes::Adopt(std::move(start)));
  }
  return AddTo(*store_, std::move(content));
}

absl::StatusOr<std::string> AssetServer::Url(std::string_view uri) const {
  if (!uri.starts_with(server_internal::kAssetScheme)) {
    return NotFound("\"" + std::string(uri) + "\" is no asset: URI");
  }
  const auto stored =
      store_->FindHeld(uri.substr(server_internal::kAssetScheme.size()));
  if (stored == nullptr) {
    return NotFound("there is no asset \"" + std::string(uri) + "\"");
  }
  std::string url = stored->DefaultUrl();
  if (url.empty()) {
    return FailedPrecondition(
        "the server has not started: an asset has no "
        "URL yet");
  }
  return url;
}

uint16_t AssetServer::port() const { return store_->port(); }

size_t AssetServer::count() const { return store_->count(); }

}  // namespace noodles
