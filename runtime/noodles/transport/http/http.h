// HTTP answers of a listener, and the interface of the parts that answer
// requests on the port of the websockets.
//
// Thread-safety: plain values and pure functions. An HttpHandler is called on
// the I/O threads, by several at once when the listener has several.
#ifndef NOODLES_TRANSPORT_HTTP_HTTP_H_
#define NOODLES_TRANSPORT_HTTP_HTTP_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "noodles/base/bytes.h"
#include "noodles/transport/http_request.h"
#include "noodles/transport/net/open_file.h"

namespace noodles::transport_internal {

// The value of the first field with this name, in any case; null for none.
const std::string* FindField(const HttpFields& fields, std::string_view name);

// The comma-separated values of all fields with this name, without blanks
// around them and without empty values. They point into `fields`.
std::vector<std::string_view> ListValues(const HttpFields& fields,
                                         std::string_view name);

// True if `text` is a token (RFC 9110, section 5.6.2): the name of a field, a
// method, a subprotocol.
bool IsToken(std::string_view text);

// True if one of the comma-separated values of the fields with this name is
// `token`; names and tokens in any case.
bool HasToken(const HttpFields& fields, std::string_view name,
              std::string_view token);

// An answer. Connection, Server and, unless it is among the fields,
// Content-Length are added when the answer is sent. The body is not copied; its
// memory and file are kept until they have been sent.
struct HttpResponse {
  int status = 404;
  HttpFields fields;
  std::vector<Bytes> body;  // segments, one after the other
  FileSlice file{};         // the rest of the body, behind the segments

  // Called once on the I/O thread when the answer has left or its connection
  // has ended, with the number of bytes of the body that have left. May be
  // empty.
  std::function<void(uint64_t)> on_sent{};
};

// A small answer in plain text: the status, its name and `detail`.
HttpResponse MakeTextResponse(int status, std::string_view detail);

// "Not Found" for 404; "Unknown" for a status that is not registered.
std::string_view HttpStatusName(int status);

// The value of the field Server.
inline constexpr std::string_view kServerName = "linguine";

// The status line of `status`, `fields` in their order, and the empty line.
std::string FormatHead(int status, const HttpFields& fields);

// The same for an answer, with the fields that are added to it.
std::string FormatResponseHead(const HttpResponse& response,
                               bool keep_alive = false);

// True if another request may follow on the connection (RFC 9112, section 9.3):
// the peer has not asked to end it, and the request has no body, which would
// have to be skipped.
bool AllowsNextRequest(const HttpRequest& request);

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, section 5.6.7).
std::string FormatHttpDate(std::chrono::system_clock::time_point time);

class HttpHandler {
 public:
  virtual ~HttpHandler() = default;

  // Answers a request that does not ask for a websocket. Must not block.
  virtual HttpResponse OnRequest(const HttpRequest& request) = 0;

  // The same, with the address of the peer ("192.0.2.1:49152"). Called by the
  // connections; the default calls OnRequest.
  virtual HttpResponse OnRequestFrom(const HttpRequest& request,
                                     std::string_view address);
};

// The answer where nothing else answers: for "/", 426 with words that name the
// websocket and tell how a program serves a page; else 404. `websocket_url` may
// be empty: then the URL is made of Host, without TLS.
HttpResponse AnswerWithoutHandler(const HttpRequest& request,
                                  std::string websocket_url = {});

// True if `a` and `b` are equal when ASCII letters have no case.
bool EqualsIgnoringCase(std::string_view a, std::string_view b);

// `text` without the spaces and tabs at both ends.
std::string_view TrimBlanks(std::string_view text);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_HTTP_HTTP_H_
