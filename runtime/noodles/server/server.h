// A NOODLES server: a document, its methods and signals, and the clients that
// follow it over websockets.
//
//   noodles::Server server;
//   server.AddMethod("add", "Adds two numbers",
//                    [](double a, double b) { return a + b; },
//                    {"a", "b"}).value();
//   server.document().Create(noodles::Entity{.name = "pump"}).value();
//   return server.Run().ok() ? 0 : 1;
//
// Methods run one after another. The changes of each are one transaction, which
// begins with its first change: they leave as one frame before the reply, and a
// method that fails leaves nothing behind. A method that takes long holds up
// other calls, but neither the network nor, until its first change, other
// threads that change the document.
//
// A method runs on a thread of the server, and which one may differ from call
// to call: a method that is quick, one that has returned within 0.1 ms
// (ServerOptions::quick_method_limit) in its last calls, runs on the network
// thread that has read the call, any other one on the thread of the methods,
// where the functions of Every run too. Wherever it runs, a method
//   - runs alone: no other method and no function of Every runs meanwhile, all
//     that earlier ones have written is visible, and no lock is needed against
//     them,
//   - runs after all earlier calls of its client, and answers in that order,
//     unless it promises an answer (PendingResult); clients take turns,
//   - must not count on variables that are thread_local, on the thread's name,
//     or on locks that it keeps from one call to the next
//     (ServerOptions::quick_methods_on_network_threads, off, gives all methods
//     one thread),
//   - may block, and may call every function of this class but the destructor,
//     and every function of the document. Where a method that was quick takes
//     longer than one or two milliseconds, another thread goes on with the
//     network. A run of ten times the limit of quick methods or more moves the
//     method to the thread of the methods for its next thousand calls,
//   - must not wait for another method of this server, as by a blocking call of
//     a client in the same process: the other method waits for this one to
//     return. PendingResult lets a method answer later.
//
// A client that reads slowly or not at all, or makes many calls, costs the
// others next to nothing: nothing is merged or encoded for a client that takes
// nothing, clients that lag alike share the work, joins come before all work on
// slow clients, and clients take turns with their calls (ServerOptions for the
// limits). Beside 200 clients that read nothing and a simulation that moves
// 1,000 entities at 60 Hz, a newcomer joins within a second on one core.
//
// Thread-safety: every function may be called from any thread; the destructor
// not from a method. Ownership: the server owns its document.
#ifndef NOODLES_SERVER_SERVER_H_
#define NOODLES_SERVER_SERVER_H_

#include <chrono>
#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/call_types.h"
#include "noodles/calls/define_method.h"
#include "noodles/calls/method.h"
#include "noodles/calls/signal_emitter.h"
#include "noodles/calls/typed_method.h"
#include "noodles/persistence/keeper.h"
#include "noodles/server/asset_server.h"
#include "noodles/server/client_watch.h"
#include "noodles/server/periodic.h"
#include "noodles/server/server_counters.h"
#include "noodles/server/server_options.h"
#include "noodles/state/document.h"
#include "noodles/transport/http_route.h"

namespace noodles {

namespace server_internal {
class ServerState;

template <class Identifiers>
struct ComponentsOf;
template <class... Identifiers>
struct ComponentsOf<std::variant<Identifiers...>> {
  using Type = std::variant<typename ComponentOf<Identifiers::kKind>::Type...>;
};
}  // namespace server_internal

// The components that can offer interfaces, beside the document: those that an
// InvokeIDType names, Entity, Table and Plot.
using OfferingComponent =
    server_internal::ComponentsOf<decltype(InvokeIDType::target)>::Type;

class Server : public SignalEmitter {
 public:
  // With the default options.
  Server();
  explicit Server(ServerOptions options);
  // Stops the server, if it runs.
  ~Server() override;
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  Document& document();
  const Document& document() const;

  // The contents that clients fetch over HTTP.
  AssetServer& assets();

  // ------------------------------------------------------------- persistence

  // Makes the document what it was when the server ended, however it ended, and
  // keeps every later change, in ServerOptions::persistence. To be called
  // before the first change of the document. Returns whether there was a
  // document: a program builds its scene only where there was none, best in one
  // transaction, so that the scene is there as a whole or not at all:
  //
  //   const absl::StatusOr<bool> resumed = server.Resume();
  //   if (!resumed.ok()) return Fail(resumed.status());
  //   server.AddMethod("add", ...);
  //   if (!*resumed) server.document().Transact([&] { return Build(server); });
  //
  // Components have their former identifiers; FindByName finds them. Functions
  // of methods cannot be kept: DefineMethod, AddMethod, Implement and Offer,
  // called as in the earlier run, adopt the method that has the same name and
  // description and no function, and give it the new function. A method of this
  // name and another description takes the place of the former one. Signals are
  // adopted alike. A method that nobody adopts stays, and calls of it fail.
  //
  // State beside the document needs a keeper (Keep): DataTable::Open keeps the
  // rows of a table, KeepVariables the values of EntityVariables. WITHOUT ONE
  // IT IS GONE: the rows of DataTable::Create, the time of a Timeline, the
  // subscriptions of clients. Assets that were added by hand are to be added in
  // each run, by the same calls: the same file (path, size and time of
  // modification) or bytes, and the same media type. Then the buffers and
  // images that name them have their content again, with the same URL; until
  // then, clients that fetch it get 404. Large buffers by Document::Create are
  // kept.
  //
  // Without ServerOptions::persistence, does nothing and returns false. Errors:
  // FailedPrecondition where another process has the directory, with its
  // number, where the server runs, or where the document has components;
  // DataLoss with file and offset where the journal is damaged
  // (`noodles journal salvage`); those of the system and, where the limits of
  // DocumentOptions are smaller than before, of Document::Create.
  absl::StatusOr<bool> Resume();

  // Gives the state `name` to `keeper`: first what an earlier run has left,
  // then whatever Document::Record tells, with each snapshot. Returns whether
  // there was a state. Without ServerOptions::persistence, does nothing and
  // returns false. Errors: AlreadyExists where the state has a keeper;
  // FailedPrecondition before Resume; those of `keeper`.
  absl::StatusOr<bool> Keep(const std::string& name, Keeper keeper);

  // Whether changes are kept: after Resume, with ServerOptions::persistence.
  bool is_kept() const;

  // The error for which changes are not written now, as on a full disk; OK
  // while they are written, and without ServerOptions::persistence.
  absl::Status persistence_status() const;

  // ------------------------------------------------------------------- routes

  // Answers HTTP requests for `path` by `function`, before Start or while the
  // server runs, until the server is destroyed. http_route.h says which
  // requests these are and by which rules `function` answers.
  //
  //   server.Serve("/state", [&](const HttpRequest&, std::string_view) {
  //     return HttpReply{.body = StateAsJson()};
  //   });
  //
  // Errors, which change nothing: InvalidArgument for an empty function, and
  // for a path that does not begin with a slash, has characters that stand in
  // no path, empty segments, or segments "." and "..", or that the server
  // answers itself; AlreadyExists where the server has a route for this path.
  absl::Status Serve(std::string path, HttpFunction function,
                     HttpAccess access = HttpAccess::kAuthorized);

  // ------------------------------------------------------- methods and signals

  // Creates a method that calls `function`, without attaching it anywhere:
  // list it in a component's methods_list, or with AttachMethod. Deleting the
  // component from the document takes the method away. Errors: InvalidArgument
  // for an empty name, and for arguments without a name or of one name; those
  // of Document::Create.
  absl::StatusOr<MethodID> DefineMethod(Method method, MethodFunction function);

  // Creates a method of the document from any function with typed arguments and
  // attaches it to the document (typed_method.h). `arguments` holds their names
  // in order, or their names, documentation and hints; a hint that is not given
  // follows from the type.
  //
  //   server.AddMethod("move", "Moves the pump", Move,
  //                    {{"x", "Metres to the right"}, {"y", "Metres up"}});
  //
  // Without `arguments`, clients see the names "0", "1" and so on. Errors,
  // which change nothing: InvalidArgument for an empty name, two arguments of
  // one name, or too few or too many arguments; AlreadyExists where the
  // document has a method of this name.
  template <class Function>
  absl::StatusOr<MethodID> AddMethod(const std::string& name,
                                     const std::string& doc, Function function,
                                     const ArgumentList& arguments = {}) {
    absl::StatusOr<MethodDefinition> definition =
        noodles::DefineMethod(name, doc, std::move(function), arguments);
    if (!definition.ok()) return definition.status();
    return AddMethodOfDocument(*std::move(definition));
  }

  // Creates a signal of the document and attaches it to the document.
  // `Arguments` are the types of its arguments, for the hints; without any, the
  // hints are "noo::any". Emit sends the signal.
  //
  //   server.AddSignal<double>("heated", "A new temperature",
  //                            {{"kelvin", "Absolute"}});
  //
  // Errors, which change nothing: as AddMethod, for signals.
  template <class... Arguments>
  absl::StatusOr<SignalID> AddSignal(const std::string& name,
                                     const std::string& doc = "",
                                     const ArgumentList& arguments = {}) {
    if constexpr ((... &&
                   calls_internal::RequireValue<std::decay_t<Arguments>>())) {
      return AddSignalOfDocument(
          {.name = name, .doc = calls_internal::TextOrNothing(doc)}, arguments,
          {calls_internal::HintOf<std::decay_t<Arguments>>()...});
    } else {
      return SignalID();
    }
  }

  // Add a method or a signal to those of the document. Errors: AlreadyExists
  // where the document has one of this name; InvalidArgument for one that does
  // not exist.
  absl::Status AttachMethod(MethodID id);
  absl::Status AttachSignal(SignalID id);

  // Lets `implementation` answer the methods of its interface, a class that was
  // generated from a specification, where they are called on `target`: an
  // EntityID, TableID or PlotID. The second form is for the document. The
  // signals that belong to the interface are attached too.
  //
  //   server.Implement(entity, std::make_shared<MyMovable>());
  //
  // For a class that implements several interfaces, the caller names one:
  // Implement<MovableMethods>(entity, mine). All targets share one method
  // component for each name and description, and one signal component. The
  // implementation is released some time after the target has been deleted.
  // Errors, which change nothing: NotFound for an unknown target; AlreadyExists
  // where the target has a method of that name.
  template <class Interface, class Target>
  requires(std::same_as<Target, InvokeIDType> ||
           std::is_constructible_v<decltype(InvokeIDType::target), Target>)
      absl::Status
      Implement(Target target, std::shared_ptr<Interface> implementation) {
    return ImplementOn(InvokeIDType{target}, std::move(implementation));
  }
  template <class Interface>
  absl::Status Implement(std::shared_ptr<Interface> implementation) {
    return ImplementOn(std::nullopt, std::move(implementation));
  }

  // Creates a component that offers the interface from its beginning, so that
  // clients hear of both in one message. Errors, which change nothing: those of
  // Document::Create; AlreadyExists as above.
  template <class Component, class Interface>
  requires(std::is_constructible_v<OfferingComponent, Component>)
      absl::StatusOr<Document::IdOf<Component>> CreateWith(
          Component component, std::shared_ptr<Interface> implementation) {
    if constexpr (calls_internal::RequireInterface<Interface>()) {
      absl::StatusOr<InvokeIDType> target =
          CreateOffering(std::move(component), MethodsOf(implementation),
                         calls_internal::SignalsFor(*implementation));
      if (!target.ok()) return target.status();
      return std::get<Document::IdOf<Component>>(target->target);
    } else {
      return Document::IdOf<Component>();
    }
  }

  // The untyped form of Implement: attaches methods and signals to `target`
  // (nothing: the document). A signal that the target has already stays.
  absl::Status Offer(const std::optional<InvokeIDType>& target,
                     std::vector<MethodDefinition> methods,
                     const std::vector<Signal>& signals = {});

  // Sends a signal on `context` (nothing: the document) to all clients, or to
  // the clients named; clients that have not joined yet get none. Inside a
  // transaction or a method the signal leaves with the changes, in order, or
  // not at all. Errors: NotFound for an unknown signal; FailedPrecondition
  // where the signal is not attached and attachment is checked.
  absl::Status Emit(
      SignalID signal, std::vector<Any> arguments,
      const std::optional<InvokeIDType>& context = std::nullopt,
      const std::optional<std::vector<ClientNumber>>& clients = std::nullopt);

  // The same for the signal of this name that `target` has; for generated
  // emitters. Errors: NotFound where `target` has no such signal.
  absl::Status EmitByName(std::string_view signal,
                          const std::optional<InvokeIDType>& target,
                          std::vector<Any> arguments,
                          const SignalAudience& audience) override;

  // ----------------------------------------------------------------- operation

  // Starts to accept clients, on threads of its own. Errors: AlreadyExists
  // where the port is taken; others of the listener.
  absl::Status Start();

  // The port that the server listens on; 0 before Start.
  uint16_t port() const;

  // Ends all connections with 1001 behind the messages that are queued for
  // them, at once, whether or not a method runs, drops the calls that wait,
  // asks the method that runs to return (CallContext::stop), and waits for all
  // that, at most for ServerOptions::stop_limit. Ends Run. The document stays,
  // and Start may be called again.
  //
  // A method that still runs when stop_limit is over goes on: Stop logs that
  // and returns. Until the method has returned, Start fails with
  // FailedPrecondition, and the destructor waits: the method may use the server
  // and the objects of the program. After Run was ended by a signal, the
  // destructor waits no longer than half a second, and then ends the process by
  // that signal.
  //
  // Inside a method, a periodic function or another function that this server
  // calls, Stop does not wait: the server stops when the function has returned.
  void Stop();

  // Reads certificate and key again, for new connections. After an error the
  // former ones stay in use. Errors: FailedPrecondition where there is no TLS,
  // or the server does not run; InvalidArgument for files that hold no fitting
  // certificate and key.
  absl::Status ReloadTls();

  // Starts, calls `when_ready` (if given) once clients can connect, waits for
  // SIGINT, SIGTERM or a call of Stop, and stops. The first signal logs what
  // the server waits for; the second ends the process at once.
  absl::Status Run(const std::function<void()>& when_ready = nullptr);

  // Calls `function` every `interval` (at least 1 ms) while the server runs, on
  // the thread of the methods and in turn with them, the first time one
  // interval after this call or Start, whichever is later. Each call is a
  // transaction, as a method is; an exception is logged, and the changes are
  // taken back.
  //
  //   server.Every(50ms, [&] { simulation.Step(server.document()); });
  //
  // Calls are due at multiples of the interval, so delays do not add up. A call
  // that is due while the one before waits or runs is left out, and never made
  // up for (Periodic::missed): a function that takes too long leaves the
  // methods their turns. Ends with Periodic::Stop, or for good when the server
  // stops.
  Periodic Every(std::chrono::nanoseconds interval,
                 std::function<void()> function);

  // ------------------------------------------------------------------- clients

  // In ascending order of their numbers.
  std::vector<ClientInformation> clients() const;

  bool IsConnected(ClientNumber client) const;

  // Calls `events` for clients that join and leave from now on, until the
  // returned watch ends. See client_watch.h, and subscriber_list.h, which uses
  // it.
  ClientWatch WatchClients(ClientEvents events);

  // Waits neither for methods nor for transactions.
  ServerCounters counters() const;

 private:
  absl::StatusOr<MethodID> AddMethodOfDocument(MethodDefinition definition);
  absl::StatusOr<SignalID> AddSignalOfDocument(Signal signal,
                                               const ArgumentList& arguments,
                                               std::vector<std::string> hints);

  template <class Interface>
  absl::Status ImplementOn(const std::optional<InvokeIDType>& target,
                           std::shared_ptr<Interface> implementation) {
    if constexpr (calls_internal::RequireInterface<Interface>()) {
      return Offer(target, MethodsOf(implementation),
                   calls_internal::SignalsFor(*implementation));
    } else {
      return absl::OkStatus();
    }
  }
  absl::StatusOr<InvokeIDType> CreateOffering(
      OfferingComponent component, std::vector<MethodDefinition> methods,
      std::vector<Signal> signals);

  friend class server_internal::ServerState;
  std::shared_ptr<server_internal::ServerState> state_;
};

}  // namespace noodles

#endif  // NOODLES_SERVER_SERVER_H_
