#include "noodles/transport/http/url.h"

#include <algorithm>
#include <charconv>
#include <vector>

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

// Percent-encodes blanks and bytes beyond ASCII. Other control characters stay,
// and ParseUrl refuses them.
std::string EncodeBlanks(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == ' ' || byte >= 0x80) {
      encoded.push_back('%');
      encoded.push_back(kDigits[byte >> 4]);
      encoded.push_back(kDigits[byte & 15]);
    } else {
      encoded.push_back(c);
    }
  }
  return encoded;
}

bool HasScheme(std::string_view reference) {
  const size_t end = reference.find_first_of(":/?");
  return end != std::string_view::npos && end != 0 && reference[end] == ':';
}

// The path without "." and ".." segments (RFC 3986, section 5.2.4).
std::string RemoveDotSegments(std::string_view path) {
  std::vector<std::string_view> segments;
  bool ends_in_folder = false;
  path.remove_prefix(path.starts_with('/') ? 1 : 0);
  for (;;) {
    const size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    ends_in_folder = segment == "." || segment == "..";
    if (segment == "..") {
      if (!segments.empty()) segments.pop_back();
    } else if (segment != ".") {
      segments.push_back(segment);
    }
    if (end == path.size()) break;
    path.remove_prefix(end + 1);
  }
  std::string result;
  for (const std::string_view segment : segments) {
    result.append("/").append(segment);
  }
  if (ends_in_folder || result.empty()) result.push_back('/');
  return result;
}

// The target that a path or a query means beside `base`.
std::string ResolveTarget(std::string_view base, std::string_view reference) {
  base = base.substr(0, base.find('?'));
  if (reference.starts_with('?')) return std::string(base).append(reference);
  const size_t query = std::min(reference.find('?'), reference.size());
  std::string path(reference.substr(0, query));
  if (!path.starts_with('/')) {
    path.insert(0, base.substr(0, base.rfind('/') + 1));
  }
  return RemoveDotSegments(path).append(reference.substr(query));
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

absl::StatusOr<Url> ResolveReference(const Url& base,
                                     std::string_view reference) {
  reference = TrimBlanks(reference);
  const std::string text =
      EncodeBlanks(reference.substr(0, reference.find('#')));
  if (HasScheme(text)) return ParseUrl(text);
  if (text.starts_with("//")) return ParseUrl(base.scheme + ":" + text);
  if (text.empty()) return base;
  Url url = base;
  url.target = ResolveTarget(base.target, text);
  return ParseUrl(ToString(url));
}

std::string ToString(const Url& url) {
  return url.scheme + "://" + url.authority() + url.target;
}

}  // namespace noodles::transport_internal
