// HTTP requests and answers, as far as a websocket listener meets them, and the
// seam for a program that answers other requests on the same port.
//
// Thread-safety: plain values. An HttpHandler is called on I/O threads, by
// several at once when the listener has several.
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

// The first field with this name (any case), or null.
const std::string* FindField(const HttpFields& fields, std::string_view name);

// True if one of the comma-separated values of the fields with this name is
// `token`; names and tokens in any case.
bool HasToken(const HttpFields& fields, std::string_view name,
              std::string_view token);

// Connection, Content-Length (of the body unless it is among the fields) and
// Server are added when it is sent. Neither memory nor file of the body is
// copied; both are kept until they have been sent.
struct HttpResponse {
  int status = 404;
  HttpFields fields;
  std::vector<Bytes> body;  // segments, one after the other
  FileSlice file{};         // what follows them

  // Called once on the I/O thread when the answer has left, as a whole or as
  // far as its connection lasted, with the bytes of the body that did. May be
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

// True if another request may follow on the connection: the peer has not asked
// to end it, and there is no body that would have to be skipped first.
bool AllowsNextRequest(const HttpRequest& request);

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, section 5.6.7).
std::string FormatHttpDate(std::chrono::system_clock::time_point time);

class HttpHandler {
 public:
  virtual ~HttpHandler() = default;

  // Answers a request that is no websocket upgrade. Must not block.
  virtual HttpResponse OnRequest(const HttpRequest& request) = 0;
};

// 426 for "/", 404 for everything else.
HttpResponse AnswerWithoutHandler(const HttpRequest& request);

// True if `a` and `b` are equal when ASCII letters have no case.
bool EqualsIgnoringCase(std::string_view a, std::string_view b);

// Without the spaces and tabs at both ends.
std::string_view TrimBlanks(std::string_view text);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_HTTP_HTTP_H_
