#include "noodles/transport/http/request_rules.h"

#include <algorithm>
#include <array>

#include "noodles/transport/http/http.h"

namespace noodles::transport_internal {
namespace {

// Characters that no host and port hold.
constexpr std::string_view kNotInHost = " \t,/\\@?#\"<>";

bool IsHost(std::string_view text) {
  return text.find_first_of(kNotInHost) == std::string_view::npos;
}

void SetHost(HttpRequest& request, std::string_view host) {
  for (auto& [name, value] : request.fields) {
    if (EqualsIgnoringCase(name, "Host")) {
      value = host;
      return;
    }
  }
  request.fields.emplace_back("Host", host);
}

// The length of "http://" or a like scheme at the start of `target`; 0: none.
size_t SchemeLength(std::string_view target) {
  constexpr std::array<std::string_view, 4> kSchemes = {"http://", "https://",
                                                        "ws://", "wss://"};
  for (const std::string_view scheme : kSchemes) {
    if (EqualsIgnoringCase(target.substr(0, scheme.size()), scheme)) {
      return scheme.size();
    }
  }
  return 0;
}

}  // namespace

size_t CountFields(const HttpRequest& request, std::string_view name) {
  return static_cast<size_t>(std::count_if(
      request.fields.begin(), request.fields.end(), [name](const auto& field) {
        return EqualsIgnoringCase(field.first, name);
      }));
}

bool HasBody(const HttpRequest& request) {
  if (request.Find("Transfer-Encoding") != nullptr) return true;
  const std::string* const length = request.Find("Content-Length");
  return length != nullptr && *length != "0";
}

std::string NormalizeRequest(HttpRequest& request) {
  const size_t hosts = CountFields(request, "Host");
  if (hosts > 1) return "there are two Host fields";
  if (hosts == 0 && request.minor_version >= 1) {
    return "Host is missing, which HTTP/1.1 needs";
  }
  if (hosts == 1 && !IsHost(*request.Find("Host"))) {
    return "Host is no host and port";
  }
  const std::string& target = request.target;
  if (target.starts_with('/')) return "";
  if (target == "*" && request.method == "OPTIONS") return "";
  const size_t scheme = SchemeLength(target);
  if (scheme == 0) {
    return "the target is neither a path that begins with / nor an absolute "
           "URL";
  }
  const size_t end =
      std::min(target.find_first_of("/?#", scheme), target.size());
  const std::string host = target.substr(scheme, end - scheme);
  if (host.empty() || !IsHost(host)) {
    return "the URL of the target has no host and port";
  }
  std::string path = target.substr(end);
  if (!path.starts_with('/')) path.insert(path.begin(), '/');
  SetHost(request, host);
  request.target = std::move(path);
  return "";
}

}  // namespace noodles::transport_internal
