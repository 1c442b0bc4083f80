// Calls: from a client's message to the reply.
#include <exception>
#include <memory>
#include <string>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/calls/call_arguments.h"
#include "noodles/calls/method_error.h"
#include "noodles/codec.h"
#include "noodles/server/methods/open_call.h"
#include "noodles/server/operation/server_state.h"

namespace noodles::server_internal {
absl::StatusOr<MethodID> ServerState::DefineMethod(Method method,
                                                   MethodFunction function) {
  Transaction transaction(document_);
  absl::StatusOr<MethodID> id = document_.Create(std::move(method));
  if (!id.ok()) return id;
  methods_.Set(*id, std::move(function));
  transaction.Commit();
  return id;
}

void ServerState::Admit(const std::shared_ptr<ClientSession>& session,
                        IncomingCall call) {
  switch (session->Admit(
      call, {options_.max_waiting_calls, options_.max_waiting_call_bytes,
             options_.max_calls_in_flight})) {
    case ClientSession::Admission::kRunNow:
      return calls_.Post(WaitingCall{session, std::move(call)});
    case ClientSession::Admission::kTooMany:
      return RefuseCall(*session, call, "too many calls wait for their turn");
    case ClientSession::Admission::kTooManyOfAll:
      return RefuseCall(*session, call,
                        "too many calls of all clients wait for their turn");
    case ClientSession::Admission::kTooFast:
      return RefuseCall(*session, call, "too many calls in a short time");
    case ClientSession::Admission::kHeldBack:
    case ClientSession::Admission::kIgnored:
      return;
  }
}

void ServerState::RefuseCall(ClientSession& session, const IncomingCall& call,
                             std::string_view reason) {
  ++tallies_->calls;
  ++tallies_->failed_calls;
  if (!call.invoke_id) return;
  session.SendReply(
      EncodeReply(*call.invoke_id, MethodError(kInternalErrorCode, reason)));
}

void ServerState::RunCall(WaitingCall& waiting) {
  IncomingCall& call = waiting.call;
  const auto open = std::make_shared<OpenCall>(waiting.session, call);
  call_timer_.Watch(open);
  MethodResult result = Invoke(*waiting.session, call, *open);
  if (const Answer* answer = result.answer()) {
    // What the method did not find may be what it was called on.
    const bool looks_gone = absl::IsNotFound(answer->status());
    const auto gone = looks_gone ? FindGone(call) : std::nullopt;
    open->Reply(gone ? Answer(GoneError(*gone)) : *answer);
    return;
  }
  pending_calls_.Add(open);
  // Who was deleted since the call began is not heard of any more.
  if (const auto gone = FindGone(call)) open->Reply(GoneError(*gone));
  // The server may be gone when the answer comes.
  open->ReplyFrom(result.slot());
}

std::optional<ComponentRef> ServerState::FindGone(const IncomingCall& call) {
  if (!document_.Contains(call.method)) return call.method;
  const std::optional<ComponentRef> target = RefOfTarget(call.context);
  if (target && !document_.Contains(*target)) return target;
  return std::nullopt;
}

absl::StatusOr<MethodRegistry::Function> ServerState::FindFunction(
    const IncomingCall& call) {
  switch (document_.FindAttachment(call.method, call.context)) {
    case Attachment::kNoMethod:
      return MethodError(
          kMethodNotFoundCode,
          ToString(ComponentRef(call.method)) + " does not exist");
    case Attachment::kNoTarget:
      return MethodError(
          kInvalidRequestCode,
          ToString(*RefOfTarget(call.context)) + " does not exist");
    case Attachment::kNotAttached:
      if (!options_.check_attachment) break;
      return MethodError(kMethodNotFoundCode,
                         ToString(ComponentRef(call.method)) +
                             " is not attached to " +
                             NameOfTarget(call.context));
    case Attachment::kAttached:
      break;
  }
  MethodRegistry::Function function = methods_.Find(call.method, call.context);
  if (function == nullptr) {
    return MethodError(kMethodNotFoundCode,
                       ToString(ComponentRef(call.method)) +
                           " has no function for " +
                           NameOfTarget(call.context));
  }
  return function;
}

MethodResult ServerState::Invoke(ClientSession& session,
                                 const IncomingCall& call, OpenCall& open) {
  const absl::StatusOr<MethodRegistry::Function> function = FindFunction(call);
  if (!function.ok()) return function.status();
  CallContext context{server_,      document_,        call.method,
                      call.context, session.number(), session.name()};
  Transaction changes(document_, /*is_lazy=*/true);
  try {
    MethodResult result = (**function)(
        context,
        CallArguments(call.args.bytes.ToBytes(), options_.decode_limits));
    // What a method changes before it promises an answer stands; what it
    // changes beyond its time, of which its caller knows nothing, does not.
    const Answer* answer = result.answer();
    const bool is_good = answer == nullptr || answer->ok();
    if (!is_good || open.is_answered()) return result;
    // What others change comes behind the reply, which may tell of the state.
    changes.Commit([&] {
      if (answer != nullptr) open.Reply(*answer);
    });
    return result;
  } catch (const std::exception& error) {
    return Internal(error.what());
  } catch (...) {
    return Internal("the method threw something that is no std::exception");
  }
}

}  // namespace noodles::server_internal
