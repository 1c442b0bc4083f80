// Runs the calls of clients, one after another, and sees to it that each gets
// one reply: the method's answer, now or later, or an error. Clients take
// turns; the calls of one client run in their order. Periodic functions of the
// program take turns with the clients.
//
// Methods that have been quick (MethodPace) run on the thread of the network
// that has read their call, so that their replies leave in the write that ends
// the read; all others, and periodic functions, on the runner's own thread. A
// quick method that takes long for once keeps its thread: the network goes on
// with another one.
//
// Thread-safety: every function may be called from any thread; Start and the
// functions that stop, one at a time.
// Ownership: owns its threads; refers to the emitter, the document and the
// functions of the methods, which outlive the runner.
#ifndef NOODLES_SERVER_METHODS_CALL_RUNNER_H_
#define NOODLES_SERVER_METHODS_CALL_RUNNER_H_

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
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
#include "noodles/server/support/turn_queue.h"
#include "noodles/state/document.h"

namespace noodles::server_internal {

struct CallRunnerOptions {
  ClientSession::CallLimits limits;
  // From a method's beginning to its answer; 0: any time.
  std::chrono::milliseconds time_limit{0};
  // Quick methods run on the network's threads.
  bool uses_network_threads = true;
  // The longest run of a quick method (MethodPace).
  std::chrono::microseconds quick_limit{100};
  // A method runs only where it is attached.
  bool check_attachment = true;
  // Of the arguments.
  cbor::DecodeLimits decode_limits;
  // The server that methods run inside of (InsideScope).
  const void* server = nullptr;
};

// The method that runs; for the log: if another one begins meanwhile, the
// members may belong to both.
struct RunningMethod {
  MethodID method;
  ClientNumber client = 0;
  std::chrono::steady_clock::time_point since;
};

class CallRunner {
 public:
  using Session = std::shared_ptr<ClientSession>;
  using Task = std::function<void()>;
  using Clock = std::chrono::steady_clock;

 private:
  struct WaitingCall {
    Session session;
    IncomingCall call;
  };
  // Functions whose release may take time, or want the document's lock.
  using ReleasedFunctions = std::vector<MethodRegistry::Function>;
  using Work = std::variant<WaitingCall, ReleasedFunctions, Task>;
  using Queue = TurnQueue<Work>;

 public:
  using TaskLane = Queue::Lane;

  // `emitter` is what methods send signals with.
  CallRunner(SignalEmitter& emitter, Document& document,
             MethodRegistry& functions, const CallRunnerOptions& options);
  CallRunner(const CallRunner&) = delete;
  CallRunner& operator=(const CallRunner&) = delete;

  // False: a method of the time before BeginStop still runs.
  bool Start();
  // Drops the calls that wait, without a reply, and asks the method that runs
  // to return (CallContext::stop).
  void BeginStop();
  // The same, and waits for the method that runs. False: it still runs at the
  // deadline.
  bool StopUntil(std::chrono::steady_clock::time_point deadline);
  std::optional<RunningMethod> running() const;

  // Takes a call that a client makes in a frame of `frame_size` bytes: the call
  // runs in its turn, waits until its client has joined, or is answered with
  // the error of ClientSession::Admit.
  void Take(const Session& session, IncomingCall call, size_t frame_size);
  // Runs, in their turn, the calls that the client made before it had joined.
  void RunHeldBack(const Session& session);

  // Runs calls of quick methods on the calling thread, a thread of the network
  // (ConnectionHandler::OnThreadLent).
  void RunHere();

  // Runs functions of the program in turn with the calls of clients; the
  // functions of one lane in their order.
  void Post(const std::shared_ptr<TaskLane>& lane, Task task);

  // The components were removed (DocumentListener): the open calls of a method,
  // or on a target, among them are answered with an error, and the functions of
  // these methods are released.
  void OnRemoved(const std::vector<ComponentRef>& removed);

 private:
  void Post(const Session& session, IncomingCall call);
  bool Handle(Work& work, Queue::Place place);
  bool IsForLentThread(const Work& work) const;
  bool Run(WaitingCall& waiting, Queue::Place place);
  void RunAndReply(WaitingCall& waiting,
                   const absl::StatusOr<MethodRegistry::Function>& function);
  // Moves the arguments out of `call`.
  MethodResult Invoke(ClientSession& session, IncomingCall& call,
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
  std::stop_source stop_;
  // The method that runs, for the log: set one after another, without a lock.
  std::atomic<std::chrono::steady_clock::time_point> running_since_{};
  std::atomic<MethodID> running_method_{};
  std::atomic<ClientNumber> running_client_ = 0;  // 0: no method runs
  // Of the thread that runs methods.
  Clock::time_point now_;         // the end of the last call
  Clock::time_point lent_until_;  // the end of the time on a lent thread
  int quick_calls_ = 0;  // on the own thread, since the last other work
  const Queue::LanePointer released_ = std::make_shared<Queue::Lane>();
  Queue work_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_METHODS_CALL_RUNNER_H_
