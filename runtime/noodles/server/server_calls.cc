// Calls: from a client's message to the reply.
#include <exception>
#include <string>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/codec.h"
#include "noodles/server/server_state.h"

namespace noodles {
namespace {

ComponentRef TargetOf(const InvokeIDType& context) {
  return std::visit([](const auto& id) { return ComponentRef(id); },
                    context.target);
}

}  // namespace

absl::StatusOr<MethodID> ServerState::DefineMethod(Method method,
                                                   MethodFunction function) {
  Transaction transaction(document_);
  absl::StatusOr<MethodID> id = document_.Create(std::move(method));
  if (!id.ok()) return id;
  {
    const std::lock_guard<std::mutex> lock(functions_mutex_);
    functions_[*id] = std::move(function);
  }
  transaction.Commit();
  return id;
}

void ServerState::Admit(const std::shared_ptr<Session>& session,
                        MsgInvokeMethod call) {
  switch (session->Admit(call, options_.max_waiting_calls)) {
    case Session::Admission::kRunNow:
      return PostCall(session, std::move(call));
    case Session::Admission::kTooMany:
      return Reply(*session, call,
                   MethodError(kInternalErrorCode,
                               "too many calls wait for their turn"));
    case Session::Admission::kHeldBack:
    case Session::Admission::kIgnored:
      return;
  }
}

void ServerState::PostCall(const std::shared_ptr<Session>& session,
                           MsgInvokeMethod call) {
  calls_.Post([this, session, call = std::move(call)] {
    RunCall(*session, call);
    session->EndCall();
  });
}

void ServerState::RunCall(Session& session, const MsgInvokeMethod& call) {
  absl::StatusOr<Any> result = Invoke(session, call);
  if (!result.ok()) {
    Log(LogSeverity::kInfo, "server", "method failed",
        {{"client", session.number()},
         {"method", call.method.slot},
         {"error", StatusMessage(result.status())}});
  }
  Reply(session, call, std::move(result));
}

absl::StatusOr<MethodFunction> ServerState::FindFunction(
    const MsgInvokeMethod& call) {
  const std::string method = ToString(ComponentRef(call.method));
  if (!document_.Contains(call.method)) {
    return MethodError(kMethodNotFoundCode, method + " does not exist");
  }
  std::string target = "the document";
  if (call.context) {
    const ComponentRef ref = TargetOf(*call.context);
    target = ToString(ref);
    if (!document_.Contains(ref)) {
      return MethodError(kInvalidRequestCode, target + " does not exist");
    }
  }
  if (options_.check_attachment &&
      !document_.IsAttached(call.method, call.context)) {
    return MethodError(kMethodNotFoundCode,
                       method + " is not attached to " + target);
  }
  const std::lock_guard<std::mutex> lock(functions_mutex_);
  const auto found = functions_.find(call.method);
  if (found == functions_.end()) {
    return MethodError(kMethodNotFoundCode, method + " has no function");
  }
  return found->second;
}

absl::StatusOr<Any> ServerState::Invoke(Session& session,
                                        const MsgInvokeMethod& call) {
  const absl::StatusOr<MethodFunction> function = FindFunction(call);
  if (!function.ok()) return function.status();
  CallContext context{server_,      document_,        call.method,
                      call.context, session.number(), session.name()};
  Transaction changes(document_, /*is_lazy=*/true);
  try {
    absl::StatusOr<Any> result = (*function)(context, call.args);
    if (result.ok()) changes.Commit();
    return result;
  } catch (const std::exception& error) {
    return Internal(error.what());
  } catch (...) {
    return Internal("the method threw something that is no std::exception");
  }
}

void ServerState::Reply(Session& session, const MsgInvokeMethod& call,
                        absl::StatusOr<Any> result) {
  if (!call.invoke_id) return;
  MsgMethodReply reply{*call.invoke_id, {}};
  if (!result.ok()) {
    reply.outcome = ToMethodException(result.status());
  } else if (!result->is_null()) {
    reply.outcome.emplace<Any>(*std::move(result));
  }
  session.connection().Send(EncodeFrame(reply));
}

}  // namespace noodles
