// Contents that clients fetch over HTTP: GET, HEAD, ranges, entity tags, CORS.
//
// Large buffers need no code: Create a Buffer with its bytes, and if these are
// more than AssetOptions::promote_bytes, clients are sent a URL instead. The
// document keeps the bytes; Get returns the component as Create got it, and no
// byte is copied. The URL stays valid for AssetOptions::grace_period after the
// component was deleted, so that a client that has just been sent the URL can
// still fetch it; downloads that have begun always end. A buffer that is
// replaced many times a second may better stay in the messages:
// BufferDelivery::kInline of Document::Create.
//
// Content that is too large for memory is added by hand:
//
//   absl::StatusOr<Asset> scan = server.assets().AddFile("scan.bin");
//   document.Create(Buffer{.size = scan->size(),
//                          .source = Location(scan->uri())});
//
// The component names the asset by its `asset:` URI, whatever host and port the
// server will have; clients are sent the URL. An asset is served while a handle
// to it exists or a component names it; so once the component is created, the
// handle may be dropped.
//
// Clients are sent URLs with the host and scheme by which they came themselves
// (AssetOptions::public_host).
//
// Names are 128 random bits: only clients that were sent a URL can find the
// asset. With ServerOptions::persistence, they are made of the content and a
// secret: a program that adds the same content in a later run gives it back to
// the components that name it (Server::Resume).
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

// A handle to an asset; copies share the asset.
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
  // where assets are off; InvalidArgument for a malformed media type.
  absl::StatusOr<Asset> AddBytes(Bytes bytes, std::string media_type = {});

  // Serves a file, which is read anew for each client and must not change: a
  // file with another size or time of modification is no longer served. Media
  // types follow the name's ending too. Errors: as above; NotFound,
  // PermissionDenied, and InvalidArgument for a path that names no regular
  // file.
  absl::StatusOr<Asset> AddFile(const std::string& path,
                                std::string media_type = {});

  // The URL for an `asset:` URI that clients are sent whose request tells no
  // host. Errors: NotFound; FailedPrecondition before the server has started.
  absl::StatusOr<std::string> Url(std::string_view uri) const;

  // The port that URLs name; 0 before the server has started.
  uint16_t port() const;

  // Assets that components and handles hold, without those in their grace
  // period.
  size_t count() const;

 private:
  const std::shared_ptr<server_internal::AssetStore> store_;
};

}  // namespace noodles

#endif  // NOODLES_SERVER_ASSET_SERVER_H_
