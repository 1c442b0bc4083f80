#include "noodles/transport/connections/connection.h"

#include <utility>

#include "noodles/transport/websocket/deflate.h"

namespace noodles::transport_internal {

std::shared_ptr<const OutgoingMessage> MakeOutgoingMessage(
    std::vector<Bytes> segments, bool is_text) {
  auto message = std::make_shared<OutgoingMessage>();
  for (const Bytes& segment : segments) message->size += segment.size();
  message->segments = std::move(segments);
  message->is_text = is_text;
  return message;
}

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
  }
  return "unknown";
}

std::shared_ptr<const OutgoingMessage> OutgoingMessage::Deflated(
    const DeflateOptions& options) const {
  std::call_once(deflated_once_, [&] {
    if (is_deflated) return;
    const std::optional<Bytes> compressed = Deflate(segments, options);
    if (!compressed) return;
    const auto message = std::make_shared<OutgoingMessage>();
    message->segments = {*compressed};
    message->size = compressed->size();
    message->is_text = is_text;
    message->is_deflated = true;
    deflated_ = message;
  });
  return deflated_;
}

std::optional<HttpResponse> ConnectionHandler::OnUpgrade(Connection&,
                                                         const HttpRequest&) {
  return std::nullopt;
}

void ConnectionHandler::OnTextMessage(Connection&, Bytes) {}

void ConnectionHandler::OnDrained(Connection&) {}

}  // namespace noodles::transport_internal
