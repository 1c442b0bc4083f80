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
// Methods run one after another on a thread of their own. The changes of each
// are one transaction, which begins with its first change: they leave as one
// frame before the reply, and a method that fails leaves nothing behind. A
// method that takes long holds up other calls, but neither the network nor,
// until its first change, anybody who changes the document.
//
// Thread-safety: every function may be called from any thread; Stop and the
// destructor not from a method. Ownership: the server owns its document.
#ifndef NOODLES_SERVER_SERVER_H_
#define NOODLES_SERVER_SERVER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/server/call.h"
#include "noodles/server/server_options.h"
#include "noodles/server/typed_method.h"
#include "noodles/state/document.h"

namespace noodles {

// A client as the server sees it.
struct ClientInformation {
  ClientNumber number = 0;
  // Empty until it has introduced itself.
  std::string name;
  std::string address;
  // It has the whole document and follows it.
  bool has_joined = false;
  // Bytes that wait to be sent to it.
  size_t queued_bytes = 0;
};

class ServerState;

class Server {
 public:
  explicit Server(ServerOptions options = {});
  // Stops it, if it runs.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  Document& document();
  const Document& document() const;

  // ------------------------------------------------------- methods and signals

  // Creates a method that calls `function`, without attaching it anywhere:
  // list it in a component's methods_list, or with AttachMethod. Deleting the
  // component from the document takes the method away.
  absl::StatusOr<MethodID> DefineMethod(Method method, MethodFunction function);

  // Creates a method of the document from any function with typed arguments
  // and attaches it to the document. `arguments` names them in order; their
  // hints follow from the types. See typed_method.h.
  template <class Function>
  absl::StatusOr<MethodID> AddMethod(std::string name, std::string doc,
                                     Function function,
                                     std::vector<std::string> arguments = {}) {
    Method method =
        DescribeMethod<Function>(std::move(name), std::move(doc), arguments);
    absl::StatusOr<MethodID> id =
        DefineMethod(std::move(method),
                     MakeMethod(std::move(function), std::move(arguments)));
    if (!id.ok()) return id;
    if (absl::Status status = AttachMethod(*id); !status.ok()) return status;
    return id;
  }

  // Adds a method to those of the document.
  absl::Status AttachMethod(MethodID id);

  // Sends a signal on `context` (nothing: the document) to all clients, or to
  // the clients named. Inside a transaction or a method it leaves with the
  // changes, in order. Errors: NotFound for an unknown signal;
  // FailedPrecondition where it is not attached and attachment is checked.
  absl::Status Emit(
      SignalID signal, std::vector<Any> arguments,
      const std::optional<InvokeIDType>& context = std::nullopt,
      const std::optional<std::vector<ClientNumber>>& clients = std::nullopt);

  // ----------------------------------------------------------------- operation

  // Starts to accept clients, on threads of its own. Errors: AlreadyExists
  // where the port is taken, and others of the listener.
  absl::Status Start();

  // The port that it listens on; 0 before Start.
  uint16_t port() const;

  // Ends all connections with 1001 after what is queued for them, and waits for
  // the method that runs. The document stays; Start begins anew.
  void Stop();

  // Starts, calls `when_ready` (if given) once clients can connect, waits for
  // SIGINT or SIGTERM, and stops.
  absl::Status Run(const std::function<void()>& when_ready = nullptr);

  std::vector<ClientInformation> clients() const;

 private:
  friend class ServerState;
  std::shared_ptr<ServerState> state_;
};

}  // namespace noodles

#endif  // NOODLES_SERVER_SERVER_H_
