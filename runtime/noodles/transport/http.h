// HTTP requests and answers, as far as a websocket listener meets them, and the
// seam for a program that answers other requests on the same port.
//
// Thread-safety: plain values. An HttpHandler is called on I/O threads, by
// several at once when the listener has several.
#ifndef NOODLES_TRANSPORT_HTTP_H_
#define NOODLES_TRANSPORT_HTTP_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "noodles/base/bytes.h"

namespace noodles::transport {

using HttpFields = std::vector<std::pair<std::string, std::string>>;

// The head of a request; bodies are not read.
struct HttpRequest {
  std::string method;  // "GET"
  std::string target;  // "/path?query", as it was sent
  int minor_version = 1;
  HttpFields fields;

  // The first field with this name (any case), or null.
  const std::string* Find(std::string_view name) const;

  // True if one of the comma-separated values of the fields with this name is
  // `token`; names and tokens in any case.
  bool HasToken(std::string_view name, std::string_view token) const;
};

// Connection, Content-Length (of the body unless it is among the fields) and
// Server are added when it is sent; then the connection ends.
struct HttpResponse {
  int status = 404;
  HttpFields fields;
  std::vector<Bytes> body;  // segments, one after the other
};

// A small answer in plain text: the status, its name and `detail`.
HttpResponse MakeTextResponse(int status, std::string_view detail);

// "Not Found" for 404; "Unknown" for what is not in RFC 9110.
std::string_view HttpStatusName(int status);

// Status line and fields with the empty line behind them.
std::string FormatResponseHead(const HttpResponse& response);

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

}  // namespace noodles::transport

#endif  // NOODLES_TRANSPORT_HTTP_H_
