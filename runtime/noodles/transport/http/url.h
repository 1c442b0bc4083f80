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
  // "host:port"; without the port if it is the default of the scheme.
  std::string authority() const;

  // "http://host:port": equal for two URLs of the same scheme, host and port.
  std::string origin() const { return scheme + "://" + authority(); }

  bool operator==(const Url&) const = default;
};

// Parses "wss://host:port/path?query". Drops the fragment; the default of the
// port is the scheme's: 80 or 443. Errors: InvalidArgument for another scheme,
// user information, an empty host, a port outside 1..65535, or characters that
// a URL cannot hold (which could add fields to a request).
absl::StatusOr<Url> ParseUrl(std::string_view text);

// The URL that `reference` means where it stands in the answer of `base` (RFC
// 3986, section 5.2): "http://other/x", "//other/x", "/x", "../x" or "?x".
// Blanks, and bytes beyond ASCII, are percent-encoded, and the fragment is
// dropped. Errors: as of ParseUrl.
absl::StatusOr<Url> ResolveReference(const Url& base,
                                     std::string_view reference);

// "http://host:port/path".
std::string ToString(const Url& url);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_HTTP_URL_H_
