#include "noodles/transport/connections/connection.h"

namespace noodles::transport_internal {

std::string_view ToString(CloseCause cause) {
  switch (cause) {
    case CloseCause::kPeerClosed:
      return "peer-closed";
    case CloseCause::kLocalClose:
      return "local-close";
    case CloseCause::kProtocolError:
      return "protocol-error";
    case CloseCause::kQueueOverflow:
      return "queue-overflow";
    case CloseCause::kConnectionLost:
      return "connection-lost";
    case CloseCause::kTimeout:
      return "timeout";
    case CloseCause::kHandlerFailed:
      return "handler-failed";
    case CloseCause::kListenerStopped:
      return "listener-stopped";
    case CloseCause::kNoRoom:
      return "no-room";
  }
  return "unknown";
}

std::optional<HttpResponse> ConnectionHandler::OnUpgrade(Connection&,
                                                         const HttpRequest&) {
  return std::nullopt;
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): handlers keep the bytes.
void ConnectionHandler::OnTextMessage(Connection&, Bytes) {}

void ConnectionHandler::OnWoken(Connection&) {}

void ConnectionHandler::OnDrained(Connection&) {}

}  // namespace noodles::transport_internal
