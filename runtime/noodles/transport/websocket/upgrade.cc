#include "noodles/transport/websocket/upgrade.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>

#include "noodles/base/status.h"
#include "noodles/base/support/base64.h"
#include "noodles/transport/http/request_rules.h"
#include "noodles/transport/websocket/sha1.h"

namespace noodles::transport_internal {
namespace {

constexpr std::string_view kWebsocketGuid =
    "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
// A key is 16 bytes in base64: 22 digits and "==".
bool IsKey(std::string_view key) {
  constexpr size_t kDigits = 22;
  return key.size() == kDigits + 2 && key.substr(kDigits) == "==" &&
         key.find_first_not_of(base_internal::kBase64Digits) == kDigits;
}

}  // namespace

bool IsUpgradeRequest(const HttpRequest& request) {
  return request.HasToken("Upgrade", "websocket");
}

std::optional<HttpResponse> CheckUpgradeRequest(const HttpRequest& request) {
  if (request.method != "GET") {
    return MakeTextResponse(400, "a websocket is opened by GET");
  }
  if (request.minor_version < 1) {
    return MakeTextResponse(400, "a websocket needs HTTP/1.1");
  }
  // A proxy and this server could take another one of the two.
  for (const std::string_view name :
       {"Host", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Origin",
        "Authorization"}) {
    if (CountFields(request, name) > 1) {
      return MakeTextResponse(400,
                              "there are two " + std::string(name) + " fields");
    }
  }
  if (request.Find("Host") == nullptr) {
    return MakeTextResponse(400, "Host is missing");
  }
  if (HasBody(request)) {
    return MakeTextResponse(400, "a request for a websocket has no body");
  }
  if (!request.HasToken("Connection", "Upgrade")) {
    return MakeTextResponse(400, "Connection does not name Upgrade");
  }
  if (!request.HasToken("Sec-WebSocket-Version", "13")) {
    HttpResponse response =
        MakeTextResponse(426, "websocket version 13 is spoken here");
    response.fields.emplace_back("Upgrade", "websocket");
    response.fields.emplace_back("Sec-WebSocket-Version", "13");
    return response;
  }
  const std::string* const key = request.Find("Sec-WebSocket-Key");
  if (key == nullptr || !IsKey(*key)) {
    return MakeTextResponse(
        400, "Sec-WebSocket-Key is missing or not 16 bytes in base64");
  }
  return std::nullopt;
}

std::string RandomWebsocketKey() {
  std::random_device device;
  std::array<uint8_t, 16> bytes;
  for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(device());
  return base_internal::EncodeBase64(bytes);
}

std::string WebsocketAccept(std::string_view key) {
  return base_internal::EncodeBase64(
      Sha1(std::string(key).append(kWebsocketGuid)));
}

absl::Status CheckSubprotocols(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (!IsToken(name)) {
      return InvalidArgument("\"" + name +
                             "\" is no name of a subprotocol: letters, digits "
                             "and -._~ are expected");
    }
  }
  return absl::OkStatus();
}

std::string ChooseSubprotocol(const HttpRequest& request,
                              const std::vector<std::string>& spoken) {
  for (const std::string_view offered :
       ListValues(request.fields, "Sec-WebSocket-Protocol")) {
    if (std::find(spoken.begin(), spoken.end(), offered) != spoken.end()) {
      return std::string(offered);
    }
  }
  return "";
}

std::string FormatUpgradeResponse(const HttpRequest& request,
                                  std::string_view extensions,
                                  std::string_view subprotocol) {
  const std::string* const key = request.Find("Sec-WebSocket-Key");
  HttpFields fields = {
      {"Upgrade", "websocket"},
      {"Connection", "Upgrade"},
      {"Server", std::string(kServerName)},
      {"Sec-WebSocket-Accept", WebsocketAccept(key == nullptr ? "" : *key)}};
  if (!extensions.empty()) {
    fields.emplace_back("Sec-WebSocket-Extensions", extensions);
  }
  if (!subprotocol.empty()) {
    fields.emplace_back("Sec-WebSocket-Protocol", subprotocol);
  }
  return FormatHead(101, fields);
}

}  // namespace noodles::transport_internal
