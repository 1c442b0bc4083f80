// One websocket to a server, frame by frame: what a client hides, such as pings
// and close frames.
//
// Thread-safety: one thread, which is blocked while it waits. Ownership: the
// connection ends with its object, without a close frame unless one was sent.
#ifndef NOODLES_TOOL_RAW_WEBSOCKET_H_
#define NOODLES_TOOL_RAW_WEBSOCKET_H_

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
#include "tool/raw_connection.h"

namespace noodles::tool {

class RawWebsocket {
 public:
  struct Event {
    // kNeedMore: the connection has ended without a close frame. kError: what
    // came is no websocket, see `text`.
    noodles::transport_internal::FrameParser::Event type =
        noodles::transport_internal::FrameParser::Event::kNeedMore;
    noodles::Bytes message{};  // of a binary message
    std::string text{};        // of a control frame, or what is wrong
    noodles::transport_internal::CloseCode code =
        noodles::transport_internal::CloseCode::kNoStatus;  // of kClose
  };

  RawWebsocket(const noodles::ClientOptions& options,
               std::chrono::milliseconds limit);
  RawWebsocket(const RawWebsocket&) = delete;
  RawWebsocket& operator=(const RawWebsocket&) = delete;

  // The head of the server's answer to the request for a websocket, whatever it
  // says. Errors: those of RawConnection.
  absl::StatusOr<noodles::transport_internal::HttpResponseHead> Open(
      const noodles::transport_internal::Url& url);
  // What Sec-WebSocket-Accept must be.
  const std::string& accept() const { return accept_; }

  // What cannot be sent shows by what comes.
  void Send(std::string_view message);
  void Ping(std::string_view payload);
  void Close(noodles::transport_internal::CloseCode code);

  // The next event. Error: DeadlineExceeded.
  absl::StatusOr<Event> Next();

 private:
  Event EventOf(noodles::transport_internal::FrameParser::Event type);

  const noodles::ClientOptions options_;
  RawConnection connection_;
  std::string accept_;
  std::string received_;  // lent to the parser
  noodles::transport_internal::FrameParser parser_;
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_RAW_WEBSOCKET_H_
