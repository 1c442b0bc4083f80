// Accepts websocket connections on a TCP port.
//
//   auto listener = Listener::Start(options, handler);
//   if (!listener.ok()) { ... }
//   ...
//   (*listener)->Stop(std::chrono::seconds(1));
//
// A listener has I/O threads of its own; each connection stays on one of them.
//
// Thread-safety: every function may be called from any thread, but Stop() and
// the destructor not from a function of a handler: they wait for the I/O
// threads. Ownership: the listener shares the handlers until it is gone, and
// its connections until they have ended.
#ifndef NOODLES_TRANSPORT_CONNECTIONS_LISTENER_H_
#define NOODLES_TRANSPORT_CONNECTIONS_LISTENER_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "noodles/transport/connections/arrivals.h"
#include "noodles/transport/connections/connection.h"
#include "noodles/transport/connections/traffic.h"
#include "noodles/transport/http/http.h"
#include "noodles/transport/net/tls_context.h"

namespace noodles::transport_internal {

struct ListenerOptions {
  // A numeric address, or "localhost" for 127.0.0.1 and ::1 with the same port;
  // empty: all addresses, IPv6 and IPv4. Where the machine lacks one of the two
  // families, the other one.
  std::string address;

  // 0: any free port, see Listener::port().
  uint16_t port = 50000;

  // I/O threads, at least 1.
  int threads = 1;

  // Clients: websockets that are open and, where
  // ConnectionOptions::awaits_approval is set, approved. More are refused with
  // 503, or closed with 1013 when they are approved. Bounds the memory of all
  // clients together: each may have a queue and an arriving message.
  size_t max_connections = 4096;

  // Clients of one address; more are refused alike. Stops one machine from
  // taking all places.
  size_t max_clients_per_address = SIZE_MAX;

  // Connections of one address that are no clients. Where there are more, the
  // oldest silent one of that address makes room, else the longest idle one;
  // where there is none, the new one is dropped. Stops one machine from taking
  // the places of all others.
  size_t max_connections_per_address = SIZE_MAX;

  // Connections without a complete request, and websockets that await their
  // approval. Where there are more, the oldest one of the address that has the
  // most makes room. Stops silent connections from using up all file
  // descriptors.
  size_t max_pending_handshakes = 1024;

  // Connections whose requests are answered by the http_handler. Where there
  // are more, the one that is idle for the longest makes room; where none is
  // idle, a request is answered with 503. Stops kept-alive connections and
  // downloads from using up all file descriptors.
  size_t max_http_connections = 1024;

  // How long messages may take to arrive, and the memory that they may hold.
  ArrivalLimits arrivals;

  ConnectionOptions connection;

  // Speaks TLS on every connection; null: on none.
  std::shared_ptr<TlsContext> tls;

  // Answers requests that are no upgrade; null: 426 for "/" and 404 else.
  std::shared_ptr<HttpHandler> http_handler;

  // Counts the messages and bytes of all websockets. May be null.
  std::shared_ptr<Traffic> traffic;
};

class Listener {
 public:
  // Binds and listens. Errors: AlreadyExists if the port is taken,
  // PermissionDenied, InvalidArgument for an address that cannot be read,
  // Unavailable for other failures. The message names address and port.
  static absl::StatusOr<std::unique_ptr<Listener>> Start(
      const ListenerOptions& options,
      std::shared_ptr<ConnectionHandler> handler);

  virtual ~Listener() = default;
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  // The port that was bound.
  virtual uint16_t port() const = 0;

  // "[::]:50000", "127.0.0.1:50000"; of "localhost", the IPv4 address.
  virtual const std::string& local_address() const = 0;

  // The number of open websockets, approved or not.
  virtual size_t connection_count() const = 0;

  // Accepts no more connections, closes all connections with 1001 behind their
  // queued messages, waits until they have ended or `limit` is over, drops the
  // rest and joins the threads. All calls of OnClose have returned then. The
  // destructor does the same with a limit of 0.
  virtual void Stop(std::chrono::milliseconds limit) = 0;

 protected:
  Listener() = default;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_LISTENER_H_
