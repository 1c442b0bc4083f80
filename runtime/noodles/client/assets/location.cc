#include "noodles/client/assets/location.h"

#include <string>

#include "noodles/base/status.h"
#include "noodles/cbor/any.h"
#include "noodles/transport/http/http.h"

namespace noodles::client_internal {
namespace {

bool IsUnreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') ||
         std::string_view("-._~").find(c) != std::string_view::npos;
}

// Percent-encodes a path segment (RFC 3986, section 2.1).
std::string Escape(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    if (IsUnreserved(c)) {
      escaped.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    escaped.push_back('%');
    escaped.push_back(kDigits[byte >> 4]);
    escaped.push_back(kDigits[byte & 15]);
  }
  return escaped;
}

std::string Join(const URIParts& parts, const transport_internal::Url& server) {
  std::string host = parts.host.value_or(server.host);
  if (host.find(':') != std::string::npos && !host.starts_with('[')) {
    host = "[" + host + "]";
  }
  std::string text = parts.scheme + "://" + host + ":" +
                     std::to_string(parts.port.value_or(server.port));
  if (parts.path) {
    if (!parts.path->starts_with('/')) text.push_back('/');
    text.append(*parts.path);
  }
  if (!parts.query) return text;
  char separator = '?';
  for (const auto& [key, value] : *parts.query) {
    text.push_back(separator);
    separator = '&';
    const std::optional<std::string_view> plain = value.AsText();
    text.append(Escape(key))
        .append("=")
        .append(Escape(plain ? std::string(*plain) : value.ToString()));
  }
  return text;
}

}  // namespace

absl::StatusOr<transport_internal::Url> ResolveLocation(
    const Location& location, const transport_internal::Url& server) {
  const auto* parts = std::get_if<URIParts>(&location);
  absl::StatusOr<transport_internal::Url> url = transport_internal::ParseUrl(
      parts != nullptr ? Join(*parts, server)
                       : std::get<std::string>(location));
  if (url.ok() && url->scheme != "http" && url->scheme != "https") {
    return InvalidArgument("files come over http or https, not " + url->scheme);
  }
  return url;
}

bool MayHaveToken(const transport_internal::Url& url,
                  const transport_internal::Url& server) {
  return transport_internal::EqualsIgnoringCase(url.host, server.host) &&
         (url.is_secure() || !server.is_secure());
}

}  // namespace noodles::client_internal
