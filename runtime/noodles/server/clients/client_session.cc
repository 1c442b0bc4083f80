#include "noodles/server/clients/client_session.h"

#include <algorithm>
#include <string_view>

#include "noodles/calls/method_error.h"

namespace noodles::server_internal {

void ClientSession::SendReply(Bytes frame) {
  if (message_log_ != nullptr) message_log_->LogSent(number(), frame);
  queue_.SendReply(std::move(frame));
}

void ClientSession::Log(LogSeverity severity, std::string_view message,
                        std::vector<LogField> fields) const {
  if (!ShouldLog(severity)) return;
  const std::string& client_name = name();
  if (!client_name.empty()) {
    fields.insert(fields.begin(), LogField("name", client_name));
  }
  fields.insert(fields.begin(), LogField("client", number()));
  LogForPeer(connection_->remote_address(), severity, "server", message,
             fields);
}

bool ClientSession::BeginJoin(const std::string& name) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (state_ != State::kConnected) return false;
  name_ = name;
  state_ = State::kJoining;
  return true;
}

std::vector<IncomingCall> ClientSession::FinishJoin() {
  const std::lock_guard<std::mutex> lock(mutex_);
  state_ = State::kJoined;
  return std::exchange(held_back_, {});
}

const std::string& ClientSession::name() const {
  static const std::string kNone;
  return has_introduced_itself() ? name_ : kNone;
}

ClientInformation ClientSession::information() const {
  const transport_internal::Traffic& traffic = connection_->traffic();
  ClientInformation information{.number = number(),
                                .name = name(),
                                .address = connection_->remote_address(),
                                .queued_bytes = queue_.queued_bytes(),
                                .received_messages = traffic.received_messages,
                                .received_bytes = traffic.received_bytes,
                                .sent_messages = traffic.sent_messages,
                                .sent_bytes = traffic.sent_bytes,
                                .waiting_calls = waiting_calls_,
                                .resynchronizations = resynchronizations_};
  switch (state_.load()) {
    case State::kConnected:
      information.state = ClientPhase::kConnected;
      break;
    case State::kJoining:
      information.state = ClientPhase::kJoining;
      break;
    case State::kJoined:
      information.state =
          queue_.is_behind() ? ClientPhase::kBehind : ClientPhase::kJoined;
      break;
  }
  return information;
}

absl::StatusOr<ClientSession::Turn> ClientSession::Admit(
    IncomingCall& call, const CallLimits& limits) {
  const auto refusal = [](std::string_view reason) {
    return MethodError(kInternalErrorCode, reason);
  };
  const std::lock_guard<std::mutex> lock(mutex_);
  if (state_ == State::kConnected) return Turn::kNotNow;
  if (call_rate_.has_limit() && !call_rate_.Take(TokenBucket::Clock::now())) {
    return refusal("too many calls in a short time");
  }
  const size_t cost = call.cost();
  // A single call may have any size that a frame has.
  const bool is_too_large =
      waiting_calls_ > 0 &&
      cost > limits.bytes - std::min<size_t>(limits.bytes, waiting_bytes_);
  if (waiting_calls_ >= limits.calls || is_too_large) {
    return refusal("too many calls wait for their turn");
  }
  if (tallies_->calls_in_flight++ >= limits.calls_of_all) {
    --tallies_->calls_in_flight;
    return refusal("too many calls of all clients wait for their turn");
  }
  ++waiting_calls_;
  waiting_bytes_ += cost;
  if (state_ == State::kJoined) return Turn::kNow;
  held_back_.push_back(std::move(call));
  return Turn::kNotNow;
}

}  // namespace noodles::server_internal
