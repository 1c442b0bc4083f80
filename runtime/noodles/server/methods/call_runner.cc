#include "noodles/server/methods/call_runner.h"

#include <exception>
#include <string>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/calls/call_arguments.h"
#include "noodles/calls/call_context.h"
#include "noodles/calls/method_error.h"
#include "noodles/server/support/inside_scope.h"

namespace noodles::server_internal {
namespace {

void Refuse(ClientSession& session, const IncomingCall& call,
            const absl::Status& status) {
  ++session.tallies().calls;
  ++session.tallies().failed_calls;
  if (call.invoke_id) session.SendReply(EncodeReply(*call.invoke_id, status));
}

}  // namespace

CallRunner::CallRunner(SignalEmitter& emitter, Document& document,
                       MethodRegistry& functions,
                       const CallRunnerOptions& options)
    : emitter_(emitter),
      document_(document),
      functions_(functions),
      options_(options),
      timer_(options.time_limit),
      work_("noodles-calls", [this](Work& work) { Handle(work); }) {}

bool CallRunner::Start() {
  // The former source may be in use by a method that has not returned.
  if (stop_.stop_requested()) stop_ = std::stop_source();
  if (!work_.Start()) return false;
  timer_.Start();
  return true;
}

void CallRunner::BeginStop() {
  work_.BeginStop();
  stop_.request_stop();
}

bool CallRunner::StopUntil(std::chrono::steady_clock::time_point deadline) {
  BeginStop();
  const bool has_ended = work_.StopUntil(deadline);
  if (has_ended) timer_.Stop();
  return has_ended;
}

std::optional<RunningMethod> CallRunner::running() const {
  const ClientNumber client = running_client_;
  if (client == 0) return std::nullopt;
  return RunningMethod{running_method_, client, running_since_};
}

void CallRunner::Handle(Work& work) {
  const InsideScope inside(options_.server);
  if (auto* call = std::get_if<WaitingCall>(&work)) return Run(*call);
  if (auto* task = std::get_if<Task>(&work)) (*task)();
}

void CallRunner::Take(const Session& session, IncomingCall call,
                      size_t frame_size) {
  using Turn = ClientSession::Turn;
  const absl::StatusOr<Turn> turn =
      session->Admit(call, options_.limits, frame_size);
  if (!turn.ok()) return Refuse(*session, call, turn.status());
  if (*turn == Turn::kNow) Post(session, std::move(call));
}

void CallRunner::Post(const Session& session, IncomingCall call) {
  work_.Post(session->call_lane<Queue::Lane>(),
             WaitingCall{session, std::move(call)});
}

void CallRunner::Post(const std::shared_ptr<TaskLane>& lane, Task task) {
  work_.Post(lane, std::move(task));
}

void CallRunner::RunHeldBack(const Session& session) {
  for (IncomingCall& call : session->FinishJoin()) {
    Post(session, std::move(call));
  }
}

void CallRunner::OnRemoved(const std::vector<ComponentRef>& removed) {
  unanswered_.End(removed);
  ReleasedFunctions released = functions_.Forget(removed);
  if (!released.empty()) work_.Post(released_, std::move(released));
}

void CallRunner::Run(WaitingCall& waiting) {
  IncomingCall& call = waiting.call;
  const absl::StatusOr<MethodRegistry::Function> function = FindFunction(call);
  const auto open = std::make_shared<OpenCall>(
      waiting.session, call, function.ok() ? *function : nullptr);
  if (open->wants_reply() &&
      !waiting.session->queue().account().has_room_for_replies()) {
    open->Reply(MethodError(kInternalErrorCode, kUnreadReplies));
    return;
  }
  timer_.Watch(open);
  MethodResult result = function.ok()
                            ? Invoke(*waiting.session, call, **function, *open)
                            : MethodResult(function.status());
  if (const Answer* answer = result.answer()) {
    // A method's NotFound may mean the component that it was called on.
    const bool looks_gone =
        absl::IsNotFound(answer->status()) && !IsMethodError(answer->status());
    const auto gone = looks_gone ? FindGone(call) : std::nullopt;
    open->Reply(gone ? Answer(GoneError(*gone)) : *answer);
    return;
  }
  unanswered_.Add(open);
  // Components that were deleted between the call's beginning and Add are not
  // reported to OnRemoved again.
  if (const auto gone = FindGone(call)) open->Reply(GoneError(*gone));
  // The answer may come when the server is gone.
  open->ReplyFrom(result.slot());
}

std::optional<ComponentRef> CallRunner::FindGone(
    const IncomingCall& call) const {
  if (!document_.Contains(call.method)) return call.method;
  const std::optional<ComponentRef> target = RefOfTarget(call.context);
  if (target && !document_.Contains(*target)) return target;
  return std::nullopt;
}

absl::StatusOr<MethodRegistry::Function> CallRunner::FindFunction(
    const IncomingCall& call) const {
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
  MethodRegistry::Function function =
      functions_.Find(call.method, call.context);
  if (function == nullptr) {
    return MethodError(kMethodNotFoundCode,
                       ToString(ComponentRef(call.method)) +
                           " has no function for " +
                           NameOfTarget(call.context));
  }
  std::call_once(function->is_named, [&] {
    absl::StatusOr<Method> method = document_.Get(call.method);
    if (method.ok()) function->name = std::move(method->name);
  });
  return function;
}

MethodResult CallRunner::Invoke(ClientSession& session,
                                const IncomingCall& call,
                                const MethodRegistry::Entry& function,
                                OpenCall& open) {
  CallContext context{emitter_,         document_,        call.method,
                      call.context,     session.number(), session.name(),
                      stop_.get_token()};
  constexpr auto kRelaxed = std::memory_order_relaxed;
  running_since_.store(std::chrono::steady_clock::now(), kRelaxed);
  running_method_.store(call.method, kRelaxed);
  running_client_.store(session.number(), kRelaxed);
  const auto end = std::unique_ptr<CallRunner, void (*)(CallRunner*)>(
      this, [](CallRunner* self) { self->running_client_.store(0, kRelaxed); });
  Transaction changes(document_, /*is_lazy=*/true);
  try {
    MethodResult result = function.function(
        context,
        CallArguments(call.args.bytes.ToBytes(), options_.decode_limits));
    // Changes that a method makes before it promises an answer stand. Changes
    // beyond the time limit are taken back: the caller has got an error.
    const Answer* answer = result.answer();
    const bool is_good = answer == nullptr || answer->ok();
    if (!is_good || open.is_answered()) return result;
    // Later changes of others follow the reply, which may tell of the state.
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
