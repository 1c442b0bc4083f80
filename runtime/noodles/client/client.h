// A NOODLES client: follows the document of a server and calls its methods.
//
//   noodles::Client client;
//   absl::Status status = client.Connect("ws://localhost:50000");
//   if (status.ok()) status = client.WaitUntilReady();
//   ...
//   const auto sign = client.mirror().FindByName<noodles::Entity>("sign");
//   const absl::StatusOr<noodles::Any> answer =
//       client.Call("say", {"Hi"}).get();
//
// Hooks (client_hooks.h) tell what the server says, on the client's thread.
// With ClientOptions::has_own_thread off, all of it happens on the thread that
// calls Poll, RunFor, Await or WaitUntilReady.
//
// Servers that break the protocol are tolerated as far as sense can be made of
// them; OnOddity tells of it.
//
// Thread-safety: every function may be called from any thread, but Poll, RunFor
// and Await by one at a time. Ownership: the client owns its mirror; components
// that were taken from it stay.
#ifndef NOODLES_CLIENT_CLIENT_H_
#define NOODLES_CLIENT_CLIENT_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/arguments.h"
#include "noodles/calls/caller.h"
#include "noodles/calls/read_result.h"
#include "noodles/client/client_hooks.h"
#include "noodles/client/client_options.h"
#include "noodles/client/connection_state.h"
#include "noodles/client/delegate.h"
#include "noodles/client/requests.h"
#include "noodles/state/mirror.h"

namespace noodles {

struct CallOptions {
  // What the method is called on; nothing: the document.
  std::optional<InvokeIDType> target{};
  // Nothing: ClientOptions::call_timeout. 0: any time.
  std::optional<std::chrono::milliseconds> timeout{};
};

namespace client_internal {
class ClientState;
}  // namespace client_internal

class Client : public Caller, public ClientHooks {
 public:
  explicit Client(ClientOptions options = {});
  // Disconnects; calls that wait and fetches fail with Cancelled. Hooks may be
  // called until it returns: what they refer to must live as long.
  ~Client() override;
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // ---------------------------------------------------------- the connection

  // Begins to connect to "ws://host:port/path" or "wss://...". Errors:
  // InvalidArgument for an address or a header that is none,
  // FailedPrecondition while it is connected. What happens to the connection
  // later: WaitUntilReady, state, OnStateChange.
  absl::Status Connect(std::string_view url);

  // Waits until the snapshot is complete, and the hooks that are told of it
  // have returned. Errors: what ended the connection (see Connector),
  // DeadlineExceeded.
  absl::Status WaitUntilReady(
      std::chrono::milliseconds limit = std::chrono::seconds(30));

  // Ends the connection with a close frame; the mirror stays. Calls that wait
  // fail with Cancelled.
  void Disconnect();

  ConnectionState state() const;
  // Why the last connection ended; OK if none has, or by Disconnect.
  absl::Status last_error() const;

  // What is due now, or within a time, on the caller's thread. For clients
  // without a thread of their own; else RunFor only waits.
  void Poll();
  void RunFor(std::chrono::milliseconds limit);

  // Waits for a future of this client, in either mode. False: `limit` is over.
  template <class T>
  bool Await(std::future<T>& future,
             std::chrono::milliseconds limit = std::chrono::seconds(60)) {
    const auto is_ready = [&future] {
      return future.wait_for(std::chrono::seconds(0)) ==
             std::future_status::ready;
    };
    if (!has_own_thread()) return RunUntil(is_ready, limit);
    return future.wait_for(limit) == std::future_status::ready;
  }

  // ------------------------------------------------------------- the document

  // What the server has said so far; readable from any thread.
  const Mirror& mirror() const;

  // ---------------------------------------------------------------- delegates

  // Makes a delegate for each component of this kind that is there or comes.
  // `make` returns a std::shared_ptr<Delegate>, or null for none.
  template <class Component, class Make>
  void MakeDelegates(Make make) {
    MakeDelegates<Component>("", std::move(make));
  }
  // The same for those of this name, when they are created; "": any name. A
  // function for a name goes before the one for any.
  template <class Component, class Make>
  void MakeDelegates(std::string_view name, Make make) {
    using Identifier = typename ComponentTraits<Component>::Identifier;
    SetDelegateFactory(
        Identifier::kKind, name,
        {[](const void* component) {
           return Mirror::NameOf(*static_cast<const Component*>(component));
         },
         [make = std::move(make)](ComponentRef ref, const void* component)
             -> std::shared_ptr<Delegate> {
           return make(Identifier{ref.slot, ref.gen},
                       *static_cast<const Component*>(component));
         }});
  }

  // Attaches a delegate to a component, in the place of one that it has; null
  // takes it away. NotFound if the component is not there.
  absl::Status Attach(ComponentRef ref, std::shared_ptr<Delegate> delegate);

  // The component's delegate, or null.
  std::shared_ptr<Delegate> delegate(ComponentRef ref) const;

  // -------------------------------------------------------------------- calls

  // Calls a method. `done` gets the result (null if there is none) or the
  // failure exactly once: NotFound for a name that the target does not have;
  // what the server answered, see ToMethodException; DeadlineExceeded;
  // Cancelled; Unavailable when the connection goes or is not there;
  // ResourceExhausted beyond max_pending_calls. It may be called before this
  // function returns.
  CallNumber Invoke(MethodID method, std::vector<Any> arguments,
                    CallOptions options, Done done);
  // The method of this name in the target's methods_list; where it has none,
  // any method of this name.
  CallNumber Invoke(std::string_view method, std::vector<Any> arguments,
                    CallOptions options, Done done);

  // Gives a call up: its `done` gets Cancelled, and a late reply is dropped.
  // The method may run all the same. False: the call is over.
  bool Cancel(CallNumber call);

  std::future<absl::StatusOr<Any>> Call(std::string_view method,
                                        std::vector<Any> arguments = {},
                                        CallOptions options = {});
  std::future<absl::StatusOr<Any>> Call(MethodID method,
                                        std::vector<Any> arguments = {},
                                        CallOptions options = {});

  // The same with a result of a type of C++. A result of another type is
  // Internal.
  template <class Result, class... Arguments>
  std::future<absl::StatusOr<Result>> CallTyped(std::string_view method,
                                                CallOptions options,
                                                Arguments... arguments) {
    FutureResult<absl::StatusOr<Result>> answer =
        MakeFutureResult<absl::StatusOr<Result>>();
    Invoke(method, {calls_internal::ToAny(std::move(arguments))...},
           std::move(options), ReadResult<Result>(std::move(answer.done)));
    return std::move(answer.result);
  }

  // Calls a method without asking for a reply.
  absl::Status Send(MethodID method, std::vector<Any> arguments,
                    const std::optional<InvokeIDType>& target = std::nullopt);

  // Caller: for generated proxies.
  void Call(std::string_view method, const std::optional<InvokeIDType>& target,
            std::vector<Any> arguments, Done done) override;

  // Calls that wait for their replies.
  size_t pending_calls() const;

  // ------------------------------------------------------------------- assets

  // The bytes of a buffer, of a view, or the file of an image; inline ones at
  // once, others over HTTP, see AssetFetchOptions. `progress` may be empty.
  // Errors: NotFound for a component that is not there; DataLoss for fewer
  // bytes than the component says; those of HttpFetch.
  FetchNumber Fetch(BufferID buffer, FetchProgress progress, FetchDone done);
  FetchNumber Fetch(BufferViewID view, FetchProgress progress, FetchDone done);
  FetchNumber Fetch(ImageID image, FetchProgress progress, FetchDone done);

  // Gives a fetch up: its `done` gets Cancelled before this function returns,
  // and the transfer ends unless another fetch waits for the same file. False:
  // the fetch is over, or its bytes are inline. `progress` may be called once
  // more, if that has begun on the client's thread.
  bool CancelFetch(FetchNumber fetch);

  template <class Identifier>
  std::future<absl::StatusOr<Bytes>> Fetch(Identifier id) {
    auto promise = std::make_shared<std::promise<absl::StatusOr<Bytes>>>();
    Fetch(id, nullptr, [promise](absl::StatusOr<Bytes> bytes) {
      promise->set_value(std::move(bytes));
    });
    return promise->get_future();
  }

 private:
  explicit Client(std::shared_ptr<client_internal::ClientState> state);
  void SetDelegateFactory(ComponentKind kind, std::string_view name,
                          DelegateFactory factory);
  bool has_own_thread() const;
  bool RunUntil(const std::function<bool()>& is_done,
                std::chrono::milliseconds limit);

  const std::shared_ptr<client_internal::ClientState> state_;
};

}  // namespace noodles

#endif  // NOODLES_CLIENT_CLIENT_H_
