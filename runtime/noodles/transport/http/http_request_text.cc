#include "noodles/transport/http/http_request_text.h"

#include <algorithm>

#include "noodles/base/status.h"

namespace noodles::transport_internal {
namespace {

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool IsValueCharacter(char c) {
  return c == '\t' || (static_cast<unsigned char>(c) >= ' ' && c != '\x7f');
}

}  // namespace

absl::Status CheckFields(const HttpFields& fields) {
  for (const auto& [name, value] : fields) {
    if (name.empty() ||
        !std::all_of(name.begin(), name.end(), IsNameCharacter)) {
      return InvalidArgument("\"" + name + "\" is no name of an HTTP field");
    }
    if (!std::all_of(value.begin(), value.end(), IsValueCharacter)) {
      return InvalidArgument(
          "the HTTP field " + name +
          " holds a line break or another control character");
    }
  }
  return absl::OkStatus();
}

std::string FormatGetRequest(const Url& url, const HttpFields& fields) {
  std::string request = "GET " + url.target +
                        " HTTP/1.1\r\nHost: " + url.authority() +
                        "\r\nUser-Agent: linguine\r\n";
  for (const auto& [name, value] : fields) {
    request.append(name).append(": ").append(value).append("\r\n");
  }
  return request.append("\r\n");
}

}  // namespace noodles::transport_internal
