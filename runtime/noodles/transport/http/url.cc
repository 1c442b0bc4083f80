#include "noodles/transport/http/url.h"

#include <algorithm>
#include <charconv>

#include "noodles/base/status.h"
#include "noodles/transport/http/http.h"

namespace noodles::transport_internal {
namespace {

constexpr uint16_t kPlainPort = 80;
constexpr uint16_t kSecurePort = 443;

absl::Status Wrong(std::string_view text, std::string_view what) {
  return InvalidArgument("\"" + std::string(text.substr(0, 200)) +
                         "\" is no address of a server: " + std::string(what));
}

bool IsUrlCharacter(char c) { return c > ' ' && c < '\x7f'; }

bool ParsePort(std::string_view text, uint16_t& port) {
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port != 0;
}

uint16_t DefaultPort(const Url& url) {
  return url.is_secure() ? kSecurePort : kPlainPort;
}

// Splits "host:port" or "[::1]:port"; false if it is neither.
bool SplitAuthority(std::string_view authority, std::string_view& host,
                    std::string_view& port) {
  size_t colon = authority.find(':');
  if (authority.starts_with('[')) {
    const size_t close = authority.find(']');
    if (close == std::string_view::npos) return false;
    host = authority.substr(1, close - 1);
    const std::string_view rest = authority.substr(close + 1);
    if (!rest.empty() && rest.front() != ':') return false;
    colon = rest.empty() ? std::string_view::npos : close + 1;
  } else {
    host = authority.substr(0, colon);
  }
  port = colon == std::string_view::npos ? std::string_view()
                                         : authority.substr(colon + 1);
  return !host.empty() && (colon == std::string_view::npos || !port.empty());
}

}  // namespace

std::string Url::authority() const {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  std::string result = is_ipv6 ? "[" + host + "]" : host;
  if (port != DefaultPort(*this)) result += ":" + std::to_string(port);
  return result;
}

absl::StatusOr<Url> ParseUrl(std::string_view text) {
  if (!std::all_of(text.begin(), text.end(), IsUrlCharacter)) {
    return Wrong(text, "it holds blanks, or characters beyond ASCII");
  }
  Url url;
  const size_t colon = text.find("://");
  if (colon == std::string_view::npos) {
    return Wrong(text, "it does not begin with ws:// or another scheme");
  }
  for (const std::string_view scheme : {"ws", "wss", "http", "https"}) {
    if (EqualsIgnoringCase(text.substr(0, colon), scheme)) url.scheme = scheme;
  }
  if (url.scheme.empty()) return Wrong(text, "unknown scheme");
  std::string_view rest = text.substr(colon + 3);
  rest = rest.substr(0, rest.find('#'));
  const size_t path = std::min(rest.find_first_of("/?"), rest.size());
  const std::string_view authority = rest.substr(0, path);
  if (authority.find('@') != std::string_view::npos) {
    return Wrong("...", "user names do not belong there; send a header");
  }
  std::string_view host;
  std::string_view port;
  if (!SplitAuthority(authority, host, port)) return Wrong(text, "no host");
  url.host = host;
  url.port = DefaultPort(url);
  if (!port.empty() && !ParsePort(port, url.port)) {
    return Wrong(text, "the port is not in 1..65535");
  }
  url.target = rest.substr(path);
  if (!url.target.starts_with('/')) url.target.insert(0, "/");
  return url;
}

std::string ToString(const Url& url) {
  return url.scheme + "://" + url.authority() + url.target;
}

}  // namespace noodles::transport_internal
