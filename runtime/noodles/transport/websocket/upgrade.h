// The opening handshake of a websocket (RFC 6455, section 4): the checks and
// the answers of a server, and the keys of a client.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TRANSPORT_WEBSOCKET_UPGRADE_H_
#define NOODLES_TRANSPORT_WEBSOCKET_UPGRADE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "noodles/transport/http/http.h"

namespace noodles::transport_internal {

// True if the request asks for a websocket, with or without faults.
bool IsUpgradeRequest(const HttpRequest& request);

// The answer that refuses an upgrade request with a fault (RFC 6455, section
// 4.2.1); nothing if it has none. Accepts any target, origin, subprotocol and
// extension.
std::optional<HttpResponse> CheckUpgradeRequest(const HttpRequest& request);

// Errors: InvalidArgument for a name that is no token (RFC 9110, 5.6.2).
absl::Status CheckSubprotocols(const std::vector<std::string>& names);

// The first subprotocol that the request offers (RFC 6455, section 11.3.4) and
// that is in `spoken`, where case matters; "" for none.
std::string ChooseSubprotocol(const HttpRequest& request,
                              const std::vector<std::string>& spoken);

// The head that accepts the upgrade (RFC 6455, section 4.2.2): 101 with the
// accept value, and with the extensions and the subprotocol unless they are
// empty.
std::string FormatUpgradeResponse(const HttpRequest& request,
                                  std::string_view extensions = {},
                                  std::string_view subprotocol = {});

// A new value for Sec-WebSocket-Key: 16 random bytes in base64.
std::string RandomWebsocketKey();

// The value of Sec-WebSocket-Accept for a value of Sec-WebSocket-Key.
std::string WebsocketAccept(std::string_view key);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_WEBSOCKET_UPGRADE_H_
