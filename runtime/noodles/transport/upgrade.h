// The opening handshake of a websocket (RFC 6455, section 4.2) on the server's
// side: from a request to the answer that accepts or refuses it.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TRANSPORT_UPGRADE_H_
#define NOODLES_TRANSPORT_UPGRADE_H_

#include <optional>
#include <string>
#include <string_view>

#include "noodles/transport/http.h"

namespace noodles::transport {

// True if the request asks for a websocket, rightly or wrongly.
bool IsUpgradeRequest(const HttpRequest& request);

// The answer that refuses an upgrade request which breaks the rules; none if it
// keeps them. Any target, origin, subprotocol and extension is fine here; no
// subprotocol and no extension is ever chosen.
std::optional<HttpResponse> CheckUpgradeRequest(const HttpRequest& request);

// The head that accepts the upgrade: 101 with the accept value.
std::string FormatUpgradeResponse(const HttpRequest& request);

// The value of Sec-WebSocket-Accept for a value of Sec-WebSocket-Key.
std::string WebsocketAccept(std::string_view key);

}  // namespace noodles::transport

#endif  // NOODLES_TRANSPORT_UPGRADE_H_
