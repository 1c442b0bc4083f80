#include "noodles/relay/operation/relay_state.h"

#include <string>
#include <utility>
#include <vector>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/server/metric.h"

namespace noodles::relay_internal {
namespace {

constexpr std::string_view kLogComponent = "relay";

ClientOptions ClientOptionsOf(const RelayOptions& options) {
  ClientOptions client = options.client;
  client.has_own_thread = true;
  client.reconnect.is_enabled = true;
  client.call_timeout = options.server.method_time_limit;
  // AssetCopies keeps what is needed.
  if (options.copies_assets) client.assets.max_cache_bytes = 0;
  return client;
}

std::vector<Metric> MetricsOf(const RelayCounters& counters,
                              ConnectionState origin) {
  using enum Metric::Type;
  const auto value = [](auto number) { return static_cast<double>(number); };
  return {
      {"noodles_relay_connected", kGauge,
       "1 while the relay follows its origin.",
       value(origin == ConnectionState::kReady)},
      {"noodles_relay_joins_total", kCounter,
       "Times that the relay joined the origin.", value(counters.joins)},
      {"noodles_relay_held_back", kGauge,
       "Components that refer to components that are not there.",
       value(counters.held_back)},
      {"noodles_relay_calls_total", kCounter, "Calls passed on to the origin.",
       value(counters.calls)},
      {"noodles_relay_oddities_total", kCounter,
       "Messages of the origin that broke the protocol.",
       value(counters.oddities)},
  };
}

}  // namespace

RelayState::RelayState(RelayOptions options)
    : options_(std::move(options)),
      server_(ServerOptionsOf(options_)),
      client_(std::make_unique<Client>(ClientOptionsOf(options_))),
      copies_(*client_, server_.assets(),
              {.is_on = options_.copies_assets,
               .max_bytes = options_.max_copied_bytes,
               .origin = options_.origin},
              [this] { OnFetched(); }),
      follower_(client_->mirror(), server_.document(), &copies_),
      subscriptions_(*client_, server_, [this] { OnReply(); }),
      forwarder_(*client_, subscriptions_, [this] { OnReply(); }) {
  SetHooks();
}

RelayState::~RelayState() {
  Stop();
  copies_.Stop();
  // The hooks use the other parts. The end of the client answers the calls that
  // are under way.
  client_ = nullptr;
}

ServerOptions RelayState::ServerOptionsOf(const RelayOptions& options) {
  ServerOptions server = options.server;
  server.check_attachment = false;
  server.document.checks_numbers = false;
  server.fallback_method = [this](CallContext& context,
                                  const CallArguments& arguments) {
    return forwarder_.Forward(context, arguments);
  };
  server.more_metrics = [this, more = options.server.more_metrics] {
    std::vector<Metric> metrics = MetricsOf(counters(), client_->state());
    if (!more) return metrics;
    for (Metric& metric : more()) metrics.push_back(std::move(metric));
    return metrics;
  };
  return server;
}

void RelayState::SetHooks() {
  client_->OnStateChange(
      [this](ConnectionState state, const absl::Status& error) {
        OnStateChange(state, error);
      });
  client_->OnReady([this] { OnReady(); });
  client_->OnChange([this](const MirrorChange& change) { OnChange(change); });
  client_->OnReset([this] {
    if (!is_following_) return;
    BeginChanges();
    follower_.OnReset();
  });
  client_->OnDocumentChange([this] {
    if (!is_following_) return;
    BeginChanges();
    follower_.Settle();
    follower_.OnLists();
  });
  client_->OnSignal("",
                    [this](const SignalEvent& signal) { OnSignal(signal); });
  client_->OnOddity([this](const std::string& what) { OnOddity(what); });
  client_->OnFrameEnd([this] { EndChanges(); });
}

absl::Status RelayState::Join() {
  if (options_.server.persistence.is_on()) {
    return FailedPrecondition(
        "a relay keeps nothing: RelayOptions::server.persistence must be off");
  }
  const ConnectionState state = client_->state();
  if (state == ConnectionState::kIdle || state == ConnectionState::kClosed) {
    absl::Status status = client_->Connect(options_.origin);
    if (!status.ok()) return status;
  }
  return client_->WaitUntilReady(options_.join_timeout);
}

void RelayState::Stop() {
  server_.Stop();
  client_->Disconnect();
}

RelayCounters RelayState::counters() const {
  return {.joins = joins_,
          .held_back = follower_.held_back(),
          .calls = forwarder_.calls(),
          .oddities = oddities_};
}

// -------------------------------------------------------- on the client's
// thread

void RelayState::OnStateChange(ConnectionState state,
                               const absl::Status& error) {
  if (state != ConnectionState::kReady) is_following_ = false;
  if (state == ConnectionState::kJoining) {
    client_thread_ = std::this_thread::get_id();
  }
  if (state == ConnectionState::kWaiting && joins_ > 0) {
    Log(LogSeverity::kWarning, kLogComponent,
        "the origin is gone; viewers keep the document",
        {{"origin", options_.origin}, {"reason", StatusMessage(error)}});
  }
}

void RelayState::OnReady() {
  {
    Transaction transaction(server_.document());
    follower_.MakeEqual();
    transaction.Commit();
  }
  is_following_ = true;
  if (++joins_ > 1) subscriptions_.Renew();
  Log(LogSeverity::kInfo, kLogComponent, "joined the origin",
      {{"origin", options_.origin},
       {"joins", joins_.load()},
       {"held_back", follower_.held_back()}});
}

void RelayState::OnChange(const MirrorChange& change) {
  if (!is_following_) return;
  if (change.type == ChangeType::kRemoved &&
      change.ref.kind == ComponentKind::kTable) {
    subscriptions_.Forget(TableID{change.ref.slot, change.ref.gen});
  }
  BeginChanges();
  follower_.OnChange(change);
}

void RelayState::OnSignal(const SignalEvent& signal) {
  // Some servers send signals to clients that have not joined.
  if (!is_following_) return;
  BeginChanges();
  follower_.Settle();
  const absl::Status status =
      server_.Emit(signal.id, signal.arguments, signal.target,
                   subscriptions_.AudienceOf(signal));
  if (status.ok()) return;
  OnOddity("the signal " + signal.name +
           " is not passed on: " + std::string(StatusMessage(status)));
}

void RelayState::OnOddity(const std::string& what) {
  ++oddities_;
  LogForPeer("origin", LogSeverity::kWarning, kLogComponent,
             "the origin violates the protocol", {{"what", what}});
}

void RelayState::OnFetched() {
  if (!is_following_) return;
  const bool is_inside = changes_.has_value();
  BeginChanges();
  follower_.OnFetched();
  if (!is_inside) EndChanges();
}

void RelayState::BeginChanges() {
  if (!changes_) changes_.emplace(server_.document(), /*is_lazy=*/true);
}

void RelayState::EndChanges() {
  if (!changes_) return;
  follower_.Settle();
  changes_->Commit();
  changes_.reset();
}

void RelayState::OnReply() {
  if (std::this_thread::get_id() == client_thread_) EndChanges();
}

}  // namespace noodles::relay_internal
