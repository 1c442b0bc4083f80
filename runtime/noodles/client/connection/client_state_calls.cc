// ClientState: calls and their replies.
#include <utility>

#include "noodles/base/status.h"
#include "noodles/client/connection/client_state.h"
#include "noodles/codec.h"

namespace noodles::client_internal {

absl::Status ClientState::Send(const MsgInvokeMethod& message) {
  const std::shared_ptr<transport_internal::Connection> open = connection();
  if (!open || !open->is_open()) {
    return Unavailable("the client is not connected");
  }
  open->Send(EncodeFrame(message));
  return absl::OkStatus();
}

CallNumber ClientState::FailInvoke(const absl::Status& status,
                                   const Caller::Done& done) {
  done(status);
  return calls.NextNumber();
}

CallNumber ClientState::Invoke(MethodID method, std::vector<Any> arguments,
                               CallOptions call_options, Caller::Done done) {
  const CallNumber number = calls.NextNumber();
  const std::chrono::milliseconds timeout =
      call_options.timeout.value_or(options.call_timeout);
  std::optional<PendingCalls::Clock::time_point> deadline;
  if (timeout.count() > 0) deadline = PendingCalls::Clock::now() + timeout;
  if (!calls.Add(number, done, deadline, options.max_pending_calls)) {
    done(ResourceExhausted("more than " +
                           std::to_string(options.max_pending_calls) +
                           " calls wait for their replies"));
    return number;
  }
  absl::Status status = Send({.method = method,
                              .context = std::move(call_options.target),
                              .invoke_id = calls.InvokeIdOf(number),
                              .args = std::move(arguments)});
  if (!status.ok()) {
    calls.Fail(number, status);
    return number;
  }
  if (deadline) ArmCallTimer(*deadline);
  return number;
}

// One timer serves all calls: it is set to the earliest deadline, and to the
// next one when it expires.
void ClientState::ArmCallTimer(PendingCalls::Clock::time_point deadline) {
  {
    const std::lock_guard lock(mutex_);
    if (deadline >= call_timer_due_) return;
    call_timer_due_ = deadline;
  }
  const auto delay = std::chrono::ceil<std::chrono::milliseconds>(
      deadline - PendingCalls::Clock::now());
  loop->PostAfter(delay, [weak = weak_from_this(), deadline] {
    const auto self = weak.lock();
    if (!self) return;
    {
      const std::lock_guard lock(self->mutex_);
      if (self->call_timer_due_ == deadline) {
        self->call_timer_due_ = PendingCalls::Clock::time_point::max();
      }
    }
    const auto next = self->calls.FailExpired(
        PendingCalls::Clock::now(),
        DeadlineExceeded("no reply within the time-out"));
    if (next) self->ArmCallTimer(*next);
  });
}

absl::StatusOr<MethodID> ClientState::FindMethod(
    std::string_view name, const std::optional<InvokeIDType>& target) const {
  const auto lists_of = [this](const auto& id) -> std::vector<MethodID> {
    const auto component = mirror.Find(id);
    return component ? component->methods_list : std::vector<MethodID>();
  };
  const std::vector<MethodID> attached =
      target ? std::visit(lists_of, target->target) : mirror.methods();
  for (const MethodID id : attached) {
    const std::shared_ptr<const Method> method = mirror.Find(id);
    if (method && method->name == name) return id;
  }
  if (const std::optional<MethodID> id = mirror.FindByName<Method>(name)) {
    return *id;
  }
  return NotFound("the server has no method \"" + std::string(name) + "\"");
}

}  // namespace noodles::client_internal
