#include "noodles/server/operation/server_state.h"

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/codec.h"
#include "noodles/server/clients/access.h"
#include "noodles/server/clients/transaction_frames.h"

namespace noodles::server_internal {
namespace {

constexpr std::string_view kComponent = "server";

// Null for one that has left.
std::shared_ptr<ClientSession> SessionOf(
    const transport_internal::Connection& connection) {
  return std::static_pointer_cast<ClientSession>(connection.handler_data());
}

std::vector<ClientNumber> NumbersOf(
    const std::vector<std::shared_ptr<ClientSession>>& sessions) {
  std::vector<ClientNumber> numbers;
  for (const auto& session : sessions) numbers.push_back(session->number());
  return numbers;
}

}  // namespace

ServerState::ServerState(Server& server, ServerOptions options)
    : server_(server),
      options_(std::move(options)),
      message_log_(options_.message_log.file.empty()
                       ? nullptr
                       : std::make_shared<MessageLog>(options_.message_log)),
      asset_store_(std::make_shared<AssetStore>(options_.assets)),
      assets_(asset_store_),
      document_(options_.document),
      call_timer_(options_.method_time_limit),
      calls_("noodles-calls",
             [this](MethodWork& work) {
               if (auto* call = std::get_if<WaitingCall>(&work)) RunCall(*call);
             }),
      joins_("noodles-joins", [](std::function<void()>& task) { task(); }),
      http_handler_(MakeHttpHandler()),
      asset_port_(asset_store_, http_handler_) {
  document_.SetContentPublisher(asset_store_.get());
  document_.SetListener(this);
}

ServerState::~ServerState() { Stop(); }

// --------------------------------------------------------------------- clients

std::optional<transport_internal::HttpResponse> ServerState::OnUpgrade(
    transport_internal::Connection& connection, const HttpRequest& request) {
  return RefuseUpgrade(options_.access, request, connection.remote_address());
}

void ServerState::OnOpen(
    std::shared_ptr<transport_internal::Connection> connection) {
  Log(LogSeverity::kDebug, kComponent, "client connected",
      {{"client", connection->id()},
       {"address", connection->remote_address()}});
  ++tallies_->clients;
  const ClientNumber number = connection->id();
  auto session = std::make_shared<ClientSession>(
      std::move(connection), tallies_, message_log_,
      ClientQueueLimits{options_.max_direct_bytes, options_.max_queue_bytes,
                        options_.slow_clients},
      TokenBucket(options_.access.max_calls_per_second,
                  options_.access.call_burst, TokenBucket::Clock::now()));
  session->connection().set_handler_data(session);
  const std::lock_guard<std::mutex> lock(sessions_mutex_);
  sessions_[number] = std::move(session);
}

void ServerState::OnClose(transport_internal::Connection& connection,
                          const transport_internal::CloseReason& reason) {
  Log(LogSeverity::kInfo, kComponent, "client left",
      {{"client", connection.id()},
       {"cause", ToString(reason.cause)},
       {"code", static_cast<int>(reason.code)},
       {"reason", reason.text}});
  const std::shared_ptr<ClientSession> session = SessionOf(connection);
  const bool is_dropped = session != nullptr && session->queue().is_dropped();
  if (is_dropped ||
      reason.cause == transport_internal::CloseCause::kQueueOverflow) {
    ++tallies_->dropped_clients;
    Log(LogSeverity::kWarning, kComponent, "client read too slowly; dropped",
        {{"client", connection.id()}});
  }
  const ClientNumber number = connection.id();
  {
    const std::lock_guard<std::mutex> lock(sessions_mutex_);
    sessions_.erase(number);
    std::erase_if(joined_, [&](const std::shared_ptr<ClientSession>& joined) {
      return joined->number() == number;
    });
    joined_count_ = joined_.size();
  }
  // Not before the session has gone: see SubscriberList::Add.
  joins_.Post([this, number] { client_watches_.TellLeft(number); });
}

std::shared_ptr<ClientSession> ServerState::FindSession(
    ClientNumber number) const {
  const std::lock_guard<std::mutex> lock(sessions_mutex_);
  const auto found = sessions_.find(number);
  return found == sessions_.end() ? nullptr : found->second;
}

void ServerState::OnMessage(transport_internal::Connection& connection,
                            Bytes message) {
  const std::shared_ptr<ClientSession> session = SessionOf(connection);
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

void ServerState::ReadMessage(const std::shared_ptr<ClientSession>& session,
                              cbor::FrameReader& frame, size_t frame_size) {
  bool is_read = true;
  switch (frame.number()) {
    case MessageTraits<MsgIntroduction>::kNumber: {
      MsgIntroduction introduction;
      is_read = Read(frame.content(), introduction);
      if (is_read) Introduce(session, introduction);
      break;
    }
    case MessageTraits<MsgInvokeMethod>::kNumber: {
      IncomingCall call;
      is_read = Read(frame.content(), call);
      if (!is_read) break;
      Detach(call, frame_size);
      Admit(session, std::move(call));
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

bool ServerState::IsConnected(ClientNumber client) const {
  return FindSession(client) != nullptr;
}

std::vector<ClientInformation> ServerState::clients() const {
  const std::lock_guard<std::mutex> lock(sessions_mutex_);
  std::vector<ClientInformation> result;
  for (const auto& [number, session] : sessions_) {
    result.push_back(session->information());
  }
  std::sort(result.begin(), result.end(),
            [](const auto& a, const auto& b) { return a.number < b.number; });
  return result;
}

void ServerState::Introduce(const std::shared_ptr<ClientSession>& session,
                            const MsgIntroduction& introduction) {
  const auto& authorize = options_.access.authorize_introduction;
  if (authorize && !session->has_introduced_itself()) {
    const absl::Status status = authorize(
        introduction.client_name, session->connection().remote_address());
    if (!status.ok()) {
      return session->connection().Close(
          transport_internal::CloseCode::kPolicyViolation,
          StatusMessage(status));
    }
  }
  session->connection().Approve();
  if (!session->BeginJoin(introduction.client_name)) return;
  Log(LogSeverity::kInfo, kComponent, "client introduced itself",
      {{"client", session->number()}, {"name", introduction.client_name}});
  const std::lock_guard<std::mutex> lock(sessions_mutex_);
  joining_.push_back(session);
  // One snapshot does for all who come before it begins.
  if (joining_.size() == 1) joins_.Post([this] { Join(); });
}

void ServerState::Join() {
  // Until the server has started, assets have no URLs.
  { const std::lock_guard<std::mutex> started(listener_mutex_); }
  std::vector<std::shared_ptr<ClientSession>> sessions;
  document_.Join(
      [&] {
        const std::lock_guard<std::mutex> lock(sessions_mutex_);
        sessions = std::exchange(joining_, {});
        for (const std::shared_ptr<ClientSession>& session : sessions) {
          session->queue().BeginSnapshot();
          // It may have left meanwhile.
          if (sessions_.contains(session->number())) joined_.push_back(session);
        }
        joined_count_ = joined_.size();
      },
      [&](const EncodedMessages& frame) {
        if (message_log_ != nullptr) {
          message_log_->LogSent(NumbersOf(sessions), frame);
        }
        const FramePointer message = MakeFrame(frame);
        for (const std::shared_ptr<ClientSession>& session : sessions) {
          session->queue().SendSnapshot(message);
        }
      });
  for (const std::shared_ptr<ClientSession>& session : sessions) {
    session->queue().EndSnapshot();
    for (IncomingCall& call : session->FinishJoin()) {
      calls_.Post(WaitingCall{session, std::move(call)});
    }
    if (IsConnected(session->number())) {
      client_watches_.TellJoined(session->information());
    }
  }
}

void ServerState::OnDrained(transport_internal::Connection& connection) {
  const std::shared_ptr<ClientSession> session = SessionOf(connection);
  if (session != nullptr) Attend(session, session->queue().OnDrained());
}

// ---------------------------------------------------------------- slow clients

void ServerState::Send(const std::shared_ptr<ClientSession>& session,
                       FramePointer frame) {
  Attend(session, session->queue().Send(std::move(frame)));
}

void ServerState::Attend(const std::shared_ptr<ClientSession>& session,
                         ClientQueue::Need need) {
  switch (need) {
    case ClientQueue::Need::kNothing:
      return;
    case ClientQueue::Need::kRelief:
      return joins_.Post([this, session] { Relieve(session); });
    case ClientQueue::Need::kStartOver:
      return joins_.Post([this, session] { StartOver(session); });
  }
}

void ServerState::Relieve(const std::shared_ptr<ClientSession>& session) {
  const ClientQueue::Need need =
      session->queue().Relieve(options_.document.max_frame_bytes);
  Attend(session, need);
}

void ServerState::StartOver(const std::shared_ptr<ClientSession>& session) {
  if (!session->queue().can_start_over()) return;
  session->CountResynchronization();
  Log(LogSeverity::kWarning, kComponent,
      "client read too slowly; it gets the document anew",
      {{"client", session->number()}});
  std::vector<FramePointer> snapshot;
  std::vector<StructureChange> components;
  document_.Join([&] { session->queue().BeginStartOver(); },
                 [&](const EncodedMessages& frame) {
                   components.insert(components.end(), frame.structure.begin(),
                                     frame.structure.end());
                   snapshot.push_back(MakeFrame(frame));
                 },
                 SnapshotEnd::kLists);
  const StaleClient missed = session->queue().FinishMissing();
  for (EncodedMessages& frame :
       missed.MakeDeletes(components, options_.document.max_frame_bytes)) {
    session->queue().SendSnapshot(MakeFrame(std::move(frame)));
  }
  for (FramePointer& frame : snapshot) {
    session->queue().SendSnapshot(std::move(frame));
  }
  session->queue().EndSnapshot();
}

// --------------------------------------------------------------------- changes

void ServerState::OnChanges(const std::vector<EncodedMessages>& frames) {
  const std::lock_guard<std::mutex> lock(sessions_mutex_);
  TransactionFrames shared(frames, options_.document.max_frame_bytes);
  for (const std::shared_ptr<ClientSession>& session : joined_) {
    for (const FramePointer& frame : shared.For(session->number())) {
      Send(session, frame);
    }
  }
  if (message_log_ == nullptr) return;
  for (const EncodedMessages& frame : frames) {
    std::vector<ClientNumber> receivers;
    for (const std::shared_ptr<ClientSession>& session : joined_) {
      if (IsFor(frame, session->number())) {
        receivers.push_back(session->number());
      }
    }
    message_log_->LogSent(std::move(receivers), frame);
  }
}

absl::Status ServerState::Emit(
    SignalID signal, std::vector<Any> arguments,
    const std::optional<InvokeIDType>& context,
    const std::optional<std::vector<ClientNumber>>& clients) {
  // The signal must not go between the checks and the message.
  Transaction transaction(document_);
  if (!document_.Contains(signal)) {
    return NotFound(ToString(ComponentRef(signal)) + " does not exist");
  }
  if (context) {
    const ComponentRef target = std::visit(
        [](const auto& id) { return ComponentRef(id); }, context->target);
    if (!document_.Contains(target)) {
      return NotFound(ToString(target) + " does not exist");
    }
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
  transaction.Commit();
  ++tallies_->signals;
  return absl::OkStatus();
}

}  // namespace noodles::server_internal
