#include "noodles/transport/http_request.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>

#include "noodles/base/support/base64.h"
#include "noodles/transport/http/http.h"

namespace noodles {
namespace {

// Nothing for a % without two hexadecimal digits.
std::optional<std::string> DecodeQuery(std::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i] == '+' ? ' ' : text[i];
    if (c == '%') {
      const std::string_view digits = text.substr(i + 1, 2);
      uint8_t value = 0;
      const char* const end = digits.data() + digits.size();
      const auto [stop, error] = std::from_chars(digits.data(), end, value, 16);
      if (digits.size() < 2 || error != std::errc() || stop != end) {
        return std::nullopt;
      }
      c = static_cast<char>(value);
      i += digits.size();
    }
    decoded.push_back(c);
  }
  return decoded;
}

}  // namespace

const std::string* HttpRequest::Find(std::string_view name) const {
  return transport_internal::FindField(fields, name);
}

bool HttpRequest::HasToken(std::string_view name,
                           std::string_view token) const {
  return transport_internal::HasToken(fields, name, token);
}

std::string_view HttpRequest::path() const {
  return std::string_view(target).substr(0, target.find('?'));
}

std::string_view HttpRequest::BearerToken() const {
  constexpr std::string_view kScheme = "Bearer ";
  const std::string* const value = Find("Authorization");
  if (value == nullptr || value->size() < kScheme.size()) return {};
  const std::string_view text = *value;
  if (!transport_internal::EqualsIgnoringCase(text.substr(0, kScheme.size()),
                                              kScheme))
    return {};
  return transport_internal::TrimBlanks(text.substr(kScheme.size()));
}

std::optional<std::string> HttpRequest::SubprotocolToken() const {
  constexpr std::string_view kPrefix = "noodles.token.";
  for (const std::string_view offered :
       transport_internal::ListValues(fields, "Sec-WebSocket-Protocol")) {
    if (!offered.starts_with(kPrefix)) continue;
    const auto token =
        base_internal::DecodeBase64(offered.substr(kPrefix.size()));
    if (!token) return std::nullopt;
    return std::string(token->begin(), token->end());
  }
  return std::nullopt;
}

std::string HttpRequest::Token() const {
  if (const std::string_view bearer = BearerToken(); !bearer.empty()) {
    return std::string(bearer);
  }
  if (const auto token = SubprotocolToken(); token && !token->empty()) {
    return *token;
  }
  return QueryParameter("token").value_or("");
}

std::optional<std::string> HttpRequest::QueryParameter(
    std::string_view name) const {
  const size_t mark = target.find('?');
  if (mark == std::string::npos) return std::nullopt;
  std::string_view rest = std::string_view(target).substr(mark + 1);
  rest = rest.substr(0, rest.find('#'));
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    const size_t equals = std::min(pair.find('='), pair.size());
    if (DecodeQuery(pair.substr(0, equals)) != name) continue;
    return DecodeQuery(pair.substr(std::min(pair.size(), equals + 1)));
  }
  return std::nullopt;
}

}  // namespace noodles
