// SHA-1 (RFC 3174), for the opening handshake alone: nothing secret depends on
// it (RFC 6455, section 10.8). By OpenSSL, or by Boost.Beast in a library that
// is built without TLS.
//
// Thread-safety: a pure function.
#ifndef NOODLES_TRANSPORT_WEBSOCKET_SHA1_H_
#define NOODLES_TRANSPORT_WEBSOCKET_SHA1_H_

#include <array>
#include <cstdint>
#include <string_view>

namespace noodles::transport_internal {

std::array<uint8_t, 20> Sha1(std::string_view text);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_WEBSOCKET_SHA1_H_
