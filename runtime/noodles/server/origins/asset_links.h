// The URLs of assets in messages.
//
// Clients reach one server by different hosts: through a tunnel, a proxy, a
// container. The messages of the document are made once for all clients; in
// place of the start of a URL they hold a placeholder, and each client gets the
// messages with the start ("base") by which this client reaches the server.
// Only messages that name assets (EncodedMessages::has_published_urls) are
// changed. The placeholder is a random text, so that no other text equals it,
// and longer than every base that a client tells, so that no frame grows.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_SERVER_ORIGINS_ASSET_LINKS_H_
#define NOODLES_SERVER_ORIGINS_ASSET_LINKS_H_

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

#include "noodles/base/bytes.h"
#include "noodles/state/encoded_messages.h"

namespace noodles::server_internal {

inline constexpr std::string_view kAssetPath = "/assets/";

class AssetLinks {
 public:
  // The longest base that a client can tell.
  static constexpr size_t kMaxBaseBytes = 200;

  AssetLinks();
  AssetLinks(const AssetLinks&) = delete;
  AssetLinks& operator=(const AssetLinks&) = delete;

  // "http://192.0.2.1:50000": for clients that tell no base. Empty: nothing is
  // served.
  void SetDefaultBase(std::string base);
  std::string default_base() const;
  bool is_serving() const;

  // `name` is a RandomName.
  std::string PlaceholderUrl(std::string_view name) const;
  static std::string Url(std::string_view base, std::string_view name);

  // The messages with `base` in place of each placeholder; an empty `base`: the
  // default.
  EncodedMessages Resolve(const EncodedMessages& messages,
                          std::string_view base) const;

 private:
  Bytes ResolvePiece(const Bytes& piece, std::string_view base) const;

  const std::string placeholder_;
  mutable std::mutex mutex_;
  std::string default_base_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_ORIGINS_ASSET_LINKS_H_
