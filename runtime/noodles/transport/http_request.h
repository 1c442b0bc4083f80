// The head of an HTTP request, for functions that decide about the request
// (AccessOptions::authorize_connection).
//
// Thread-safety: a plain value.
#ifndef NOODLES_TRANSPORT_HTTP_REQUEST_H_
#define NOODLES_TRANSPORT_HTTP_REQUEST_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace noodles {

// Names and values, in the order in which they were sent.
using HttpFields = std::vector<std::pair<std::string, std::string>>;

// Bodies of requests are not read.
struct HttpRequest {
  std::string method;  // "GET"
  // "/path?query", as it was sent; of an absolute URL, the part behind the host
  // and port, which are then the value of Host.
  std::string target;
  int minor_version = 1;
  HttpFields fields;

  // The value of the first field with this name, in any case; null for none.
  const std::string* Find(std::string_view name) const;

  // True if one of the comma-separated values of the fields with this name is
  // `token`; names and tokens in any case.
  bool HasToken(std::string_view name, std::string_view token) const;

  // The token of "Authorization: Bearer TOKEN" (RFC 6750, section 2.1); empty
  // if the request has none.
  std::string_view BearerToken() const;

  // The token of a subprotocol "noodles.token.TOKEN" among those that the
  // request offers (Sec-WebSocket-Protocol), where TOKEN is base64url (RFC
  // 4648, section 5) without padding; decoded. For web pages, which cannot set
  // Authorization: new WebSocket(url, ["noodles", "noodles.token.c2VjcmV0"]).
  // The page must offer a subprotocol of AccessOptions::subprotocols beside it,
  // since browsers expect that the server chooses one. Nothing if there is
  // none, or if it is malformed.
  std::optional<std::string> SubprotocolToken() const;

  // The token by which the client asks for access: BearerToken, else
  // SubprotocolToken, else the parameter "token" of the query; empty if there
  // is none.
  std::string Token() const;

  // The first parameter of the query with this name, decoded: "a b" for
  // "?name=a%20b" and "?name=a+b". Nothing if there is none, or if the value is
  // malformed.
  std::optional<std::string> QueryParameter(std::string_view name) const;

  // The target without the query.
  std::string_view path() const;
};

}  // namespace noodles

#endif  // NOODLES_TRANSPORT_HTTP_REQUEST_H_
