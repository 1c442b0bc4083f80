// The asset port of a running server, and the start of the URLs of assets.
//
// Thread-safety: Start and Stop one at a time. Ownership: owns its listener.
#ifndef NOODLES_SERVER_ASSETS_ASSET_PORT_H_
#define NOODLES_SERVER_ASSETS_ASSET_PORT_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "noodles/server/assets/asset_store.h"
#include "noodles/server/server_options.h"
#include "noodles/transport/connections/listener.h"
#include "noodles/transport/http/http.h"

namespace noodles::server_internal {

class AssetPort {
 public:
  AssetPort(std::shared_ptr<AssetStore> store,
            std::shared_ptr<transport_internal::HttpHandler> handler);
  AssetPort(const AssetPort&) = delete;
  AssetPort& operator=(const AssetPort&) = delete;

  // Opens the port, if the options ask for an asset port. `websocket_port` is
  // named to those who look for a websocket. Errors: the listener's. `tls` may
  // be null.
  absl::Status Start(const ServerOptions& options, uint16_t websocket_port,
                     std::shared_ptr<transport_internal::TlsContext> tls);
  // From now on assets have URLs. Without an asset port, they name
  // `websocket_port`.
  void Announce(const ServerOptions& options, uint16_t websocket_port);
  void Stop(std::chrono::milliseconds limit);
  // 0 without an asset port.
  uint16_t port() const;

  // The start of the URLs of assets; empty before Announce, after Stop and
  // where none are served.
  const std::string& base() const { return base_; }

 private:
  const std::shared_ptr<AssetStore> store_;
  const std::shared_ptr<transport_internal::HttpHandler> handler_;
  std::unique_ptr<transport_internal::Listener> listener_;
  std::string base_;
};

// The host that the URLs of a server name.
std::string HostFor(const ServerOptions& options);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_ASSETS_ASSET_PORT_H_
