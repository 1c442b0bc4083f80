// Opens one websocket to a server.
//
// Thread-safety: every function may be called from any thread; the handler is
// called on the loop. Ownership: the loop keeps a connector as long as its
// connection lasts.
#ifndef NOODLES_TRANSPORT_CONNECTIONS_CONNECTOR_H_
#define NOODLES_TRANSPORT_CONNECTIONS_CONNECTOR_H_

#include <chrono>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/transport/connections/connection.h"
#include "noodles/transport/http/http.h"
#include "noodles/transport/http/url.h"
#include "noodles/transport/net/event_loop.h"

namespace noodles::transport_internal {

struct ConnectOptions {
  Url url;
  // Sent with the request that opens the websocket: Authorization, Origin, ...
  HttpFields fields{};
  TlsClientOptions tls{};
  // From the look-up of the name to the open TCP connection.
  std::chrono::milliseconds connect_timeout{10'000};
  // handshake_timeout and max_request_bytes apply to the server's answer;
  // deflate.is_on: compression is offered to the server.
  ConnectionOptions connection{};
};

class ConnectHandler : public ConnectionHandler {
 public:
  // The websocket did not open; no other function is called. Errors: those of
  // EventLoop::OpenStream; Unauthenticated and PermissionDenied for 401 and
  // 403; FailedPrecondition for another answer that opens no websocket;
  // Unavailable if there was no answer.
  virtual void OnConnectFailed(const absl::Status& status) = 0;
};

class Connector {
 public:
  // Begins to connect. Errors: InvalidArgument for fields that a request cannot
  // hold.
  static absl::StatusOr<std::shared_ptr<Connector>> Start(
      std::shared_ptr<EventLoop> loop, ConnectOptions options,
      std::shared_ptr<ConnectHandler> handler);

  virtual ~Connector() = default;
  Connector(const Connector&) = delete;
  Connector& operator=(const Connector&) = delete;

  // Ends the attempt or the connection at once, without a close frame. The
  // handler gets OnConnectFailed or OnClose.
  virtual void Abort() = 0;

 protected:
  Connector() = default;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_CONNECTOR_H_
