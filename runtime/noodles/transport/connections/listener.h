// Accepts websocket connections on a TCP port.
//
//   auto listener = Listener::Start(options, handler);
//   if (!listener.ok()) { ... }
//   ...
//   (*listener)->Stop(std::chrono::seconds(1));
//
// Runs `threads` I/O threads of its own; each connection stays on one of them.
//
// Thread-safety: every function may be called from any thread; Stop() and the
// destructor not from a handler's function, since they wait for the I/O
// threads. Ownership: the listener shares the handlers until it is gone, its
// connections until they have ended.
#ifndef NOODLES_TRANSPORT_CONNECTIONS_LISTENER_H_
#define NOODLES_TRANSPORT_CONNECTIONS_LISTENER_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "noodles/transport/connections/connection.h"
#include "noodles/transport/connections/traffic.h"
#include "noodles/transport/http/http.h"
#include "noodles/transport/net/tls_context.h"

namespace noodles::transport_internal {

struct ListenerOptions {
  // A numeric address or "localhost"; empty: all addresses, IPv6 and IPv4, or
  // IPv4 alone where there is no IPv6.
  std::string address;

  // 0: any free port, see Listener::port().
  uint16_t port = 50000;

  // I/O threads, at least 1.
  int threads = 1;

  // Open websockets; more are refused with 503. Bounds what any number of
  // clients can make us hold: each may have a queue and a message arriving.
  size_t max_connections = 4096;

  // TCP connections of one address, with a websocket or without; more are
  // dropped at once. Stops one machine from taking all places.
  size_t max_connections_per_address = SIZE_MAX;

  // TCP connections without a websocket yet; more are dropped at once. Stops
  // connections that say nothing from using up all file descriptors.
  size_t max_pending_handshakes = 1024;

  ConnectionOptions connection;

  // Speaks TLS on every connection; null: on none.
  std::shared_ptr<TlsContext> tls;

  // Answers requests that are no upgrade; null: 426 for "/" and 404 else.
  std::shared_ptr<HttpHandler> http_handler;

  // Counts what goes over the websockets; null: nobody counts.
  std::shared_ptr<Traffic> traffic;
};

class Listener {
 public:
  // Binds and listens. Errors: AlreadyExists when the port is taken,
  // PermissionDenied, InvalidArgument for an address that is none, Unavailable
  // for all else; the message names address and port.
  static absl::StatusOr<std::unique_ptr<Listener>> Start(
      const ListenerOptions& options,
      std::shared_ptr<ConnectionHandler> handler);

  virtual ~Listener() = default;
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  // The port that it listens on.
  virtual uint16_t port() const = 0;

  // "[::]:50000", "127.0.0.1:50000".
  virtual const std::string& local_address() const = 0;

  // Open websockets.
  virtual size_t connection_count() const = 0;

  // Accepts nothing more, closes all connections with 1001 after what they have
  // queued, waits until they have ended or `limit` is over, drops the rest and
  // joins the threads. All OnClose calls have returned then. The destructor
  // does the same with a limit of 0.
  virtual void Stop(std::chrono::milliseconds limit) = 0;

 protected:
  Listener() = default;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_LISTENER_H_
