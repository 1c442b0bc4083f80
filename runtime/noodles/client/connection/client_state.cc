#include "noodles/client/connection/client_state.h"

#include <algorithm>
#include <random>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/client/connection/mirror_feeder.h"
#include "noodles/codec.h"

namespace noodles::client_internal {
namespace {

bool IsConnected(ConnectionState state) {
  return state == ConnectionState::kConnecting ||
         state == ConnectionState::kJoining ||
         state == ConnectionState::kReady || state == ConnectionState::kWaiting;
}

transport_internal::ConnectOptions ToConnectOptions(
    const ClientOptions& options, const transport_internal::Url& url) {
  transport_internal::ConnectOptions result;
  result.url = url;
  result.fields = options.headers;
  if (!options.token.empty()) {
    result.fields.emplace_back("Authorization", "Bearer " + options.token);
  }
  result.tls = options.tls;
  result.connect_timeout = options.connect_timeout;
  result.connection.handshake_timeout = options.connect_timeout;
  result.connection.subprotocols = options.subprotocols;
  result.connection.max_message_bytes = options.max_message_bytes;
  result.connection.max_queue_bytes = options.max_queue_bytes;
  result.connection.close_timeout = options.close_timeout;
  result.connection.deflate = options.compression;
  result.connection.ping_interval = options.ping_interval;
  result.connection.ping_timeout = options.ping_timeout;
  return result;
}

// What has happened, by the cause and the code of the end.
std::string DescribeEnd(const transport_internal::CloseReason& reason) {
  using transport_internal::CloseCause;
  using transport_internal::CloseCode;
  switch (reason.cause) {
    case CloseCause::kPeerClosed:
      if (reason.code == CloseCode::kGoingAway) return "the server has stopped";
      return "the server has closed the connection";
    case CloseCause::kConnectionLost:
      return "the server is gone without a close frame";
    case CloseCause::kTimeout:
      return "the server does not answer";
    default:
      return "the connection has ended";
  }
}

absl::Status ToStatus(const transport_internal::CloseReason& reason) {
  std::string text = DescribeEnd(reason);
  text.append(" (")
      .append(transport_internal::ToString(reason.cause))
      .append(", ")
      .append(std::to_string(static_cast<int>(reason.code)))
      .append(")");
  if (!reason.text.empty()) text.append(": ").append(reason.text);
  return Unavailable(text);
}

// Whether a later attempt may succeed where the first connection has failed.
bool MayPass(const absl::Status& error) {
  return absl::IsUnavailable(error) || absl::IsDeadlineExceeded(error) ||
         absl::IsNotFound(error);
}

}  // namespace

ClientState::ClientState(ClientOptions the_options)
    : options(std::move(the_options)),
      loop(transport_internal::EventLoop::Make()),
      mirror(options.mirror),
      assets(std::make_shared<AssetFetcher>(loop, options.assets, options.tls,
                                            options.token)) {
  mirror.SetObserver(this);
}

// ---- The connection, from any thread

absl::Status ClientState::Connect(std::string_view text) {
  absl::StatusOr<transport_internal::Url> url =
      transport_internal::ParseUrl(text);
  if (!url.ok()) return url.status();
  if (url->scheme != "ws" && url->scheme != "wss") {
    return InvalidArgument(
        "a NOODLES server has an address of ws:// or "
        "wss://, not " +
        url->scheme + "://");
  }
  {
    const std::lock_guard lock(mutex_);
    if (IsConnected(state_)) {
      return FailedPrecondition("the client is connected to " +
                                transport_internal::ToString(url_));
    }
    url_ = *std::move(url);
    is_ending_ = false;
    state_ = ConnectionState::kConnecting;
    error_ = absl::OkStatus();
  }
  absl::Status status = Open();
  if (!status.ok()) {
    const std::lock_guard lock(mutex_);
    state_ = ConnectionState::kClosed;
    error_ = status;
  }
  return status;
}

absl::Status ClientState::Open() {
  auto connector = transport_internal::Connector::Start(
      loop, ToConnectOptions(options, url()), shared_from_this());
  if (!connector.ok()) return connector.status();
  const std::lock_guard lock(mutex_);
  connector_ = *std::move(connector);
  if (is_ending_) connector_->Abort();
  return absl::OkStatus();
}

absl::Status ClientState::WaitUntilReady(std::chrono::milliseconds limit) {
  const auto is_settled = [this] {
    return untold_states_ == 0 && (state_ == ConnectionState::kReady ||
                                   state_ == ConnectionState::kClosed ||
                                   state_ == ConnectionState::kIdle);
  };
  if (options.has_own_thread) {
    std::unique_lock lock(mutex_);
    state_changed_.wait_for(lock, limit, is_settled);
  } else {
    loop->RunUntil(
        [&] {
          const std::lock_guard lock(mutex_);
          return is_settled();
        },
        limit);
  }
  const std::lock_guard lock(mutex_);
  if (!is_settled()) {
    std::string text = transport_internal::ToString(url_) +
                       " has not sent its whole document within the time-out";
    if (!error_.ok()) text.append("; ").append(StatusMessage(error_));
    return DeadlineExceeded(text);
  }
  if (state_ == ConnectionState::kReady) return absl::OkStatus();
  if (state_ == ConnectionState::kIdle) {
    return FailedPrecondition("Connect has not been called");
  }
  return error_.ok() ? Cancelled("disconnected") : error_;
}

void ClientState::Disconnect() {
  std::shared_ptr<transport_internal::Connection> open;
  bool is_waiting = false;
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
    open = connection_;
    is_waiting = state_ == ConnectionState::kWaiting;
    if (!open && connector_) connector_->Abort();
  }
  calls.FailAll(Cancelled("the client has disconnected"));
  if (open) open->Close(transport_internal::CloseCode::kNormal, "");
  if (is_waiting) {
    loop->Post([self = shared_from_this()] { self->EndWaiting(); });
  }
}

void ClientState::Stop() {
  Disconnect();
  assets->Stop();
  loop->Stop();
  calls.FailAll(Cancelled("the client has ended"));
}

ConnectionState ClientState::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

absl::Status ClientState::last_error() const {
  const std::lock_guard lock(mutex_);
  return error_;
}

transport_internal::Url ClientState::url() const {
  const std::lock_guard lock(mutex_);
  return url_;
}

std::shared_ptr<transport_internal::Connection> ClientState::connection()
    const {
  const std::lock_guard lock(mutex_);
  return connection_;
}

// ---- The connection, on the loop

void ClientState::SetState(ConnectionState state, const absl::Status& error) {
  {
    const std::lock_guard lock(mutex_);
    state_ = state;
    // An error is kept while the client tries again.
    const bool is_settled =
        state == ConnectionState::kReady || state == ConnectionState::kClosed;
    if (is_settled || !error.ok()) error_ = error;
    ++untold_states_;
  }
  hooks->state.Call(state, error);
  {
    const std::lock_guard lock(mutex_);
    --untold_states_;
  }
  state_changed_.notify_all();
}

void ClientState::OnOpen(
    std::shared_ptr<transport_internal::Connection> connection) {
  {
    const std::lock_guard lock(mutex_);
    connection_ = connection;
  }
  if (was_ready_) {
    mirror.BeginResync();
  } else {
    // A part of a snapshot may be left from a connection that ended too soon.
    ForgetUnfinishedSnapshot();
  }
  SetState(ConnectionState::kJoining, absl::OkStatus());
  connection->Send(EncodeFrame(MsgIntroduction{options.name}));
}

void ClientState::ForgetUnfinishedSnapshot() {
  for (size_t kind = 0; kind < kComponentKindCount; ++kind) {
    if (mirror.count(static_cast<ComponentKind>(kind)) != 0) {
      return mirror.Reset();
    }
  }
}

void ClientState::OnMessage(transport_internal::Connection&, Bytes message) {
  hooks->frame.Call(message);
  FeedMirror(message, *this);
  hooks->frame_end.Call();
}

void ClientState::OnClose(transport_internal::Connection&,
                          const transport_internal::CloseReason& reason) {
  OnEnd(ToStatus(reason));
}

void ClientState::OnConnectFailed(const absl::Status& status) { OnEnd(status); }

void ClientState::OnEnd(const absl::Status& error) {
  bool is_wanted = false;
  {
    const std::lock_guard lock(mutex_);
    is_wanted = is_ending_;
    connection_ = nullptr;
    connector_ = nullptr;
  }
  mirror.DropResync();
  calls.FailAll(is_wanted ? Cancelled("the client has disconnected") : error);
  if (is_wanted) {
    SetState(ConnectionState::kClosed, absl::OkStatus());
    return;
  }
  const std::optional<std::chrono::milliseconds> delay = NextDelay(error);
  if (!delay) {
    SetState(ConnectionState::kClosed, error);
    return;
  }
  SetState(ConnectionState::kWaiting, error);
  {
    const std::lock_guard lock(mutex_);
    reconnect_timer_ = loop->PostAfter(*delay, [self = shared_from_this()] {
      if (self->state() != ConnectionState::kWaiting) return;
      self->SetState(ConnectionState::kConnecting, absl::OkStatus());
      if (absl::Status status = self->Open(); !status.ok()) self->OnEnd(status);
    });
    is_wanted = is_ending_;
  }
  // Disconnect may have been called before the state and the timer were set.
  if (is_wanted) EndWaiting();
}

void ClientState::EndWaiting() {
  {
    const std::lock_guard lock(mutex_);
    if (state_ != ConnectionState::kWaiting || !is_ending_) return;
    loop->CancelTimer(reconnect_timer_);
  }
  SetState(ConnectionState::kClosed, absl::OkStatus());
}

// nullopt: no further attempt after `error`.
std::optional<std::chrono::milliseconds> ClientState::NextDelay(
    const absl::Status& error) {
  const ReconnectOptions& reconnect = options.reconnect;
  const bool tries_again = was_ready_
                               ? reconnect.is_enabled
                               : reconnect.retries_first && MayPass(error);
  if (!tries_again) return std::nullopt;
  if (reconnect.max_attempts > 0 && attempts_ >= reconnect.max_attempts) {
    return std::nullopt;
  }
  auto delay = reconnect.first_delay;
  for (int i = 0; i < attempts_ && delay < reconnect.longest_delay; ++i) {
    delay *= 2;
  }
  delay = std::min(delay, reconnect.longest_delay);
  ++attempts_;
  std::random_device device;
  return delay - delay * static_cast<int>(device() % 256) / 1024;
}

// ---- Messages, on the loop

void ClientState::OnChange(const MirrorChange& change) {
  delegates.OnChange(change);
  hooks->change.Call(change);
}

void ClientState::OnReset() {
  delegates.OnReset();
  hooks->reset.Call();
}

void ClientState::OnOddity(const std::string& what) {
  hooks->oddity.Call(what);
}

void ClientState::OnSignalMessage(MsgSignalInvoke&& message) {
  SignalEvent event = {.id = message.id,
                       .name = {},
                       .target = message.context,
                       .arguments = std::move(message.signal_data)};
  if (const auto signal = mirror.FindIncoming(message.id)) {
    event.name = static_cast<const Signal*>(signal.get())->name;
  } else {
    OnOddity("signal " + noodles::ToString(ComponentRef(message.id)) +
             ", which is not there");
  }
  delegates.OnSignal(event);
  hooks->signal.Call(event);
}

void ClientState::OnReplyMessage(MsgMethodReply&& message) {
  if (calls.Reply(message)) return;
  OnOddity("a reply to \"" + message.invoke_id.substr(0, 64) +
           "\", which nobody awaits");
}

void ClientState::OnDocumentMessage() { hooks->document.Call(); }

void ClientState::OnInitializedMessage() {
  if (state() == ConnectionState::kReady) {
    OnOddity("the document is complete for the second time");
    return;
  }
  was_ready_ = true;
  attempts_ = 0;
  mirror.EndResync();
  hooks->ready.Call();
  SetState(ConnectionState::kReady, absl::OkStatus());
}

}  // namespace noodles::client_internal
