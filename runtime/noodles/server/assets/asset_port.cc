#include "noodles/server/assets/asset_port.h"

#include <cstdint>
#include <string>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/transport/net/local_address.h"

namespace noodles::server_internal {
namespace {

// There are no websockets on the asset port.
class NoWebsockets final : public transport_internal::ConnectionHandler {
 public:
  std::optional<transport_internal::HttpResponse> OnUpgrade(
      transport_internal::Connection&, const HttpRequest&) override {
    return transport_internal::MakeTextResponse(404,
                                                "there is no websocket here");
  }
  void OnOpen(std::shared_ptr<transport_internal::Connection>) override {}
  void OnMessage(transport_internal::Connection&, Bytes) override {}
  void OnClose(transport_internal::Connection&,
               const transport_internal::CloseReason&) override {}
};

uint16_t PortFor(const ServerOptions& options) {
  if (options.assets.port) return *options.assets.port;
  // No port follows the last port, nor "any port".
  const bool has_next = options.port != 0 && options.port != UINT16_MAX;
  return has_next ? static_cast<uint16_t>(options.port + 1) : uint16_t{0};
}

bool HasOwnPort(const AssetOptions& assets) {
  return assets.service == AssetService::kOwnPort ||
         (assets.service == AssetService::kWebsocketPort && assets.port);
}

std::string HostFor(const ServerOptions& options) {
  if (!options.assets.public_host.empty()) return options.assets.public_host;
  const std::string& address = options.address;
  const bool is_everywhere =
      address.empty() || address == "0.0.0.0" || address == "::";
  return is_everywhere ? transport_internal::OwnAddress() : address;
}

}  // namespace

AssetPort::AssetPort(std::shared_ptr<AssetStore> store,
                     std::shared_ptr<transport_internal::HttpHandler> handler)
    : store_(std::move(store)), handler_(std::move(handler)) {}

absl::Status AssetPort::Start(
    const ServerOptions& options,
    std::shared_ptr<transport_internal::TlsContext> tls) {
  if (!HasOwnPort(options.assets)) return absl::OkStatus();
  transport_internal::ListenerOptions listener;
  listener.address = options.address;
  listener.port = PortFor(options);
  listener.http_handler = handler_;
  listener.tls = std::move(tls);
  listener.max_pending_handshakes = options.assets.max_connections;
  listener.max_connections_per_address =
      options.access.max_connections_per_address;
  listener.connection.max_request_bytes = options.assets.max_request_bytes;
  listener.connection.max_http_requests =
      options.assets.max_requests_per_connection;
  listener.connection.handshake_timeout = options.assets.idle_timeout;
  listener.connection.http_idle_timeout = options.assets.idle_timeout;
  listener.connection.http_stall_timeout = options.assets.stall_timeout;
  listener.connection.tcp.keepalive_idle = options.keepalive_idle;
  listener.connection.tcp.unacknowledged_timeout =
      options.unacknowledged_timeout;
  auto started = transport_internal::Listener::Start(
      listener, std::make_shared<NoWebsockets>());
  if (!started.ok()) {
    return MakeStatus(
        started.status().code(),
        "assets: " + std::string(StatusMessage(started.status())) +
            " (ServerOptions::assets.port; without it, and with "
            "AssetService::kWebsocketPort, assets need no port)");
  }
  listener_ = *std::move(started);
  return absl::OkStatus();
}

uint16_t AssetPort::port() const {
  return listener_ == nullptr ? uint16_t{0} : listener_->port();
}

void AssetPort::Announce(const ServerOptions& options,
                         uint16_t websocket_port) {
  if (options.assets.service == AssetService::kOff) return;
  const uint16_t port = listener_ ? listener_->port() : websocket_port;
  std::string base = options.assets.public_url;
  while (base.ends_with('/')) base.pop_back();
  if (base.empty()) {
    const std::string scheme = options.tls.is_on() ? "https://" : "http://";
    base = scheme + transport_internal::UrlHost(HostFor(options)) + ":" +
           std::to_string(port);
  }
  Log(LogSeverity::kDebug, "assets", "assets are served", {{"url", base}});
  store_->SetBase(std::move(base), port);
}

void AssetPort::Stop(std::chrono::milliseconds limit) {
  store_->SetBase({}, 0);
  if (listener_ != nullptr) listener_->Stop(limit);
  listener_ = nullptr;
}

}  // namespace noodles::server_internal
