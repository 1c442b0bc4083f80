// A NOODLES client: mirrors the document of a server and calls its methods.
//
//   noodles::Client client;
//   absl::Status status = client.Connect("ws://localhost:50000");
//   if (status.ok()) status = client.WaitUntilReady();
//   ...
//   const auto sign = client.mirror().FindByName<noodles::Entity>("sign");
//   const absl::StatusOr<noodles::Any> answer =
//       client.Call("say", {"Hi"}).get();
//
// The hooks of client_hooks.h are called on the client's thread. If
// ClientOptions::has_own_thread is false, all work is done on the thread that
// calls Poll, RunFor, Await or WaitUntilReady.
//
// The client tolerates servers that violate the protocol as far as possible;
// OnOddity reports each violation.
//
// Thread-safety: every function may be called from any thread; Poll, RunFor and
// Await by one thread at a time. Ownership: the client owns its mirror.
// Components that a program has taken from the mirror stay valid after the
// client is destroyed.
#ifndef NOODLES_CLIENT_CLIENT_H_
#define NOODLES_CLIENT_CLIENT_H_

#include <chrono>
#include <concepts>
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
#include "noodles/calls/call_types.h"
#include "noodles/calls/caller.h"
#include "noodles/calls/pack_arguments.h"
#include "noodles/calls/read_result.h"
#include "noodles/client/client_hooks.h"
#include "noodles/client/client_options.h"
#include "noodles/client/connection_state.h"
#include "noodles/client/delegate.h"
#include "noodles/client/requests.h"
#include "noodles/state/component_type.h"
#include "noodles/state/mirror.h"

namespace noodles {

struct CallOptions {
  // The component that the method is called on. nullopt: the document.
  std::optional<InvokeIDType> target{};
  // nullopt: ClientOptions::call_timeout. 0: no limit.
  std::optional<std::chrono::milliseconds> timeout{};
};

namespace client_internal {
class ClientState;
}  // namespace client_internal

class Client : public Caller, public ClientHooks {
 public:
  explicit Client(ClientOptions options = {});
  // Disconnects; pending calls and fetches fail with Cancelled. Hooks may be
  // called until the destructor returns, so the objects that they use must live
  // as long.
  ~Client() override;
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // ---------------------------------------------------------- the connection

  // Starts a connection to "ws://host:port/path" or "wss://...". Errors:
  // InvalidArgument for an invalid URL or header, FailedPrecondition if the
  // client is connected already. Later failures are reported by WaitUntilReady,
  // last_error and OnStateChange.
  absl::Status Connect(std::string_view url);

  // Waits until the snapshot is complete and the hooks for that (OnReady,
  // OnStateChange) have returned. Errors: the error that ended the connection,
  // or DeadlineExceeded after `limit`.
  absl::Status WaitUntilReady(
      std::chrono::milliseconds limit = std::chrono::seconds(30));

  // Closes the connection with a close frame and keeps the mirror. Pending
  // calls fail with Cancelled.
  void Disconnect();

  ConnectionState state() const;
  // The error that ended the last connection or attempt; kept until a later
  // connection is ready. OK if no connection has ended, or if Disconnect ended
  // it. Unavailable for a server that has stopped or is gone; the text tells
  // which.
  absl::Status last_error() const;

  // For clients without their own thread: Poll does the work that is due,
  // RunFor works for a time, on the calling thread. With has_own_thread, RunFor
  // only waits.
  void Poll();
  void RunFor(std::chrono::milliseconds limit);

  // Waits for a future of this client, with or without has_own_thread. False if
  // `limit` has passed.
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

  // The server's document as received so far.
  const Mirror& mirror() const;

  // ---------------------------------------------------------------- delegates

  // Makes a delegate for each existing and each later component of this kind.
  // `make` returns a std::shared_ptr<Delegate>; nullptr for no delegate.
  template <ComponentType Component, class Make>
  void MakeDelegates(Make make) {
    MakeDelegates<Component>("", std::move(make));
  }
  // The same for components with this name, when they are created. "": any
  // name. A function for a specific name takes precedence over the function for
  // any name.
  template <ComponentType Component, class Make>
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

  // Attaches a delegate to a component and replaces its present one; nullptr
  // removes it. Errors: NotFound if the component does not exist.
  absl::Status Attach(ComponentRef ref, std::shared_ptr<Delegate> delegate);

  // The delegate of the component, or nullptr.
  std::shared_ptr<Delegate> delegate(ComponentRef ref) const;

  // -------------------------------------------------------------------- calls

  // Calls a method (message MsgInvokeMethod). `done` gets the result (null if
  // the method has none) or an error, exactly once, possibly before Invoke
  // returns. Errors: NotFound if the target has no method of this name; the
  // error that the server replied, see ToMethodException; DeadlineExceeded;
  // Cancelled; Unavailable if the connection ends or does not exist;
  // ResourceExhausted if max_pending_calls calls are pending.
  CallNumber Invoke(MethodID method, std::vector<Any> arguments,
                    CallOptions options, Done done);
  // Calls the method of this name in the target's methods_list. If the list
  // does not have it, calls any method of this name.
  CallNumber Invoke(std::string_view method, std::vector<Any> arguments,
                    CallOptions options, Done done);

  // Cancels a call: its `done` gets Cancelled, and a later reply is dropped.
  // The server may execute the method nevertheless. False if the call has
  // ended.
  bool Cancel(CallNumber call);

  std::future<absl::StatusOr<Any>> Call(std::string_view method,
                                        std::vector<Any> arguments = {},
                                        CallOptions options = {});
  std::future<absl::StatusOr<Any>> Call(MethodID method,
                                        std::vector<Any> arguments = {},
                                        CallOptions options = {});

  // The same with a C++ type as result. Error: Internal if the result is of
  // another type.
  template <class Result, class... Arguments>
  std::future<absl::StatusOr<Result>> CallTyped(std::string_view method,
                                                CallOptions options,
                                                Arguments... arguments) {
    FutureResult<absl::StatusOr<Result>> answer =
        MakeFutureResult<absl::StatusOr<Result>>();
    if constexpr (calls_internal::RequireArgument<Result>() &&
                  (... && calls_internal::RequireValue<Arguments>())) {
      Invoke(method, PackArguments(arguments...), std::move(options),
             ReadResult<Result>(std::move(answer.done)));
    }
    return std::move(answer.result);
  }

  // Calls a method without an invoke_id: the server sends no reply.
  absl::Status Send(MethodID method, std::vector<Any> arguments,
                    const std::optional<InvokeIDType>& target = std::nullopt);

  // Caller, for generated proxies.
  void Call(std::string_view method, const std::optional<InvokeIDType>& target,
            std::vector<Any> arguments, Done done) override;

  // The number of calls that wait for a reply.
  size_t pending_calls() const;

  // ------------------------------------------------------------------- assets

  // The bytes of a buffer, of a buffer view, or of the file of an image. Inline
  // bytes are available at once, others are fetched over HTTP, see
  // AssetFetchOptions. `progress` may be empty. Errors: NotFound if the
  // component does not exist; DataLoss if there are fewer bytes than the
  // component states; errors of the HTTP transfer.
  FetchNumber Fetch(BufferID buffer, FetchProgress progress, FetchDone done);
  FetchNumber Fetch(BufferViewID view, FetchProgress progress, FetchDone done);
  FetchNumber Fetch(ImageID image, FetchProgress progress, FetchDone done);

  // Cancels a fetch: its `done` gets Cancelled before this function returns,
  // and the transfer ends unless another fetch waits for the same file. False
  // if the fetch has ended or its bytes are inline. A call of `progress` that
  // has already begun on the client's thread may still be running.
  bool CancelFetch(FetchNumber fetch);

  template <class Identifier>
  requires(std::same_as<Identifier, BufferID> ||
           std::same_as<Identifier, BufferViewID> ||
           std::same_as<Identifier, ImageID>)
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
