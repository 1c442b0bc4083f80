// Contents that clients fetch over HTTP: GET, HEAD, ranges, entity tags, CORS.
//
// Large buffers need nothing: Create a Buffer with its bytes in it, and if it
// has more than AssetOptions::promote_bytes, clients are sent a URL instead.
// The document keeps the bytes; Get gives back what Create was given, and no
// byte is copied. The URL goes with the component; who is just downloading
// still gets the rest.
//
// What is too large for memory is added by hand:
//
//   absl::StatusOr<Asset> scan = server.assets().AddFile("scan.bin");
//   document.Create(Buffer{.size = scan->size(),
//                          .source = Location(scan->uri())});
//
// The component names the asset by its `asset:` URI, whatever host and port
// the server will have; clients are sent the URL. An asset is served while
// somebody holds its handle or a component names it, so dropping the handle
// after the Create gives it to the component.
//
// Names are 128 random bits: who has not been told one does not find one.
//
// Thread-safety: every function may be called from any thread.
// Ownership: the server owns its AssetServer; an Asset may outlive it.
#ifndef NOODLES_SERVER_ASSET_SERVER_H_
#define NOODLES_SERVER_ASSET_SERVER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"

namespace noodles {

namespace server_internal {
class AssetStore;
class StoredAsset;
}  // namespace server_internal

// A handle; copies share the asset.
class Asset {
 public:
  explicit Asset(std::shared_ptr<const server_internal::StoredAsset> stored);

  // "asset:" and 32 hexadecimal digits: for the Location of a Buffer or Image.
  const std::string& uri() const { return uri_; }
  // In bytes.
  uint64_t size() const { return size_; }

 private:
  std::shared_ptr<const server_internal::StoredAsset> stored_;
  std::string uri_;
  uint64_t size_ = 0;
};

class AssetServer {
 public:
  explicit AssetServer(std::shared_ptr<server_internal::AssetStore> store);

  // Serves bytes. `media_type`, for example "image/png"; empty: found in the
  // first bytes, else application/octet-stream. Errors: FailedPrecondition
  // where assets are off; InvalidArgument for a media type that is none.
  absl::StatusOr<Asset> AddBytes(Bytes bytes, std::string media_type = {});

  // Serves a file, which is read anew for each client and must not change: one
  // with another size or time of modification is no longer served. Media types
  // follow the name's ending too. Errors: as above; NotFound, PermissionDenied,
  // and InvalidArgument for what is no regular file.
  absl::StatusOr<Asset> AddFile(const std::string& path,
                                std::string media_type = {});

  // The URL that clients are sent for an `asset:` URI. Errors: NotFound;
  // FailedPrecondition before the server has started.
  absl::StatusOr<std::string> Url(std::string_view uri) const;

  // The port that they are served on; 0 before the server has started.
  uint16_t port() const;

  // Assets that are served now.
  size_t count() const;

 private:
  const std::shared_ptr<server_internal::AssetStore> store_;
};

}  // namespace noodles

#endif  // NOODLES_SERVER_ASSET_SERVER_H_
