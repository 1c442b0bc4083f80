#include "noodles/server/operation/server_network.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/transport/net/local_address.h"

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
  connection.awaits_approval = true;
  connection.subprotocols = options.access.subprotocols;
  connection.subprotocols.emplace_back("noodles");
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
    std::shared_ptr<transport_internal::HttpHandler> http_handler,
    std::shared_ptr<transport_internal::HttpHandler> asset_port_handler)
    : options_(options),
      http_handler_(std::move(http_handler)),
      origins_(origins),
      asset_port_(std::move(asset_store), std::move(asset_port_handler)) {}

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
  origins_.SetPorts(options_.port, 0);
  // First: a second server of the same options is told of this port, not of the
  // one behind it. Clients that join wait until the assets have URLs.
  if (absl::Status status = Listen(std::move(handler)); !status.ok()) {
    return status;
  }
  absl::Status status = asset_port_.Start(options_, listener_->port(), tls_);
  if (!status.ok()) return status;
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
  listener_options.max_clients_per_address =
      options_.access.max_clients_per_address;
  listener_options.max_connections_per_address =
      options_.access.max_connections_per_address;
  listener_options.max_http_connections = options_.assets.max_connections;
  listener_options.arrivals = {.time_limit = options_.message_time_limit,
                               .min_rate = options_.min_message_rate,
                               .max_bytes = options_.max_unfinished_bytes};
  listener_options.max_pending_handshakes =
      options_.access.max_pending_connections;
  listener_options.connection = ConnectionOptionsOf(options_);
  listener_options.http_handler = http_handler_;
  listener_options.traffic = traffic_;
  listener_options.tls = tls_;
  auto listener =
      transport_internal::Listener::Start(listener_options, std::move(handler));
  if (!listener.ok()) {
    const bool is_port =
        listener.status().code() == absl::StatusCode::kAlreadyExists ||
        listener.status().code() == absl::StatusCode::kPermissionDenied;
    return MakeStatus(listener.status().code(),
                      std::string(StatusMessage(listener.status())) +
                          (is_port ? " (ServerOptions::port)" : ""));
  }
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

void ServerNetwork::Stop(std::chrono::steady_clock::time_point deadline) {
  const auto limit = [&] {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    return std::max(left, std::chrono::milliseconds(0));
  };
  BeginStop();
  if (ending_listener_ != nullptr) ending_listener_->Stop(limit());
  ending_listener_ = nullptr;
  asset_port_.Stop(limit());
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

std::string ServerNetwork::url() const {
  return (options_.tls.is_on() ? "wss://" : "ws://") +
         transport_internal::UrlHost(HostFor(options_)) + ":" +
         std::to_string(port());
}

uint16_t ServerNetwork::port() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return listener_ == nullptr ? uint16_t{0} : listener_->port();
}

}  // namespace noodles::server_internal
