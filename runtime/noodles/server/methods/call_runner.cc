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

// Quick calls of one thread of the network, one after another, take no longer
// than this before its connections get a turn.
constexpr std::chrono::microseconds kLentTime{500};

// Quick calls on the own thread, one after another, before the next ones run on
// a thread of the network again.
constexpr int kQuickCallsBeforeReturn = 16;

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
      work_(
          "noodles-calls",
          {.handle = [this](Work& work,
                            Queue::Place place) { return Handle(work, place); },
           .lend_this_thread =
               [this](const Work& work) {
                 const auto* call = std::get_if<WaitingCall>(&work);
                 return call != nullptr && options_.uses_network_threads &&
                        call->session->connection().LendThisThread();
               },
           .is_for_lent_thread =
               [this](const Work& work) { return IsForLentThread(work); },
           .ask_for_thread =
               [this](const Work& work) {
                 quick_calls_ = 0;
                 return std::get<WaitingCall>(work)
                     .session->connection()
                     .AskForThread();
               }}) {}

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

void CallRunner::RunHere() {
  work_.RunHere([this] {
    now_ = Clock::now();
    lent_until_ = now_ + kLentTime;
  });
}

bool CallRunner::Handle(Work& work, Queue::Place place) {
  const InsideScope inside(options_.server);
  if (auto* call = std::get_if<WaitingCall>(&work)) return Run(*call, place);
  if (place == Queue::Place::kLentThread) return false;
  if (auto* task = std::get_if<Task>(&work)) (*task)();
  quick_calls_ = 0;
  return true;
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

bool CallRunner::IsForLentThread(const Work& work) const {
  if (quick_calls_ < kQuickCallsBeforeReturn) return false;
  const auto* waiting = std::get_if<WaitingCall>(&work);
  if (waiting == nullptr) return false;
  const auto function = FindFunction(waiting->call);
  return !function.ok() || (*function)->pace.is_quick();
}

bool CallRunner::Run(WaitingCall& waiting, Queue::Place place) {
  const bool is_lent = place == Queue::Place::kLentThread;
  if (!is_lent) now_ = Clock::now();
  if (is_lent && now_ >= lent_until_) return false;
  const Clock::time_point begin = now_;
  const absl::StatusOr<MethodRegistry::Function> function =
      FindFunction(waiting.call);
  if (is_lent && function.ok() && !(*function)->pace.is_quick()) return false;
  RunAndReply(waiting, function);
  now_ = Clock::now();
  if (function.ok()) {
    (*function)->pace.Note(now_ - begin, options_.quick_limit);
  }
  const bool is_quick = !function.ok() || (*function)->pace.is_quick();
  const bool counts = options_.uses_network_threads && !is_lent && is_quick;
  quick_calls_ = counts ? quick_calls_ + 1 : 0;
  return true;
}

void CallRunner::RunAndReply(
    WaitingCall& waiting,
    const absl::StatusOr<MethodRegistry::Function>& function) {
  IncomingCall& call = waiting.call;
  ClientSession& session = *waiting.session;  // kept by `open`
  const auto open = std::make_shared<OpenCall>(
      std::move(waiting.session), call, function.ok() ? *function : nullptr);
  if (open->wants_reply() &&
      !session.queue().account().has_room_for_replies()) {
    open->Reply(MethodError(kInternalErrorCode, kUnreadReplies));
    return;
  }
  timer_.Watch(open, now_);
  MethodResult result = function.ok() ? Invoke(session, call, **function, *open)
                                      : MethodResult(function.status());
  if (const Answer* answer = result.answer()) {
    // A method's NotFound may mean the component that it was called on.
    const bool looks_gone =
        absl::IsNotFound(answer->status()) && !IsMethodError(answer->status());
    const auto gone = looks_gone ? FindGone(call) : std::nullopt;
    open->Reply(gone ? Answer(GoneError(*gone)) : *answer);
    return;
  }
  if (!function.ok() || !(*function)->is_fallback) {
    unanswered_.Add(open);
    // Components that were deleted between the call's beginning and Add are not
    // reported to OnRemoved again.
    if (const auto gone = FindGone(call)) open->Reply(GoneError(*gone));
  }
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
  if (function == nullptr) function = functions_.fallback();
  if (function == nullptr) {
    return MethodError(kMethodNotFoundCode,
                       ToString(ComponentRef(call.method)) +
                           " has no function for " +
                           NameOfTarget(call.context));
  }
  if (function->is_fallback) return function;
  std::call_once(function->is_named, [&] {
    absl::StatusOr<Method> method = document_.Get(call.method);
    if (method.ok()) function->name = std::move(method->name);
  });
  return function;
}

MethodResult CallRunner::Invoke(ClientSession& session, IncomingCall& call,
                                const MethodRegistry::Entry& function,
                                OpenCall& open) {
  CallContext context{emitter_,         document_,        call.method,
                      call.context,     session.number(), session.name(),
                      stop_.get_token()};
  constexpr auto kRelaxed = std::memory_order_relaxed;
  running_since_.store(now_, kRelaxed);
  running_method_.store(call.method, kRelaxed);
  running_client_.store(session.number(), kRelaxed);
  const auto end = std::unique_ptr<CallRunner, void (*)(CallRunner*)>(
      this, [](CallRunner* self) { self->running_client_.store(0, kRelaxed); });
  Transaction changes(document_, /*is_lazy=*/true);
  try {
    MethodResult result = function.function(
        context,
        CallArguments(std::move(call.args.bytes), options_.decode_limits));
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
