#include "noodles/transport/http/request_origin.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "noodles/transport/http/http.h"

namespace noodles::transport_internal {
namespace {

constexpr uint16_t kHttpPort = 80;
constexpr uint16_t kHttpsPort = 443;

char ToLower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), ToLower);
  return lower;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsHexDigit(char c) {
  return IsDigit(c) || (ToLower(c) >= 'a' && ToLower(c) <= 'f');
}

// RFC 3986, section 2: unreserved and sub-delims.
bool IsUnreservedOrSubDelim(char c) {
  return IsDigit(c) || (ToLower(c) >= 'a' && ToLower(c) <= 'z') ||
         std::string_view("-._~!$&'()*+,;=").find(c) != std::string_view::npos;
}

// Whether the text has only characters that `is_allowed`, and percent-encoded
// ones.
template <class IsAllowed>
bool IsMadeOf(std::string_view text, IsAllowed is_allowed) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (is_allowed(text[i])) continue;
    const bool is_encoded = text[i] == '%' && i + 2 < text.size() &&
                            IsHexDigit(text[i + 1]) && IsHexDigit(text[i + 2]);
    if (!is_encoded) return false;
    i += 2;
  }
  return true;
}

bool IsIpv6(std::string_view text) {
  std::array<unsigned char, 16> bytes;
  return ::inet_pton(AF_INET6, std::string(text).c_str(), bytes.data()) == 1;
}

bool ParsePortNumber(std::string_view text, uint16_t& port) {
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port != 0;
}

// "/pump" of "/pump/"; false unless it is an absolute path of RFC 3986 without
// "." and "..", which clients would resolve.
bool ParsePrefix(std::string_view text, std::string& prefix) {
  while (text.ends_with('/')) text.remove_suffix(1);
  if (text.empty() || text.size() > kMaxPrefixBytes || text.front() != '/' ||
      !IsPathText(text)) {
    return false;
  }
  for (size_t at = 0; at != std::string_view::npos;
       at = text.find('/', at + 1)) {
    const std::string_view segment =
        text.substr(at + 1, text.find('/', at + 1) - at - 1);
    if (segment.empty() || IsDotSegment(segment)) return false;
  }
  prefix = text;
  return true;
}

// "http" of "http" and "ws"; "" for other schemes.
std::string_view SchemeOf(std::string_view text) {
  for (const std::string_view plain : {"http", "ws"}) {
    if (EqualsIgnoringCase(text, plain)) return "http";
    if (EqualsIgnoringCase(text, std::string(plain) + "s")) return "https";
  }
  return "";
}

// The parameters of the first element of Forwarded that count here.
struct Forwarded {
  std::string host;
  std::string proto;
};

// Reads parameters as `name=token` and `name="quoted \"text\""` (RFC 7239,
// section 4).
class ForwardedReader {
 public:
  explicit ForwardedReader(std::string_view text) : rest_(text) {}

  // False if the element is malformed.
  bool Read(Forwarded& element) {
    while (true) {
      SkipBlanks();
      if (!ReadParameter(element)) return false;
      SkipBlanks();
      if (rest_.empty() || rest_.front() == ',') return true;
      if (rest_.front() != ';') return false;
      rest_.remove_prefix(1);
    }
  }

 private:
  void SkipBlanks() {
    while (rest_.starts_with(' ') || rest_.starts_with('\t')) {
      rest_.remove_prefix(1);
    }
  }

  bool ReadParameter(Forwarded& element) {
    // A parameter may be empty.
    const size_t equals = std::min(rest_.find_first_of("=;,"), rest_.size());
    if (equals == 0 && !rest_.starts_with('=')) return true;
    if (equals == 0 || equals == rest_.size() || rest_[equals] != '=') {
      return false;
    }
    const std::string name = Lower(rest_.substr(0, equals));
    rest_.remove_prefix(equals + 1);
    std::string value;
    if (!ReadValue(value)) return false;
    if (name == "host") {
      element.host = std::move(value);
    } else if (name == "proto") {
      element.proto = std::move(value);
    }
    return true;
  }

  bool ReadValue(std::string& value) {
    if (!rest_.starts_with('"')) {
      const size_t end = std::min(rest_.find_first_of(";, \t\""), rest_.size());
      value = rest_.substr(0, end);
      rest_.remove_prefix(end);
      return !value.empty();
    }
    for (size_t i = 1; i < rest_.size(); ++i) {
      if (rest_[i] == '"') {
        rest_.remove_prefix(i + 1);
        return true;
      }
      if (rest_[i] == '\\' && ++i == rest_.size()) break;
      value.push_back(rest_[i]);
    }
    return false;
  }

  std::string_view rest_;
};

// The first element of a field that holds a list; "" without the field.
std::string_view FirstOf(const HttpRequest& request, std::string_view name) {
  const std::string* const field = request.Find(name);
  if (field == nullptr) return {};
  const std::string_view text = *field;
  return TrimBlanks(text.substr(0, text.find(',')));
}

Forwarded ReadForwarded(const HttpRequest& request, bool& has_port,
                        uint16_t& port) {
  Forwarded element;
  has_port = false;
  if (const std::string* const field = request.Find("Forwarded")) {
    const bool is_valid = ForwardedReader(*field).Read(element);
    if (is_valid && !(element.host + element.proto).empty()) return element;
    element = {};
  }
  element.host = FirstOf(request, "X-Forwarded-Host");
  element.proto = FirstOf(request, "X-Forwarded-Proto");
  has_port = ParsePortNumber(FirstOf(request, "X-Forwarded-Port"), port);
  return element;
}

// Enters what a proxy tells. `port` is 0 where no field names one.
void AddForwarded(const HttpRequest& request, RequestOrigin& origin) {
  bool has_port = false;
  uint16_t forwarded_port = 0;
  const Forwarded element = ReadForwarded(request, has_port, forwarded_port);
  if (const std::string_view scheme = SchemeOf(element.proto);
      !scheme.empty()) {
    origin.scheme = scheme;
    origin.is_forwarded = true;
  }
  std::string host;
  uint16_t port = 0;
  if (ParseHost(element.host, host, port)) {
    origin.host = std::move(host);
    origin.port = port;
    origin.is_forwarded = true;
  }
  if (has_port && origin.port == 0) {
    origin.port = forwarded_port;
    origin.is_forwarded = true;
  }
  if (ParsePrefix(FirstOf(request, "X-Forwarded-Prefix"), origin.prefix)) {
    origin.is_forwarded = true;
  }
}

}  // namespace

std::string RequestOrigin::Text() const {
  std::string text = scheme + "://" + host;
  if (port != (scheme == "https" ? kHttpsPort : kHttpPort)) {
    text += ":" + std::to_string(port);
  }
  return text + prefix;
}

bool IsPathText(std::string_view text) {
  return IsMadeOf(text, [](char c) {
    return IsUnreservedOrSubDelim(c) || c == ':' || c == '@' || c == '/';
  });
}

bool IsDotSegment(std::string_view segment) {
  size_t dots = 0;
  while (!segment.empty()) {
    size_t length = 0;
    if (segment.starts_with('.')) length = 1;
    if (segment.starts_with("%2e") || segment.starts_with("%2E")) length = 3;
    if (length == 0) return false;
    segment.remove_prefix(length);
    ++dots;
  }
  return dots == 1 || dots == 2;
}

bool ParseHost(std::string_view text, std::string& host, uint16_t& port) {
  std::string_view name = text.substr(0, text.find(':'));
  if (text.starts_with('[')) {
    const size_t close = text.find(']');
    if (close == std::string_view::npos || !IsIpv6(text.substr(1, close - 1))) {
      return false;
    }
    name = text.substr(0, close + 1);
  } else if (!IsMadeOf(name, IsUnreservedOrSubDelim)) {
    return false;
  }
  if (name.empty() || name.size() > kMaxHostBytes) return false;
  std::string_view rest = text.substr(name.size());
  uint16_t number = 0;
  if (!rest.empty()) {
    if (rest.front() != ':') return false;
    rest.remove_prefix(1);
    if (!rest.empty() && !ParsePortNumber(rest, number)) return false;
  }
  host = Lower(name);
  port = number;
  return true;
}

bool IsAddress(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) {
    return IsIpv6(host.substr(1, host.size() - 2));
  }
  std::array<unsigned char, 4> bytes;
  return ::inet_pton(AF_INET, std::string(host).c_str(), bytes.data()) == 1;
}

std::optional<RequestOrigin> OriginOf(const HttpRequest& request,
                                      bool is_secure, bool trusts_proxy) {
  RequestOrigin origin;
  origin.scheme = is_secure ? "https" : "http";
  if (const std::string* const field = request.Find("Host")) {
    if (!ParseHost(*field, origin.host, origin.port)) origin.port = 0;
  }
  if (trusts_proxy) AddForwarded(request, origin);
  if (origin.host.empty()) return std::nullopt;
  if (origin.port == 0) {
    origin.port = origin.scheme == "https" ? kHttpsPort : kHttpPort;
  }
  return origin;
}

}  // namespace noodles::transport_internal
