#include "noodles/server/operation/server_network.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "noodles/base/status.h"

namespace noodles::server_internal {
namespace {

transport_internal::ConnectionOptions ConnectionOptionsOf(
    const ServerOptions& options) {
  transport_internal::ConnectionOptions connection;
  connection.max_message_bytes = options.max_message_bytes;
  // The ClientQueue bounds the bytes that it hands to a connection, and needs
  // OnDrained when these have gone.
  connection.max_queue_bytes = SIZE_MAX;
  connection.low_water_bytes =
      std::min(connection.low_water_bytes, options.max_direct_bytes / 2);
  connection.max_request_bytes = options.access.max_request_bytes;
  connection.handshake_timeout = options.access.request_timeout;
  connection.approval_timeout = options.access.introduction_timeout;
  connection.max_http_requests = options.assets.max_requests_per_connection;
  connection.http_idle_timeout = options.assets.idle_timeout;
  connection.http_stall_timeout = options.assets.stall_timeout;
  connection.tcp.keepalive_idle = options.keepalive_idle;
  connection.tcp.unacknowledged_timeout = options.unacknowledged_timeout;
  connection.ping_interval = options.ping_interval;
  connection.deflate = options.deflate;
  return connection;
}

}  // namespace

ServerNetwork::ServerNetwork(
    const ServerOptions& options, std::shared_ptr<AssetStore> asset_store,
    ClientOrigins& origins,
    std::shared_ptr<transport_internal::HttpHandler> http_handler)
    : options_(options),
      http_handler_(std::move(http_handler)),
      origins_(origins),
      asset_port_(std::move(asset_store), http_handler_) {}

absl::Status ServerNetwork::Start(
    std::shared_ptr<transport_internal::ConnectionHandler> handler) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (absl::Status status = origins_.CheckOptions(); !status.ok()) {
    return status;
  }
  tls_ = nullptr;
  if (options_.tls.is_on()) {
    auto tls = transport_internal::TlsContext::Create(options_.tls);
    if (!tls.ok()) return tls.status();
    tls_ = *std::move(tls);
  }
  if (absl::Status status = asset_port_.Start(options_, tls_); !status.ok()) {
    return status;
  }
  // Before the first client can come.
  origins_.SetPorts(options_.port, asset_port_.port());
  if (absl::Status status = Listen(std::move(handler)); !status.ok()) {
    return status;
  }
  origins_.SetPorts(listener_->port(), asset_port_.port());
  asset_port_.Announce(options_, listener_->port());
  if (!options_.advertised_name.empty()) {
    advertisement_ = Advertise(options_.advertised_name, listener_->port());
  }
  return absl::OkStatus();
}

absl::Status ServerNetwork::Listen(
    std::shared_ptr<transport_internal::ConnectionHandler> handler) {
  transport_internal::ListenerOptions listener_options;
  listener_options.address = options_.address;
  listener_options.port = options_.port;
  listener_options.threads = options_.network_threads;
  listener_options.max_connections = options_.max_clients;
  listener_options.max_connections_per_address =
      options_.access.max_connections_per_address;
  listener_options.max_pending_handshakes =
      options_.access.max_pending_connections;
  listener_options.connection = ConnectionOptionsOf(options_);
  listener_options.http_handler = http_handler_;
  listener_options.traffic = traffic_;
  listener_options.tls = tls_;
  auto listener =
      transport_internal::Listener::Start(listener_options, std::move(handler));
  if (!listener.ok()) return listener.status();
  listener_ = *std::move(listener);
  return absl::OkStatus();
}

void ServerNetwork::BeginStop() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (listener_ != nullptr) ending_listener_ = std::move(listener_);
  }
  advertisement_ = nullptr;
}

void ServerNetwork::Stop() {
  BeginStop();
  if (ending_listener_ != nullptr) ending_listener_->Stop(options_.stop_limit);
  ending_listener_ = nullptr;
  asset_port_.Stop(options_.stop_limit);
}

absl::Status ServerNetwork::ReloadTls() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (listener_ == nullptr || tls_ == nullptr) {
    return FailedPrecondition(listener_ == nullptr ? "the server does not run"
                                                   : "there is no TLS");
  }
  return tls_->Reload();
}

bool ServerNetwork::is_running() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return listener_ != nullptr;
}

void ServerNetwork::AwaitStart() const {
  const std::lock_guard<std::mutex> lock(mutex_);
}

uint16_t ServerNetwork::port() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return listener_ == nullptr ? uint16_t{0} : listener_->port();
}

}  // namespace noodles::server_internal
