// The origin by which a client came: scheme, host and port as the client names
// them, from the Host field of its request or from the fields of a proxy. URLs
// with this origin reach this program by the way of the client: through a
// tunnel, a container's port or a proxy.
//
// The fields come from the client. Hosts are checked against RFC 3986 (section
// 3.2.2), and everything is bounded, so that the text of an origin is always
// the valid start of a URL.
//
// Thread-safety: plain values and pure functions.
#ifndef NOODLES_TRANSPORT_HTTP_REQUEST_ORIGIN_H_
#define NOODLES_TRANSPORT_HTTP_REQUEST_ORIGIN_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "noodles/transport/http_request.h"

namespace noodles::transport_internal {

// Of a host without its port: the longest name of the DNS.
inline constexpr size_t kMaxHostBytes = 253;
// Of a proxy's path prefix.
inline constexpr size_t kMaxPrefixBytes = 128;

struct RequestOrigin {
  std::string scheme;  // "http" or "https"
  std::string host;    // lower case; an IPv6 address in brackets
  uint16_t port = 0;
  std::string
      prefix;  // "/pump": a proxy's; empty or without a slash at the end
  // A proxy has told scheme, host or prefix.
  bool is_forwarded = false;

  // "https://example.org/pump"; without the port if it is the scheme's default.
  std::string Text() const;

  bool operator==(const RequestOrigin&) const = default;
};

// Reads "host", "host:port" or "[address]:port". `port` becomes 0 where there
// is none. False for a text that RFC 3986 does not allow, and for a longer
// host.
bool ParseHost(std::string_view text, std::string& host, uint16_t& port);

// Whether the text has only characters of a path in RFC 3986 (section 3.3), and
// percent-encoded ones.
bool IsPathText(std::string_view text);

// True for "." and "..", which clients resolve; each dot may be encoded.
bool IsDotSegment(std::string_view segment);

// True for an IPv4 address, and for an IPv6 address in brackets.
bool IsAddress(std::string_view host);

// `is_secure`: the request came over TLS. `trusts_proxy`: the peer is a proxy
// whose fields count: Forwarded (RFC 7239) or, where it names neither host nor
// proto, X-Forwarded-Host, -Proto and -Port; and X-Forwarded-Prefix. Of a list,
// the first element counts: it is from the proxy beside the client. Fields that
// are malformed are ignored. Nothing if no field names a valid host.
std::optional<RequestOrigin> OriginOf(const HttpRequest& request,
                                      bool is_secure, bool trusts_proxy);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_HTTP_REQUEST_ORIGIN_H_
