#include "noodles/server/operation/server_state.h"

#include <string_view>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/codec.h"
#include "noodles/server/assets/asset_handler.h"
#include "noodles/server/clients/access.h"
#include "noodles/server/operation/http_routes.h"
#include "noodles/server/operation/metrics_handler.h"

namespace noodles::server_internal {
namespace {

constexpr std::string_view kComponent = "server";

CallRunnerOptions CallRunnerOptionsOf(const ServerOptions& options) {
  return {.limits = {.calls = options.max_waiting_calls,
                     .bytes = options.max_waiting_call_bytes,
                     .calls_of_all = options.max_calls_in_flight},
          .time_limit = options.method_time_limit,
          .check_attachment = options.check_attachment,
          .decode_limits = options.decode_limits};
}

std::shared_ptr<transport_internal::HttpHandler> MakeHttpHandler(
    const ServerOptions& options, std::shared_ptr<AssetStore> asset_store,
    std::shared_ptr<Tallies> tallies,
    std::function<ServerCounters()> counters) {
  std::vector<HttpRoutes::Route> routes;
  if (options.assets.service != AssetService::kOff) {
    routes.emplace_back(kAssetPath,
                        std::make_shared<AssetHandler>(std::move(asset_store),
                                                       std::move(tallies)));
  }
  if (options.serve_metrics) {
    routes.emplace_back(kMetricsPath,
                        std::make_shared<MetricsHandler>(std::move(counters)));
  }
  return std::make_shared<HttpRoutes>(std::move(routes));
}

}  // namespace

ServerState::ServerState(SignalEmitter& emitter, ServerOptions options)
    : options_(std::move(options)),
      message_log_(options_.message_log.file.empty()
                       ? nullptr
                       : std::make_shared<MessageLog>(options_.message_log)),
      asset_store_(std::make_shared<AssetStore>(options_.assets)),
      origins_(options_),
      assets_(asset_store_),
      document_(options_.document),
      interfaces_(document_, functions_),
      signals_(document_, options_.check_attachment, tallies_),
      clients_(options_, tallies_, message_log_),
      calls_(emitter, document_, functions_, CallRunnerOptionsOf(options_)),
      feed_(document_, clients_, watches_, asset_store_->links(), message_log_,
            options_.document.max_frame_bytes,
            {.before_snapshot = [this] { network_.AwaitStart(); },
             .after_snapshot =
                 [this](const ClientRoster::Session& session) {
                   calls_.RunHeldBack(session);
                 }}),
      network_(options_, asset_store_, origins_,
               MakeHttpHandler(options_, asset_store_, tallies_,
                               [this] { return counters(); })) {
  document_.SetContentPublisher(asset_store_.get());
  document_.SetListener(this);
}

ServerState::~ServerState() { Stop(); }

// ------------------------------------------------------------------- operation

absl::Status ServerState::Start(std::shared_ptr<ServerState> self) {
  const std::lock_guard<std::mutex> operation(operation_mutex_);
  if (network_.is_running()) {
    return FailedPrecondition("the server runs already");
  }
  absl::Status status = StartParts(std::move(self));
  if (!status.ok()) StopParts();
  return status;
}

absl::Status ServerState::StartParts(std::shared_ptr<ServerState> self) {
  if (message_log_ != nullptr) {
    if (absl::Status status = message_log_->Open(); !status.ok()) return status;
  }
  calls_.Start();
  feed_.Start();
  return network_.Start(std::move(self));
}

void ServerState::Stop() {
  const std::lock_guard<std::mutex> operation(operation_mutex_);
  StopParts();
}

// Calls that wait are answered no more; messages that are queued still leave.
void ServerState::StopParts() {
  network_.BeginStop();
  calls_.Stop();
  feed_.Stop();
  clients_.SendAll();
  network_.Stop();
  watches_.TellAllLeft();
  // Clients that introduced themselves while the feed was stopping. After the
  // next Start, the first client to introduce itself must find an empty list.
  clients_.DropJoining();
  if (message_log_ != nullptr) message_log_->Close();
}

ServerCounters ServerState::counters() const {
  ServerCounters counters;
  counters.clients_total = tallies_->clients;
  counters.dropped_clients_total = tallies_->dropped_clients;
  counters.resynchronizations_total = tallies_->resynchronizations;
  counters.received_messages_total = network_.traffic().received_messages;
  counters.received_bytes_total = network_.traffic().received_bytes;
  counters.sent_messages_total = network_.traffic().sent_messages;
  counters.sent_bytes_total = network_.traffic().sent_bytes;
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
  const ClientRoster::Totals totals = clients_.totals();
  counters.clients = totals.clients;
  counters.queued_bytes = totals.queued_bytes;
  return counters;
}

// ----------------------------------------------------------------- connections

std::optional<transport_internal::HttpResponse> ServerState::OnUpgrade(
    transport_internal::Connection& connection, const HttpRequest& request) {
  auto refusal =
      RefuseUpgrade(options_.access, request, connection.remote_address());
  if (!refusal) {
    connection.set_origin(origins_.Find(request, connection.remote_address()));
  }
  return refusal;
}

void ServerState::OnOpen(
    std::shared_ptr<transport_internal::Connection> connection) {
  clients_.Open(std::move(connection));
}

void ServerState::OnClose(transport_internal::Connection& connection,
                          const transport_internal::CloseReason& reason) {
  clients_.Close(connection, reason);
  // After Close, which SubscriberList::Add relies on.
  feed_.OnLeft(connection.id());
}

void ServerState::OnDrained(transport_internal::Connection& connection) {
  const ClientRoster::Session session = ClientRoster::SessionOf(connection);
  if (session != nullptr) feed_.OnDrained(session);
}

void ServerState::OnMessage(transport_internal::Connection& connection,
                            Bytes message) {
  const ClientRoster::Session session = ClientRoster::SessionOf(connection);
  if (session == nullptr) return;
  if (message_log_ != nullptr) {
    message_log_->LogReceived(connection.id(), session->name(), message);
  }
  cbor::FrameReader frame(message, options_.decode_limits);
  while (frame.Next()) ReadMessage(session, frame, message.size());
  if (const auto error = frame.TakeError()) {
    Log(LogSeverity::kWarning, kComponent, "malformed frame",
        {{"client", connection.id()}, {"error", error->ToString()}});
  }
}

void ServerState::ReadMessage(const ClientRoster::Session& session,
                              cbor::FrameReader& frame, size_t frame_size) {
  bool is_read = true;
  switch (frame.number()) {
    case MessageTraits<MsgIntroduction>::kNumber: {
      MsgIntroduction introduction;
      is_read = Read(frame.content(), introduction);
      if (is_read && clients_.Introduce(session, introduction)) feed_.Join();
      break;
    }
    case MessageTraits<MsgInvokeMethod>::kNumber: {
      IncomingCall call;
      is_read = Read(frame.content(), call);
      if (!is_read) break;
      Detach(call, frame_size);
      calls_.Take(session, std::move(call));
      break;
    }
    default:
      if (!frame.SkipContent()) return;
      Log(LogSeverity::kDebug, kComponent, "unknown message skipped",
          {{"client", session->number()}, {"number", frame.number()}});
  }
  if (is_read) return;
  Log(LogSeverity::kWarning, kComponent, "invalid message skipped",
      {{"client", session->number()},
       {"number", frame.number()},
       {"error", frame.TakeContentError().ToString()}});
}

// --------------------------------------------------------------------- changes

void ServerState::OnChanges(const std::vector<EncodedMessages>& frames) {
  feed_.OnChanges(frames);
}

void ServerState::OnRemoved(const std::vector<ComponentRef>& removed) {
  calls_.OnRemoved(removed);
}

}  // namespace noodles::server_internal
