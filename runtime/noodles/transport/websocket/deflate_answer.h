// The client's side of the negotiation of compression (RFC 7692, section 5).
//
// Thread-safety: pure functions.
#ifndef NOODLES_TRANSPORT_WEBSOCKET_DEFLATE_ANSWER_H_
#define NOODLES_TRANSPORT_WEBSOCKET_DEFLATE_ANSWER_H_

#include <string>

#include "noodles/transport/deflate_options.h"
#include "noodles/transport/http/http.h"

namespace noodles::transport_internal {

// The value of Sec-WebSocket-Extensions that offers compression of each message
// by itself; "" if `options` are off, or the library was built without zlib.
std::string DeflateOffer(const DeflateOptions& options);

// Whether the fields of a server's answer accept the offer, and nothing else.
bool AcceptsDeflateOffer(const HttpFields& fields);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_WEBSOCKET_DEFLATE_ANSWER_H_
