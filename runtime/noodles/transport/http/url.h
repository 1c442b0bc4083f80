// The addresses that clients connect to.
//
// Thread-safety: plain values and pure functions.
#ifndef NOODLES_TRANSPORT_HTTP_URL_H_
#define NOODLES_TRANSPORT_HTTP_URL_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace noodles::transport_internal {

struct Url {
  std::string scheme;  // "ws", "wss", "http" or "https"
  std::string host;    // IPv6 without brackets
  uint16_t port = 0;
  // The path and the query, as they stand in a request: "/scene?x=1".
  std::string target = "/";

  bool is_secure() const { return scheme == "wss" || scheme == "https"; }
  // "host:port"; the port is left out where the scheme says it.
  std::string authority() const;

  bool operator==(const Url&) const = default;
};

// "wss://host:port/path?query". A fragment is dropped; what has no port gets
// the scheme's: 80 or 443. Errors: InvalidArgument for another scheme, user
// information, an empty host, a port that is none, or characters that a URL
// cannot hold (they could smuggle fields into a request).
absl::StatusOr<Url> ParseUrl(std::string_view text);

// "http://host:port/path".
std::string ToString(const Url& url);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_HTTP_URL_H_
