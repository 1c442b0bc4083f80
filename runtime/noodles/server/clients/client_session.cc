#include "noodles/server/clients/client_session.h"

#include <algorithm>
#include <string_view>

#include "noodles/calls/method_error.h"

namespace noodles::server_internal {
namespace {

// One call of this cost is admitted for each client, however much the others
// have waiting.
constexpr size_t kAlwaysWelcomeBytes = size_t{4} << 10;

}  // namespace

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
                                .queued_bytes = queue_.account().total(),
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

// The limits of all clients are checked and counted in two steps: calls that
// come at the same time on other threads may exceed them by one call each.
absl::Status ClientSession::CheckLimitsLocked(const IncomingCall& call,
                                              const CallLimits& limits) const {
  const auto refusal = [](std::string_view reason) {
    return MethodError(kInternalErrorCode, reason);
  };
  const auto exceeds = [&call](size_t limit, size_t waiting) {
    return call.cost() > limit - std::min(limit, waiting);
  };
  const bool has_waiting = waiting_calls_ > 0;
  // A single call may have any size that a frame has.
  if (waiting_calls_ >= limits.calls ||
      (has_waiting && exceeds(limits.bytes, waiting_bytes_))) {
    return refusal("too many calls wait for their turn");
  }
  if (call.invoke_id && !queue_.account().has_room_for_replies()) {
    return refusal(kUnreadReplies);
  }
  const bool is_always_welcome =
      !has_waiting && call.cost() <= kAlwaysWelcomeBytes;
  if (is_always_welcome) return absl::OkStatus();
  if (tallies_->calls_in_flight >= limits.calls_of_all) {
    return refusal("too many calls of all clients wait for their turn");
  }
  if (tallies_->calls_in_flight > 0 &&
      exceeds(limits.bytes_of_all, tallies_->call_bytes_in_flight)) {
    return refusal(
        "too many bytes of calls of all clients wait for their turn "
        "(max_call_bytes_in_flight)");
  }
  return absl::OkStatus();
}

absl::StatusOr<ClientSession::Turn> ClientSession::Admit(
    IncomingCall& call, const CallLimits& limits, size_t frame_size) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (state_ == State::kConnected) return Turn::kNotNow;
  if (call_rate_.has_limit() && !call_rate_.Take(TokenBucket::Clock::now())) {
    return MethodError(kInternalErrorCode, "too many calls in a short time");
  }
  if (absl::Status status = CheckLimitsLocked(call, limits); !status.ok()) {
    return status;
  }
  const size_t cost = call.cost();
  ++waiting_calls_;
  waiting_bytes_ += cost;
  ++tallies_->calls_in_flight;
  tallies_->call_bytes_in_flight += cost;
  Detach(call, frame_size);
  if (state_ == State::kJoined) return Turn::kNow;
  held_back_.push_back(std::move(call));
  return Turn::kNotNow;
}

}  // namespace noodles::server_internal
