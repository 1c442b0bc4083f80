// A server that starts, works and stops.
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/server/assets/asset_handler.h"
#include "noodles/server/operation/http_routes.h"
#include "noodles/server/operation/metrics_handler.h"
#include "noodles/server/operation/server_state.h"

namespace noodles::server_internal {
namespace {

transport_internal::ConnectionOptions ConnectionOptionsOf(
    const ServerOptions& options) {
  transport_internal::ConnectionOptions connection;
  connection.max_message_bytes = options.max_message_bytes;
  // The ClientQueue bounds what is handed to a connection, and must hear of it
  // when that has gone.
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

std::shared_ptr<transport_internal::HttpHandler>
ServerState::MakeHttpHandler() {
  std::vector<HttpRoutes::Route> routes;
  if (options_.assets.service != AssetService::kOff) {
    routes.emplace_back(kAssetPath,
                        std::make_shared<AssetHandler>(asset_store_, tallies_));
  }
  if (options_.serve_metrics) {
    routes.emplace_back(kMetricsPath, std::make_shared<MetricsHandler>(
                                          [this] { return counters(); }));
  }
  return std::make_shared<HttpRoutes>(std::move(routes));
}

absl::Status ServerState::Start(std::shared_ptr<ServerState> self) {
  const std::lock_guard<std::mutex> operation(operation_mutex_);
  absl::Status status;
  {
    const std::lock_guard<std::mutex> lock(listener_mutex_);
    if (listener_ != nullptr) {
      return FailedPrecondition("the server runs already");
    }
    status = StartParts(std::move(self));
  }
  if (!status.ok()) StopParts(nullptr);
  return status;
}

absl::Status ServerState::StartParts(std::shared_ptr<ServerState> self) {
  if (message_log_ != nullptr) {
    if (absl::Status status = message_log_->Open(); !status.ok()) return status;
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
  call_timer_.Start();
  calls_.Start();
  joins_.Start();
  if (absl::Status status = Listen(std::move(self)); !status.ok()) {
    return status;
  }
  asset_port_.Announce(options_, listener_->port());
  if (!options_.advertised_name.empty()) {
    advertisement_ = Advertise(options_.advertised_name, listener_->port());
  }
  return absl::OkStatus();
}

absl::Status ServerState::Listen(std::shared_ptr<ServerState> self) {
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
      transport_internal::Listener::Start(listener_options, std::move(self));
  if (!listener.ok()) return listener.status();
  listener_ = *std::move(listener);
  return absl::OkStatus();
}

void ServerState::Stop() {
  const std::lock_guard<std::mutex> operation(operation_mutex_);
  std::unique_ptr<transport_internal::Listener> listener;
  {
    const std::lock_guard<std::mutex> lock(listener_mutex_);
    listener = std::move(listener_);
  }
  StopParts(std::move(listener));
}

// What waits is answered no more, what is queued still leaves.
void ServerState::StopParts(
    std::unique_ptr<transport_internal::Listener> listener) {
  advertisement_ = nullptr;
  calls_.Stop();
  call_timer_.Stop();
  joins_.Stop();
  {
    const std::lock_guard<std::mutex> lock(sessions_mutex_);
    for (const auto& [number, session] : sessions_) session->queue().SendAll();
  }
  if (listener != nullptr) {
    listener->Stop(options_.stop_limit);
    client_watches_.TellAllLeft();
    // Who introduced itself meanwhile has nobody to let it join; after the next
    // Start, the first of the others must see an empty list.
    const std::lock_guard<std::mutex> lock(sessions_mutex_);
    joining_.clear();
  }
  asset_port_.Stop(options_.stop_limit);
  if (message_log_ != nullptr) message_log_->Close();
}

absl::Status ServerState::ReloadTls() {
  const std::lock_guard<std::mutex> lock(listener_mutex_);
  if (listener_ == nullptr || tls_ == nullptr) {
    return FailedPrecondition(listener_ == nullptr ? "the server does not run"
                                                   : "there is no TLS");
  }
  return tls_->Reload();
}

uint16_t ServerState::port() const {
  const std::lock_guard<std::mutex> lock(listener_mutex_);
  return listener_ == nullptr ? uint16_t{0} : listener_->port();
}

ServerCounters ServerState::counters() const {
  ServerCounters counters;
  counters.clients_total = tallies_->clients;
  counters.dropped_clients_total = tallies_->dropped_clients;
  counters.resynchronizations_total = tallies_->resynchronizations;
  counters.received_messages_total = traffic_->received_messages;
  counters.received_bytes_total = traffic_->received_bytes;
  counters.sent_messages_total = traffic_->sent_messages;
  counters.sent_bytes_total = traffic_->sent_bytes;
  counters.calls_total = tallies_->calls;
  counters.failed_calls_total = tallies_->failed_calls;
  counters.calls_in_flight = tallies_->calls_in_flight;
  counters.signals_total = tallies_->signals;
  counters.assets = asset_store_->count();
  counters.asset_requests_total = tallies_->asset_requests;
  counters.asset_bytes_total = tallies_->asset_bytes;
  counters.document_bytes = document_.total_bytes();
  for (size_t i = 0; i < kComponentKindCount; ++i) {
    counters.components[i] = document_.Count(static_cast<ComponentKind>(i));
  }
  const std::lock_guard<std::mutex> lock(sessions_mutex_);
  counters.clients = sessions_.size();
  for (const auto& [number, session] : sessions_) {
    counters.queued_bytes += session->queued_bytes();
  }
  return counters;
}

}  // namespace noodles::server_internal
