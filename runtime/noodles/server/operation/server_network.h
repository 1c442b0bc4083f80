// The network side of a server: the port for websockets, the port for assets,
// TLS, and the advertisement.
//
// Thread-safety: Start, BeginStop and Stop by one thread at a time; every other
// function from any thread.
// Ownership: owns its listeners and shares the connections' handler while it
// runs; refers to the options, which outlive the network.
#ifndef NOODLES_SERVER_OPERATION_SERVER_NETWORK_H_
#define NOODLES_SERVER_OPERATION_SERVER_NETWORK_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/status.h"
#include "noodles/server/assets/asset_port.h"
#include "noodles/server/assets/asset_store.h"
#include "noodles/server/discovery/advertisement.h"
#include "noodles/server/origins/client_origins.h"
#include "noodles/server/server_options.h"
#include "noodles/transport/connections/connection.h"
#include "noodles/transport/connections/listener.h"
#include "noodles/transport/http/http.h"
#include "noodles/transport/net/tls_context.h"

namespace noodles::server_internal {

class ServerNetwork {
 public:
  // `http_handler` answers the requests to the websocket's port that ask for no
  // websocket, `asset_port_handler` those to the asset port but "/"; `origins`
  // outlive the network.
  ServerNetwork(
      const ServerOptions& options, std::shared_ptr<AssetStore> asset_store,
      ClientOrigins& origins,
      std::shared_ptr<transport_internal::HttpHandler> http_handler,
      std::shared_ptr<transport_internal::HttpHandler> asset_port_handler);
  ServerNetwork(const ServerNetwork&) = delete;
  ServerNetwork& operator=(const ServerNetwork&) = delete;

  // Opens the ports; `handler` hears from the websockets. After an error, Stop
  // must be called. Errors: those of the options, the TLS context and the
  // listeners.
  absl::Status Start(
      std::shared_ptr<transport_internal::ConnectionHandler> handler);
  // Ends the advertisement. port() is 0 from now on; connections stay.
  void BeginStop();
  // Closes all connections with 1001, which ends those at `deadline` at the
  // latest, and the ports.
  void Stop(std::chrono::steady_clock::time_point deadline);

  // Reads the certificate again. Errors: FailedPrecondition where the network
  // does not run or has no TLS; those of the certificate.
  absl::Status ReloadTls();

  bool is_running() const;
  // Waits for a Start that is under way; until then, assets have no URLs.
  void AwaitStart() const;
  // 0 where the network does not run.
  uint16_t port() const;
  // "ws://127.0.0.1:50000"; the host is this machine's name where the server
  // listens on all addresses.
  std::string url() const;
  // The start of the URLs of assets; empty where none are served.
  std::string asset_url() const { return asset_port_.base(); }
  // Of all connections together.
  const transport_internal::Traffic& traffic() const { return *traffic_; }

 private:
  absl::Status Listen(
      std::shared_ptr<transport_internal::ConnectionHandler> handler);

  const ServerOptions& options_;
  const std::shared_ptr<transport_internal::HttpHandler> http_handler_;
  const std::shared_ptr<transport_internal::Traffic> traffic_ =
      std::make_shared<transport_internal::Traffic>();
  ClientOrigins& origins_;
  AssetPort asset_port_;
  std::unique_ptr<Advertisement> advertisement_;

  mutable std::mutex mutex_;  // held while starting
  std::shared_ptr<transport_internal::TlsContext> tls_;
  std::unique_ptr<transport_internal::Listener> listener_;
  // From BeginStop to Stop.
  std::unique_ptr<transport_internal::Listener> ending_listener_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_OPERATION_SERVER_NETWORK_H_
