// An HTTP request, as a function that decides about it sees it
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

  // The token of "Authorization: Bearer TOKEN" (RFC 6750); empty: none.
  std::string_view BearerToken() const;

  // A parameter of the query, decoded: "a b" for "?name=a%20b" and "?name=a+b".
  // The first with this name; none: it is not there, or is malformed.
  std::optional<std::string> QueryParameter(std::string_view name) const;

  // The target without the query.
  std::string_view path() const;
};

}  // namespace noodles

#endif  // NOODLES_TRANSPORT_HTTP_REQUEST_H_
