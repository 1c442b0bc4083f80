#include "noodles/server/operation/server_state.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "noodles/base/logging.h"
#include "noodles/base/printable.h"
#include "noodles/base/status.h"
#include "noodles/cbor/error.h"
#include "noodles/codec.h"
#include "noodles/protocol/fingerprint.h"
#include "noodles/server/assets/asset_handler.h"
#include "noodles/server/clients/access.h"
#include "noodles/server/clients/unreadable_calls.h"
#include "noodles/server/operation/http_routes.h"
#include "noodles/server/operation/metrics_handler.h"
#include "noodles/server/support/inside_scope.h"

namespace noodles::server_internal {
namespace {

// The part of stop_limit in which the method that runs may still answer before
// clients are told that the server ends, and the longest such time.
constexpr int kGracePart = 10;
constexpr std::chrono::milliseconds kMaxGrace{50};

// A longer stop_limit counts as this one, which the clock can hold.
constexpr std::chrono::hours kMaxStopLimit{8760};

// A longer quick_method_limit counts as this one, of which the clock can hold
// some multiples.
constexpr std::chrono::hours kMaxQuickLimit{8760};

CallRunnerOptions CallRunnerOptionsOf(const ServerOptions& options,
                                      const void* server) {
  return {.limits = {.calls = options.max_waiting_calls,
                     .bytes = options.max_waiting_call_bytes,
                     .calls_of_all = options.max_calls_in_flight,
                     .bytes_of_all = options.max_call_bytes_in_flight},
          .time_limit = options.method_time_limit,
          .uses_network_threads = options.quick_methods_on_network_threads,
          .quick_limit = std::min<std::chrono::microseconds>(
              options.quick_method_limit, kMaxQuickLimit),
          .check_attachment = options.check_attachment,
          .decode_limits = options.decode_limits,
          .server = server};
}

DocumentFeed::Options FeedOptionsOf(const ServerOptions& options,
                                    const void* server) {
  return {.max_frame_bytes = options.document.max_frame_bytes,
          .epoch_bytes =
              std::min(options.max_direct_bytes, options.max_queue_bytes / 4),
          .unread_bytes =
              std::min(options.max_direct_bytes, options.max_queue_bytes / 4),
          .server = server};
}

// A message or a frame of a client cannot be read. False: the client has sent
// too many of them, and its connection ends.
bool OnFault(ClientSession& session, std::string_view what,
             const cbor::DecodeError& error, std::vector<LogField> fields) {
  const std::string text = error.ToString();
  fields.emplace_back("error", text);
  session.Log(LogSeverity::kWarning, what, std::move(fields));
  session.connection().NoteFault(text);
  MessageFaults& faults = session.message_faults();
  if (faults.OnInvalid()) return true;
  session.connection().Close(transport_internal::CloseCode::kPolicyViolation,
                             "more than " + std::to_string(faults.limit()) +
                                 " invalid messages (max_invalid_messages); "
                                 "the last: " +
                                 Printable(text));
  return false;
}

}  // namespace

ServerState::ServerState(SignalEmitter& emitter, ServerOptions options)
    : options_(std::move(options)),
      message_log_(options_.message_log.file.empty()
                       ? nullptr
                       : std::make_shared<MessageLog>(options_.message_log)),
      asset_store_(std::make_shared<AssetStore>(options_.assets)),
      origins_(options_),
      routes_status_(AddRoutesOfOptions()),
      assets_(asset_store_),
      document_(options_.document),
      journal_(document_, options_.persistence),
      interfaces_(document_, functions_),
      signals_(document_, options_.check_attachment, tallies_),
      clients_(options_, tallies_, message_log_),
      calls_(emitter, document_, functions_,
             CallRunnerOptionsOf(options_, this)),
      periodic_functions_(calls_, document_),
      feed_(document_, clients_, watches_, asset_store_->links(), message_log_,
            FeedOptionsOf(options_, this),
            {.before_snapshot = [this] { network_.AwaitStart(); },
             .after_snapshot =
                 [this](const ClientRoster::Session& session) {
                   calls_.RunHeldBack(session);
                 }}),
      network_(options_, asset_store_, origins_, MakeHttpHandler(false),
               MakeHttpHandler(true)) {
  functions_.SetFallback(options_.fallback_method);
  document_.SetContentPublisher(asset_store_.get());
  document_.SetListener(this);
}

ServerState::~ServerState() {
  Stop();
  const absl::Status status = journal_.Stop();
  if (status.ok()) return;
  Log(LogSeverity::kError, "server", "the journal has not ended well",
      {{"error", StatusMessage(status)}});
}

absl::StatusOr<bool> ServerState::Resume() {
  if (!options_.persistence.is_on()) return false;
  const std::lock_guard<std::mutex> operation(operation_mutex_);
  if (network_.is_running()) {
    return FailedPrecondition("the server runs already");
  }
  absl::StatusOr<bool> resumed = journal_.Resume([this](const Bytes& secret) {
    asset_store_->SetSecret(secret);
    asset_store_->AwaitMissing(true);
  });
  asset_store_->AwaitMissing(false);
  if (resumed.ok()) interfaces_.AdoptAll();
  return resumed;
}

absl::StatusOr<bool> ServerState::Keep(const std::string& name, Keeper keeper) {
  if (!options_.persistence.is_on()) return false;
  if (!journal_.is_recording()) {
    return FailedPrecondition("the state \"" + name +
                              "\" cannot be kept before Server::Resume");
  }
  return journal_.Keep(name, std::move(keeper));
}

absl::Status ServerState::AddRoutesOfOptions() {
  for (const HttpRoute& route : options_.http_routes) {
    const absl::Status status = served_routes_->Add(route);
    if (status.ok()) continue;
    return MakeStatus(status.code(), "ServerOptions::http_routes: " +
                                         std::string(StatusMessage(status)));
  }
  return absl::OkStatus();
}

std::shared_ptr<transport_internal::HttpHandler> ServerState::MakeHttpHandler(
    bool is_asset_port) {
  HttpRoutes::Setup setup;
  if (options_.assets.service != AssetService::kOff) {
    setup.handlers.emplace_back(
        kAssetPath, std::make_shared<AssetHandler>(asset_store_, tallies_));
  }
  if (options_.serve_metrics) {
    setup.handlers.emplace_back(kMetricsPath, std::make_shared<MetricsHandler>(
                                                  [this] { return counters(); },
                                                  options_.more_metrics));
  }
  if (!is_asset_port) setup.served = served_routes_;
  setup.refuse = [this](const HttpRequest& request, std::string_view address) {
    return RefuseHttp(options_.access, request, address);
  };
  setup.otherwise = [this](const HttpRequest& request,
                           std::string_view address) {
    return transport_internal::AnswerWithoutHandler(
        request, origins_.WebsocketUrl(request, address));
  };
  return std::make_shared<HttpRoutes>(std::move(setup));
}

// ------------------------------------------------------------------- operation

absl::Status ServerState::Start(std::shared_ptr<ServerState> self) {
  const std::lock_guard<std::mutex> operation(operation_mutex_);
  if (network_.is_running()) {
    return FailedPrecondition("the server runs already");
  }
  if (options_.persistence.is_on() && !journal_.is_recording()) {
    return FailedPrecondition(
        "ServerOptions::persistence is set, but Server::Resume has not been "
        "called, or has failed: nothing would be kept");
  }
  if (!calls_.Start() || !feed_.Start()) {
    calls_.BeginStop();
    return FailedPrecondition(
        "a method, or another function of the program, that ran when the "
        "server stopped has not returned yet");
  }
  absl::Status status = StartParts(std::move(self));
  if (!status.ok()) StopParts();
  return status;
}

absl::Status ServerState::StartParts(std::shared_ptr<ServerState> self) {
  if (!routes_status_.ok()) return routes_status_;
  if (message_log_ != nullptr) {
    if (absl::Status status = message_log_->Open(); !status.ok()) return status;
  }
  periodic_functions_.Start();
  absl::Status status = network_.Start(std::move(self));
  if (status.ok()) TellStart();
  return status;
}

void ServerState::TellStart() const {
  constexpr std::string_view kText = "the server listens";
  const std::string url = network_.url();
  const std::string assets = network_.asset_url();
  const std::string specification(kNoodlesProtocolFingerprint);
  if (assets.empty()) {
    Log(LogSeverity::kInfo, "server", kText,
        {{"url", url}, {"specification", specification}});
  } else {
    Log(LogSeverity::kInfo, "server", kText,
        {{"url", url}, {"assets", assets}, {"specification", specification}});
  }
  const size_t awaited = asset_store_->awaited_count();
  if (awaited == 0) return;
  Log(LogSeverity::kWarning, "server",
      "components name assets of an earlier run that were not added again; "
      "until they are, clients that fetch them get 404",
      {{"assets", awaited}});
}

void ServerState::Stop() {
  bool has_runner = false;
  {
    const std::lock_guard<std::mutex> lock(runner_mutex_);
    has_runner = wake_runner_ != nullptr;
    if (has_runner) wake_runner_();
  }
  if (!InsideScope::IsInside(this)) return StopNow();
  if (has_runner) return;
  const std::lock_guard<std::mutex> lock(stopper_mutex_);
  stopper_.Start([this] { StopNow(); });
}

void ServerState::StopNow() {
  const InsideScope inside(this);
  const std::lock_guard<std::mutex> operation(operation_mutex_);
  StopParts();
}

bool ServerState::AwaitMethods(std::chrono::steady_clock::time_point deadline) {
  {
    const std::lock_guard<std::mutex> lock(stopper_mutex_);
    stopper_.WaitUntil(deadline);
  }
  const std::lock_guard<std::mutex> operation(operation_mutex_);
  return calls_.StopUntil(deadline) && feed_.StopUntil(deadline);
}

void ServerState::SetRunner(std::function<void()> wake) {
  const std::lock_guard<std::mutex> lock(runner_mutex_);
  wake_runner_ = std::move(wake);
}

void ServerState::TellStop(int signal) const {
  const ClientRoster::Totals totals = clients_.totals();
  Log(LogSeverity::kInfo, "server",
      "the server stops; a second signal ends the process at once",
      {{"signal", signal},
       {"clients", totals.clients},
       {"queued_bytes", totals.queued_bytes},
       {"stop_limit_ms", options_.stop_limit.count()}});
  TellRunning("the server waits for the method that runs");
}

void ServerState::TellRunning(std::string_view text) const {
  const std::optional<RunningMethod> running = calls_.running();
  if (!running) return;
  const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - running->since);
  Log(LogSeverity::kWarning, "server", text,
      {{"method", ToString(ComponentRef(running->method))},
       {"client", running->client},
       {"running_ms", passed.count()}});
}

// Calls that wait are answered no more; messages that are queued still leave.
// Nothing waits for more than stop_limit: a method that still runs then goes on
// while the server is stopped.
void ServerState::StopParts() {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point begin = Clock::now();
  const std::chrono::milliseconds limit =
      std::min<std::chrono::milliseconds>(options_.stop_limit, kMaxStopLimit);
  const Clock::time_point deadline = begin + limit;
  const Clock::time_point grace =
      begin + std::min(limit / kGracePart, kMaxGrace);
  network_.BeginStop();
  periodic_functions_.Stop();
  feed_.BeginStop();
  // A method that holds the document holds the feed up, too.
  const bool methods_ended = calls_.StopUntil(grace);
  feed_.StopUntil(methods_ended ? begin + limit / 2 : grace);
  clients_.SendAll();
  network_.Stop(deadline);
  if (!calls_.StopUntil(deadline)) {
    TellRunning("a method still runs after stop_limit; its client has left");
  }
  // Where a function of a watch has not returned, no other one can run.
  if (feed_.StopUntil(deadline)) watches_.TellAllLeft();
  // Clients that introduced themselves while the feed was stopping. After the
  // next Start, the first client to introduce itself must find an empty list.
  clients_.DropJoining();
  if (message_log_ != nullptr) message_log_->Close();
  // Tells what was left out, while the sink is surely there; waits for nothing.
  FlushLog(std::chrono::milliseconds(0));
}

ServerCounters ServerState::counters() const {
  ServerCounters counters;
  counters.clients_total = tallies_->clients;
  for (size_t i = 0; i < kCutReasonCount; ++i) {
    counters.cut_clients_total[i] = tallies_->cut_clients[i];
  }
  counters.dropped_clients_total = counters.cut_clients_of(CutReason::kSlow);
  counters.resynchronizations_total = tallies_->resynchronizations;
  counters.received_messages_total = network_.traffic().received_messages;
  counters.received_bytes_total = network_.traffic().received_bytes;
  counters.sent_messages_total = network_.traffic().sent_messages;
  counters.sent_bytes_total = network_.traffic().sent_bytes;
  counters.calls_total = tallies_->calls;
  counters.failed_calls_total = tallies_->failed_calls;
  counters.calls_in_flight = tallies_->calls_in_flight;
  counters.call_bytes_in_flight = tallies_->call_bytes_in_flight;
  counters.signals_total = tallies_->signals;
  counters.assets = asset_store_->count();
  counters.asset_requests_total = tallies_->asset_requests;
  counters.asset_bytes_total = tallies_->asset_bytes;
  const persistence_internal::JournalCounters& journal = journal_.counters();
  counters.journal_records_total = journal.records;
  counters.journal_bytes_total = journal.record_bytes;
  counters.journal_snapshots_total = journal.snapshots;
  counters.journal_failures_total = journal.failures;
  counters.journal_failing = journal.is_failing ? 1 : 0;
  counters.journal_bytes = journal.journal_bytes;
  counters.journal_snapshot_bytes = journal.snapshot_bytes;
  counters.document_bytes = document_.total_bytes();
  for (size_t i = 0; i < kComponentKindCount; ++i) {
    counters.components[i] = document_.Count(static_cast<ComponentKind>(i));
  }
  const ClientRoster::Totals totals = clients_.totals();
  counters.clients = totals.clients;
  counters.queued_bytes = totals.queued_bytes;
  counters.reply_bytes_in_flight = totals.reply_bytes;
  return counters;
}

// ----------------------------------------------------------------- connections

std::optional<transport_internal::HttpResponse> ServerState::OnUpgrade(
    transport_internal::Connection& connection, const HttpRequest& request) {
  const InsideScope inside(this);
  auto refusal = RefuseUpgrade(options_.access, request,
                               connection.remote_address(), origins_);
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

void ServerState::OnWoken(transport_internal::Connection& connection) {
  const ClientRoster::Session session = ClientRoster::SessionOf(connection);
  if (session != nullptr) feed_.OnWoken(session);
}

void ServerState::OnDrained(transport_internal::Connection& connection) {
  const ClientRoster::Session session = ClientRoster::SessionOf(connection);
  if (session != nullptr) feed_.OnDrained(session);
}

void ServerState::OnMessage(transport_internal::Connection& connection,
                            Bytes message) {
  const InsideScope inside(this);
  const ClientRoster::Session session = ClientRoster::SessionOf(connection);
  if (session == nullptr) return;
  if (message_log_ != nullptr) {
    message_log_->LogReceived(connection.id(), session->name(), message);
  }
  session->message_faults().BeginFrame();
  std::optional<cbor::DecodeError> error;
  if (!IsSingleMessage(message)) {
    error = CheckForm(message, options_.decode_limits);
  }
  if (!error) {
    cbor::FrameReader frame(message, options_.decode_limits);
    while (frame.Next()) {
      if (!ReadMessage(session, frame, message)) return;
    }
    error = frame.TakeError();
  }
  if (!error) return;
  if (!OnFault(*session, "malformed frame", *error, {})) return;
  RefuseFrame(*session, message, options_.decode_limits, *error);
}

bool ServerState::ReadMessage(const ClientRoster::Session& session,
                              cbor::FrameReader& frame, const Bytes& bytes) {
  const size_t offset = frame.content().offset();
  // A message of several is in a frame whose form has been checked; bytes
  // behind a single one are a fault, which ends the frame.
  const auto is_sound = [&] {
    return !IsSingleMessage(bytes) || frame.content().at_end();
  };
  bool is_read = true;
  switch (frame.number()) {
    case MessageTraits<MsgIntroduction>::kNumber: {
      MsgIntroduction introduction;
      is_read = Read(frame.content(), introduction);
      if (!is_read || !is_sound()) break;
      if (clients_.Introduce(session, introduction)) feed_.Join();
      break;
    }
    case MessageTraits<MsgInvokeMethod>::kNumber: {
      IncomingCall call;
      is_read = Read(frame.content(), call);
      if (!is_read || !is_sound()) break;
      calls_.Take(session, std::move(call), bytes.size());
      break;
    }
    default:
      if (frame.SkipContent() && ShouldLog(LogSeverity::kDebug)) {
        session->Log(LogSeverity::kDebug, "unknown message skipped",
                     {{"number", frame.number()}});
      }
      return true;
  }
  if (is_read) {
    // Bytes behind a single message end the frame.
    if (is_sound()) session->message_faults().OnValid();
    return true;
  }
  const cbor::DecodeError error = frame.TakeContentError();
  // A fault of the form ends the frame, and OnMessage refuses the frame.
  if (!frame.ok() || !is_sound()) return true;
  const uint64_t number = frame.number();
  if (!OnFault(*session, "invalid message skipped", error,
               {{"number", number}})) {
    return false;
  }
  if (number == MessageTraits<MsgInvokeMethod>::kNumber) {
    RefuseCall(*session, bytes, offset, options_.decode_limits, error);
  }
  return true;
}

// --------------------------------------------------------------------- changes

void ServerState::OnChanges(const std::vector<EncodedMessages>& frames) {
  feed_.OnChanges(frames);
}

void ServerState::OnRemoved(const std::vector<ComponentRef>& removed) {
  journal_.OnRemoved(removed);
  calls_.OnRemoved(removed);
}

}  // namespace noodles::server_internal
