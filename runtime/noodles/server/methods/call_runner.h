// Runs the calls of clients, one after another, and sees to it that each gets
// one reply: the method's answer, now or later, or an error.
//
// Thread-safety: every function may be called from any thread. Methods run on
// the runner's thread.
// Ownership: owns its threads; refers to the emitter, the document and the
// functions of the methods, which outlive the runner.
#ifndef NOODLES_SERVER_METHODS_CALL_RUNNER_H_
#define NOODLES_SERVER_METHODS_CALL_RUNNER_H_

#include <chrono>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/cbor/limits.h"
#include "noodles/server/clients/client_session.h"
#include "noodles/server/clients/incoming_call.h"
#include "noodles/server/methods/call_timer.h"
#include "noodles/server/methods/method_registry.h"
#include "noodles/server/methods/open_call.h"
#include "noodles/server/methods/unanswered_calls.h"
#include "noodles/server/support/work_queue.h"
#include "noodles/state/document.h"

namespace noodles::server_internal {

struct CallRunnerOptions {
  ClientSession::CallLimits limits;
  // From a method's beginning to its answer; 0: any time.
  std::chrono::milliseconds time_limit{0};
  // A method runs only where it is attached.
  bool check_attachment = true;
  // Of the arguments.
  cbor::DecodeLimits decode_limits;
};

class CallRunner {
 public:
  using Session = std::shared_ptr<ClientSession>;

  // `emitter` is what methods send signals with.
  CallRunner(SignalEmitter& emitter, Document& document,
             MethodRegistry& functions, const CallRunnerOptions& options);
  CallRunner(const CallRunner&) = delete;
  CallRunner& operator=(const CallRunner&) = delete;

  void Start();
  // Waits for the method that runs. Calls that wait are dropped, without a
  // reply.
  void Stop();

  // Takes a call that a client makes: the call runs in its turn, waits until
  // its client has joined, or is answered with the error of
  // ClientSession::Admit.
  void Take(const Session& session, IncomingCall call);
  // Runs, in their turn, the calls that the client made before it had joined.
  void RunHeldBack(const Session& session);

  // The components were removed (DocumentListener): the open calls of a method,
  // or on a target, among them are answered with an error, and the functions of
  // these methods are released.
  void OnRemoved(const std::vector<ComponentRef>& removed);

 private:
  struct WaitingCall {
    Session session;
    IncomingCall call;
  };
  // Functions whose release may take time, or want the document's lock.
  using ReleasedFunctions = std::vector<MethodRegistry::Function>;
  using Work = std::variant<WaitingCall, ReleasedFunctions>;

  void Run(WaitingCall& waiting);
  MethodResult Invoke(ClientSession& session, const IncomingCall& call,
                      const MethodRegistry::Entry& function, OpenCall& open);
  // The method or the target of a call, if it does not exist.
  std::optional<ComponentRef> FindGone(const IncomingCall& call) const;
  absl::StatusOr<MethodRegistry::Function> FindFunction(
      const IncomingCall& call) const;

  SignalEmitter& emitter_;
  Document& document_;
  MethodRegistry& functions_;
  const CallRunnerOptions options_;
  UnansweredCalls unanswered_;
  CallTimer timer_;
  WorkQueue<Work> work_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_METHODS_CALL_RUNNER_H_
