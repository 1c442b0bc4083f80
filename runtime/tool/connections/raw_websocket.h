// A websocket that is read and written as single frames. For checks of what a
// Client does not expose, such as pings and close frames.
//
// Thread-safety: one thread, which is blocked while it waits. Ownership: the
// destructor closes the connection, without a close frame unless Close was
// called.
#ifndef NOODLES_TOOL_CONNECTIONS_RAW_WEBSOCKET_H_
#define NOODLES_TOOL_CONNECTIONS_RAW_WEBSOCKET_H_

#include <noodles/client/client_options.h>
#include <noodles/transport/http/http_response_head.h>
#include <noodles/transport/http/url.h>
#include <noodles/transport/websocket/close_code.h>
#include <noodles/transport/websocket/frame_parser.h>

#include <chrono>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "tool/connections/raw_connection.h"

namespace noodles::tool {

class RawWebsocket {
 public:
  struct Event {
    // kNeedMore: the connection has ended without a close frame. kError: the
    // received bytes are not a valid websocket frame, see `text`.
    transport_internal::FrameParser::Event type =
        transport_internal::FrameParser::Event::kNeedMore;
    Bytes message{};     // of a binary message
    std::string text{};  // of a control frame, or the error
    // Of kClose.
    transport_internal::CloseCode code =
        transport_internal::CloseCode::kNoStatus;
  };

  RawWebsocket(const ClientOptions& options, std::chrono::milliseconds limit);
  RawWebsocket(const RawWebsocket&) = delete;
  RawWebsocket& operator=(const RawWebsocket&) = delete;

  // Requests a websocket and returns the head of the HTTP response, whatever
  // its status. Errors: those of RawConnection.
  absl::StatusOr<transport_internal::HttpResponseHead> Open(
      const transport_internal::Url& url);
  // The required value of Sec-WebSocket-Accept (RFC 6455, section 4.2.2).
  const std::string& accept() const { return accept_; }

  // Send errors are ignored; Next reports that the connection has ended.
  void Send(std::string_view message);
  void Ping(std::string_view payload);
  void Close(transport_internal::CloseCode code);

  // Waits for the next event. Errors: DeadlineExceeded.
  absl::StatusOr<Event> Next();

 private:
  Event EventOf(transport_internal::FrameParser::Event type);

  const ClientOptions options_;
  RawConnection connection_;
  std::string accept_;
  std::string received_;  // the parser refers to it
  transport_internal::FrameParser parser_;
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CONNECTIONS_RAW_WEBSOCKET_H_
