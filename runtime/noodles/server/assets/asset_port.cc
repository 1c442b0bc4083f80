#include "noodles/server/assets/asset_port.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/transport/net/local_address.h"

namespace noodles::server_internal {
namespace {

// Tells in words where the websocket is that a client has looked for on the
// asset port.
std::string WhereTheWebsocketIs(const HttpRequest& request,
                                const std::string& scheme,
                                uint16_t websocket_port) {
  const std::string* const field = request.Find("Host");
  std::string host = field == nullptr ? "" : *field;
  // Behind the brackets of an IPv6 address, or behind a name.
  const size_t colon = host.find(':', host.rfind(']') + 1);
  host.erase(std::min(colon, host.size()));
  return "this is the asset port of a NOODLES server; connect a NOODLES client "
         "to " +
         scheme + (host.empty() ? "this host" : host) + ":" +
         std::to_string(websocket_port);
}

// There are no websockets on the asset port.
class NoWebsockets final : public transport_internal::ConnectionHandler {
 public:
  NoWebsockets(std::string scheme, uint16_t websocket_port)
      : scheme_(std::move(scheme)), websocket_port_(websocket_port) {}

  std::optional<transport_internal::HttpResponse> OnUpgrade(
      transport_internal::Connection&, const HttpRequest& request) override {
    return transport_internal::MakeTextResponse(
        404, WhereTheWebsocketIs(request, scheme_, websocket_port_));
  }
  void OnOpen(std::shared_ptr<transport_internal::Connection>) override {}
  void OnMessage(transport_internal::Connection&, Bytes) override {}
  void OnClose(transport_internal::Connection&,
               const transport_internal::CloseReason&) override {}

 private:
  const std::string scheme_;
  const uint16_t websocket_port_;
};

// Answers "/", and leaves all else to another handler.
class RootHandler final : public transport_internal::HttpHandler {
 public:
  RootHandler(std::string scheme, uint16_t websocket_port,
              std::shared_ptr<transport_internal::HttpHandler> other)
      : scheme_(std::move(scheme)),
        websocket_port_(websocket_port),
        other_(std::move(other)) {}

  transport_internal::HttpResponse OnRequest(
      const HttpRequest& request) override {
    return OnRequestFrom(request, "");
  }
  transport_internal::HttpResponse OnRequestFrom(
      const HttpRequest& request, std::string_view address) override {
    if (request.path() != "/") return other_->OnRequestFrom(request, address);
    return transport_internal::MakeTextResponse(
        200, WhereTheWebsocketIs(request, scheme_, websocket_port_));
  }

 private:
  const std::string scheme_;
  const uint16_t websocket_port_;
  const std::shared_ptr<transport_internal::HttpHandler> other_;
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

}  // namespace

std::string HostFor(const ServerOptions& options) {
  if (!options.assets.public_host.empty()) return options.assets.public_host;
  const std::string& address = options.address;
  const bool is_everywhere =
      address.empty() || address == "0.0.0.0" || address == "::";
  return is_everywhere ? transport_internal::OwnAddress() : address;
}

AssetPort::AssetPort(std::shared_ptr<AssetStore> store,
                     std::shared_ptr<transport_internal::HttpHandler> handler)
    : store_(std::move(store)), handler_(std::move(handler)) {}

absl::Status AssetPort::Start(
    const ServerOptions& options, uint16_t websocket_port,
    std::shared_ptr<transport_internal::TlsContext> tls) {
  if (!HasOwnPort(options.assets)) return absl::OkStatus();
  transport_internal::ListenerOptions listener;
  listener.address = options.address;
  listener.port = PortFor(options);
  const std::string scheme = options.tls.is_on() ? "wss://" : "ws://";
  listener.http_handler =
      std::make_shared<RootHandler>(scheme, websocket_port, handler_);
  listener.tls = std::move(tls);
  listener.max_pending_handshakes = options.access.max_pending_connections;
  listener.max_http_connections = options.assets.max_connections;
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
      listener, std::make_shared<NoWebsockets>(scheme, websocket_port));
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
  base_ = base;
  store_->SetBase(std::move(base), port);
}

void AssetPort::Stop(std::chrono::milliseconds limit) {
  base_.clear();
  store_->SetBase({}, 0);
  if (listener_ != nullptr) listener_->Stop(limit);
  listener_ = nullptr;
}

}  // namespace noodles::server_internal
