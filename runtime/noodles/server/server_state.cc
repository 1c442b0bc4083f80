#include "noodles/server/server_state.h"

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/codec.h"

namespace noodles {
namespace {

constexpr std::string_view kComponent = "server";

std::shared_ptr<const transport::OutgoingMessage> ToOutgoing(
    const EncodedMessages& messages) {
  cbor::Writer head(9);
  head.WriteArrayHead(2 * messages.count);
  return transport::MakeOutgoingMessage({head.Take(), messages.items});
}

}  // namespace

// Takes the messages of one client.
class ServerState::FrameHandler : public ClientMessageHandler {
 public:
  FrameHandler(ServerState& state, const std::shared_ptr<Session>& session)
      : state_(state), session_(session) {}

  void OnIntroduction(MsgIntroduction&& message) override {
    state_.Introduce(session_, message);
  }
  void OnInvokeMethod(MsgInvokeMethod&& message) override {
    state_.Admit(session_, std::move(message));
  }
  void OnUnknownMessage(uint64_t number, const Bytes&) override {
    Log(LogSeverity::kDebug, kComponent, "unknown message skipped",
        {{"client", session_->number()}, {"number", number}});
  }
  void OnInvalidMessage(uint64_t number,
                        const cbor::DecodeError& error) override {
    Log(LogSeverity::kWarning, kComponent, "invalid message skipped",
        {{"client", session_->number()},
         {"number", number},
         {"error", error.ToString()}});
  }

 private:
  ServerState& state_;
  const std::shared_ptr<Session>& session_;
};

ServerState::ServerState(Server& server, ServerOptions options)
    : server_(server),
      options_(std::move(options)),
      document_(options_.document) {
  document_.SetListener(this);
}

ServerState::~ServerState() { Stop(); }

// ------------------------------------------------------------------- operation

absl::Status ServerState::Start(std::shared_ptr<ServerState> self) {
  const std::lock_guard<std::mutex> lock(listener_mutex_);
  if (listener_ != nullptr) {
    return FailedPrecondition("the server runs already");
  }
  transport::ListenerOptions listener_options;
  listener_options.address = options_.address;
  listener_options.port = options_.port;
  listener_options.threads = options_.network_threads;
  listener_options.max_connections = options_.max_clients;
  listener_options.connection.max_message_bytes = options_.max_message_bytes;
  listener_options.connection.max_queue_bytes = options_.max_queue_bytes;
  calls_.Start();
  joins_.Start();
  auto listener = transport::Listener::Start(listener_options, std::move(self));
  if (!listener.ok()) return listener.status();
  listener_ = *std::move(listener);
  return absl::OkStatus();
}

void ServerState::Stop() {
  std::unique_ptr<transport::Listener> listener;
  {
    const std::lock_guard<std::mutex> lock(listener_mutex_);
    listener = std::move(listener_);
  }
  calls_.Stop();
  joins_.Stop();
  if (listener != nullptr) listener->Stop(options_.stop_limit);
}

uint16_t ServerState::port() const {
  const std::lock_guard<std::mutex> lock(listener_mutex_);
  return listener_ == nullptr ? uint16_t{0} : listener_->port();
}

// --------------------------------------------------------------------- clients

void ServerState::OnOpen(std::shared_ptr<transport::Connection> connection) {
  Log(LogSeverity::kDebug, kComponent, "client connected",
      {{"client", connection->id()},
       {"address", connection->remote_address()}});
  const ClientNumber number = connection->id();
  auto session = std::make_shared<Session>(std::move(connection));
  const std::lock_guard<std::mutex> lock(sessions_mutex_);
  sessions_[number] = std::move(session);
}

void ServerState::OnClose(transport::Connection& connection,
                          const transport::CloseReason& reason) {
  Log(LogSeverity::kInfo, kComponent, "client left",
      {{"client", connection.id()},
       {"cause", ToString(reason.cause)},
       {"code", static_cast<int>(reason.code)},
       {"reason", reason.text}});
  const std::lock_guard<std::mutex> lock(sessions_mutex_);
  sessions_.erase(connection.id());
  std::erase_if(joined_, [&](const std::shared_ptr<Session>& session) {
    return session->number() == connection.id();
  });
  joined_count_ = joined_.size();
}

std::shared_ptr<Session> ServerState::FindSession(ClientNumber number) const {
  const std::lock_guard<std::mutex> lock(sessions_mutex_);
  const auto found = sessions_.find(number);
  return found == sessions_.end() ? nullptr : found->second;
}

void ServerState::OnMessage(transport::Connection& connection, Bytes message) {
  const std::shared_ptr<Session> session = FindSession(connection.id());
  if (session == nullptr) return;
  FrameHandler handler(*this, session);
  if (const auto error = Dispatch(message, handler, options_.decode_limits)) {
    Log(LogSeverity::kWarning, kComponent, "malformed frame",
        {{"client", connection.id()}, {"error", error->ToString()}});
  }
}

std::vector<ClientInformation> ServerState::clients() const {
  const std::lock_guard<std::mutex> lock(sessions_mutex_);
  std::vector<ClientInformation> result;
  for (const auto& [number, session] : sessions_) {
    result.push_back(
        {number, session->name(), session->connection().remote_address(),
         session->has_joined(), session->connection().queued_bytes()});
  }
  std::sort(result.begin(), result.end(),
            [](const auto& a, const auto& b) { return a.number < b.number; });
  return result;
}

void ServerState::Introduce(const std::shared_ptr<Session>& session,
                            const MsgIntroduction& introduction) {
  if (!session->BeginJoin(introduction.client_name)) return;
  Log(LogSeverity::kInfo, kComponent, "client introduced itself",
      {{"client", session->number()}, {"name", introduction.client_name}});
  joins_.Post([this, session] { Join(session); });
}

void ServerState::Join(const std::shared_ptr<Session>& session) {
  document_.Join([&](const std::vector<EncodedMessages>& frames) {
    for (const EncodedMessages& frame : frames) {
      session->connection().Send(ToOutgoing(frame));
    }
    const std::lock_guard<std::mutex> lock(sessions_mutex_);
    // It may have left meanwhile.
    if (!sessions_.contains(session->number())) return;
    joined_.push_back(session);
    joined_count_ = joined_.size();
  });
  for (MsgInvokeMethod& call : session->FinishJoin()) {
    PostCall(session, std::move(call));
  }
}

// --------------------------------------------------------------------- changes

void ServerState::OnChanges(const std::vector<EncodedMessages>& frames) {
  const std::lock_guard<std::mutex> lock(sessions_mutex_);
  for (const EncodedMessages& frame : frames) {
    const auto message = ToOutgoing(frame);
    for (const std::shared_ptr<Session>& session : joined_) {
      if (frame.audience == nullptr ||
          std::binary_search(frame.audience->begin(), frame.audience->end(),
                             session->number())) {
        session->connection().Send(message);
      }
    }
  }
}

absl::Status ServerState::Emit(
    SignalID signal, std::vector<Any> arguments,
    const std::optional<InvokeIDType>& context,
    const std::optional<std::vector<ClientNumber>>& clients) {
  if (!document_.Contains(signal)) {
    return NotFound(ToString(ComponentRef(signal)) + " does not exist");
  }
  if (options_.check_attachment && !document_.IsAttached(signal, context)) {
    return FailedPrecondition(ToString(ComponentRef(signal)) +
                              " is not attached to what it is to be sent on");
  }
  cbor::Writer writer;
  AppendMessage(writer, MsgSignalInvoke{signal, context, std::move(arguments)});
  EncodedMessages messages{writer.Take(), 1, nullptr};
  if (clients) {
    Audience audience = *clients;
    std::sort(audience.begin(), audience.end());
    messages.audience = std::make_shared<const Audience>(std::move(audience));
  }
  document_.Announce(messages);
  return absl::OkStatus();
}

}  // namespace noodles
