// The opening handshake of a websocket (RFC 6455, section 4.2) from a
// request to the answer that accepts or refuses it, and what a client needs to
// ask.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TRANSPORT_WEBSOCKET_UPGRADE_H_
#define NOODLES_TRANSPORT_WEBSOCKET_UPGRADE_H_

#include <optional>
#include <string>
#include <string_view>

#include "noodles/transport/http/http.h"

namespace noodles::transport_internal {

// True if the request asks for a websocket, rightly or wrongly.
bool IsUpgradeRequest(const HttpRequest& request);

// The answer that refuses an upgrade request which breaks the rules; none if it
// keeps them. Any target, origin, subprotocol and extension is fine here; no
// subprotocol is ever chosen.
std::optional<HttpResponse> CheckUpgradeRequest(const HttpRequest& request);

// The head that accepts the upgrade: 101 with the accept value, and with the
// extensions unless they are empty.
std::string FormatUpgradeResponse(const HttpRequest& request,
                                  std::string_view extensions = {});

// A fresh value for Sec-WebSocket-Key: 16 random bytes in base64.
std::string RandomWebsocketKey();

// The value of Sec-WebSocket-Accept for a value of Sec-WebSocket-Key.
std::string WebsocketAccept(std::string_view key);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_WEBSOCKET_UPGRADE_H_
