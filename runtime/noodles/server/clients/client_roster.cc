#include "noodles/server/clients/client_roster.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"

namespace noodles::server_internal {
namespace {

// True if the name of a client that has not introduced itself is too long; its
// connection is then closed.
bool RefuseName(ClientSession& session, const std::string& name, size_t most) {
  if (session.has_introduced_itself() || most == 0 || name.size() <= most) {
    return false;
  }
  session.connection().Close(transport_internal::CloseCode::kPolicyViolation,
                             "the client's name has " +
                                 std::to_string(name.size()) +
                                 " bytes; at most " + std::to_string(most) +
                                 " are allowed (max_client_name_bytes)");
  return true;
}

ClientQueueLimits QueueLimitsOf(const ServerOptions& options) {
  return {.direct_bytes = options.max_direct_bytes,
          .waiting_bytes = options.max_queue_bytes,
          .policy = options.slow_clients,
          .reply_bytes = options.max_waiting_reply_bytes,
          .reply_bytes_of_all = options.max_reply_bytes_in_flight,
          .reply_share = options.max_reply_bytes_in_flight /
                         std::max<size_t>(1, options.max_clients)};
}

// Why the server has ended a connection; nothing if it has not.
std::optional<CutReason> CutReasonOf(
    const ClientSession* session,
    const transport_internal::CloseReason& reason) {
  using transport_internal::CloseCause;
  using transport_internal::CloseCode;
  if (session != nullptr && session->queue().is_dropped()) {
    return CutReason::kSlow;
  }
  switch (reason.cause) {
    case CloseCause::kPeerClosed:
    case CloseCause::kConnectionLost:
    case CloseCause::kListenerStopped:
      return std::nullopt;
    case CloseCause::kQueueOverflow:
      return CutReason::kSlow;
    case CloseCause::kTimeout:
      return CutReason::kSilent;
    case CloseCause::kHandlerFailed:
      return CutReason::kInternalError;
    case CloseCause::kNoRoom:
      return CutReason::kLimit;
    case CloseCause::kProtocolError:
      return reason.code == CloseCode::kMessageTooBig
                 ? CutReason::kLimit
                 : CutReason::kProtocolError;
    case CloseCause::kLocalClose:
      break;
  }
  const auto named = session == nullptr ? std::nullopt : session->cut_reason();
  return named.value_or(CutReason::kLimit);
}

}  // namespace

ClientRoster::ClientRoster(const ServerOptions& options,
                           std::shared_ptr<Tallies> tallies,
                           std::shared_ptr<MessageLog> message_log)
    : options_(options),
      tallies_(std::move(tallies)),
      message_log_(std::move(message_log)) {}

void ClientRoster::Open(
    std::shared_ptr<transport_internal::Connection> connection) {
  LogForPeer(connection->remote_address(), LogSeverity::kDebug, "server",
             "client connected",
             {{"client", connection->id()},
              {"address", connection->remote_address()}});
  ++tallies_->clients;
  const ClientNumber number = connection->id();
  auto session = std::make_shared<ClientSession>(
      std::move(connection), tallies_, message_log_, QueueLimitsOf(options_),
      TokenBucket(options_.access.max_calls_per_second,
                  options_.access.call_burst, TokenBucket::Clock::now()),
      MessageFaults(options_.access.max_invalid_messages), shared_queue_state_);
  session->connection().set_handler_data(session);
  const std::lock_guard<std::mutex> lock(mutex_);
  sessions_[number] = std::move(session);
}

void ClientRoster::Close(transport_internal::Connection& connection,
                         const transport_internal::CloseReason& reason) {
  const Session session = SessionOf(connection);
  if (session != nullptr) {
    session->Log(LogSeverity::kInfo, "client left",
                 {{"cause", ToString(reason.cause)},
                  {"code", static_cast<int>(reason.code)},
                  {"reason", reason.text}});
  }
  const std::optional<CutReason> cut = CutReasonOf(session.get(), reason);
  if (cut) ++tallies_->cut_clients[static_cast<size_t>(*cut)];
  if (cut == CutReason::kSlow && session != nullptr) {
    session->Log(LogSeverity::kWarning, "client read too slowly; dropped");
  }
  const ClientNumber number = connection.id();
  const std::lock_guard<std::mutex> lock(mutex_);
  sessions_.erase(number);
  if (session == nullptr) return;
  RemoveJoinedLocked(session);
  session->queue().Leave();
}

void ClientRoster::AddJoinedLocked(const Session& session) {
  session->joined_place() = joined_.size();
  joined_.push_back(session);
  joined_count_ = joined_.size();
  if (!IsServedByThread(*session)) {
    ++unthreaded_count_;
    return;
  }
  const auto thread = session->connection().thread();
  const auto serving =
      std::find_if(threads_.begin(), threads_.end(),
                   [&](const auto& known) { return known.thread == thread; });
  if (serving != threads_.end()) {
    ++serving->clients;
  } else {
    threads_.push_back({.thread = thread, .clients = 1});
  }
}

// The last client takes the place of the one that leaves.
void ClientRoster::RemoveJoinedLocked(const Session& session) {
  const std::optional<size_t> place =
      std::exchange(session->joined_place(), std::nullopt);
  if (!place) return;
  if (*place + 1 < joined_.size()) {
    joined_[*place] = std::move(joined_.back());
    joined_[*place]->joined_place() = place;
  }
  joined_.pop_back();
  joined_count_ = joined_.size();
  if (!IsServedByThread(*session)) {
    --unthreaded_count_;
    return;
  }
  const auto thread = session->connection().thread();
  std::erase_if(threads_, [&](ServingThread& serving) {
    return serving.thread == thread && --serving.clients == 0;
  });
}

ClientRoster::Session ClientRoster::SessionOf(
    const transport_internal::Connection& connection) {
  return std::static_pointer_cast<ClientSession>(connection.handler_data());
}

bool ClientRoster::Introduce(const Session& session,
                             const MsgIntroduction& introduction) {
  if (RefuseName(*session, introduction.client_name,
                 options_.max_client_name_bytes)) {
    return false;
  }
  const auto& authorize = options_.access.authorize_introduction;
  if (authorize && !session->has_introduced_itself()) {
    const absl::Status status = authorize(
        introduction.client_name, session->connection().remote_address());
    if (!status.ok()) {
      session->SetCutReason(CutReason::kRefused);
      session->connection().Close(
          transport_internal::CloseCode::kPolicyViolation,
          StatusMessage(status));
      return false;
    }
  }
  session->connection().Approve();
  if (!session->BeginJoin(introduction.client_name)) return false;
  session->Log(LogSeverity::kInfo, "client introduced itself",
               {{"address", session->connection().remote_address()}});
  const std::lock_guard<std::mutex> lock(mutex_);
  joining_.push_back(session);
  return joining_.size() == 1;
}

std::vector<ClientRoster::Session> ClientRoster::TakeJoining() {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::vector<Session> sessions = std::exchange(joining_, {});
  for (const Session& session : sessions) {
    if (!sessions_.contains(session->number())) continue;
    session->queue().BeginSnapshot();
    AddJoinedLocked(session);
  }
  return sessions;
}

void ClientRoster::DropJoining() {
  const std::lock_guard<std::mutex> lock(mutex_);
  joining_.clear();
}

void ClientRoster::SendAll() {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (const auto& [number, session] : sessions_) session->queue().SendAll();
}

std::vector<ClientNumber> ClientRoster::joined_numbers() const {
  std::vector<ClientNumber> numbers;
  const std::lock_guard<std::mutex> lock(mutex_);
  numbers.reserve(joined_.size());
  for (const Session& session : joined_) numbers.push_back(session->number());
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

bool ClientRoster::Contains(ClientNumber client) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return sessions_.contains(client);
}

std::vector<ClientInformation> ClientRoster::information() const {
  std::vector<ClientInformation> result;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const auto& [number, session] : sessions_) {
      result.push_back(session->information());
    }
  }
  std::sort(result.begin(), result.end(),
            [](const auto& a, const auto& b) { return a.number < b.number; });
  return result;
}

ClientRoster::Totals ClientRoster::totals() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  Totals totals{.clients = sessions_.size(),
                .queued_bytes = 0,
                .reply_bytes = shared_queue_state_->reply_bytes};
  for (const auto& [number, session] : sessions_) {
    totals.queued_bytes += session->queue().account().total();
  }
  return totals;
}

}  // namespace noodles::server_internal
