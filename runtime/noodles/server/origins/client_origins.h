// Finds the origin of each client: the start of the URLs of assets that the
// client is sent, of the websocket, and of the pages of the server itself.
//
// Thread-safety: every function may be called from any thread.
// Ownership: refers to the options, which outlive the object.
#ifndef NOODLES_SERVER_ORIGINS_CLIENT_ORIGINS_H_
#define NOODLES_SERVER_ORIGINS_CLIENT_ORIGINS_H_

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/server/server_options.h"
#include "noodles/transport/http/request_origin.h"
#include "noodles/transport/http_request.h"
#include "noodles/transport/net/address_ranges.h"

namespace noodles::server_internal {

class ClientOrigins {
 public:
  explicit ClientOrigins(const ServerOptions& options);
  ClientOrigins(const ClientOrigins&) = delete;
  ClientOrigins& operator=(const ClientOrigins&) = delete;

  // InvalidArgument for AssetOptions::trusted_proxies that cannot be read.
  absl::Status CheckOptions() const;

  // The ports of the running server. `asset_port` is 0 where assets have no
  // port of their own.
  void SetPorts(uint16_t websocket_port, uint16_t asset_port);

  // The origin of a client by its request for a websocket; clients of equal
  // origins share one text. Null: the default, because the options name a host,
  // the request names no valid one, or there are AssetOptions::max_origins
  // others. `peer` as Connection::remote_address.
  std::shared_ptr<const std::string> Find(const HttpRequest& request,
                                          std::string_view peer);

  // True if `origin`, the text of the field Origin, is that of a page which the
  // client has from this server (kOwnOrigin).
  bool IsOwn(std::string_view origin, const HttpRequest& request,
             std::string_view peer) const;

  // "wss://example.org/pump": the websocket by the way of this client; empty
  // where the request tells no host.
  std::string WebsocketUrl(const HttpRequest& request,
                           std::string_view peer) const;

 private:
  std::optional<transport_internal::RequestOrigin> OriginOf(
      const HttpRequest& request, std::string_view peer) const;
  // True if no foreign page can have come by this host.
  bool IsOwnHost(const transport_internal::RequestOrigin& origin) const;
  std::shared_ptr<const std::string> Share(std::string text);

  const ServerOptions& options_;
  const absl::StatusOr<transport_internal::AddressRanges> trusted_;
  std::atomic<uint16_t> websocket_port_ = 0;
  std::atomic<uint16_t> asset_port_ = 0;
  std::mutex mutex_;
  // The origins of the clients that are connected, and of some others.
  std::map<std::string, std::weak_ptr<const std::string>> origins_;
  bool has_warned_ = false;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_ORIGINS_CLIENT_ORIGINS_H_
