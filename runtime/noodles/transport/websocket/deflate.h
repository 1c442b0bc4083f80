// Compression of single messages (RFC 7692, section 7.2). Private to this
// folder.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TRANSPORT_WEBSOCKET_DEFLATE_H_
#define NOODLES_TRANSPORT_WEBSOCKET_DEFLATE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "noodles/base/bytes.h"
#include "noodles/transport/deflate_options.h"
#include "noodles/transport/http_request.h"

namespace noodles::transport_internal {

// False where the library was built without zlib; then nothing is compressed
// and Inflate fails.
bool CanDeflate();

// The segments, one after the other, as one compressed message; none if it
// would be no smaller, or memory is short.
std::optional<Bytes> Deflate(std::span<const Bytes> segments,
                             const DeflateOptions& options);

enum class InflateResult : uint8_t { kDone, kMalformed, kTooLong };

// Unpacks a message. Stops as soon as it is longer than `most_bytes`: a small
// message can unpack to a thousand times its size.
InflateResult Inflate(std::span<const uint8_t> message, size_t most_bytes,
                      Bytes& unpacked);

// The value of Sec-WebSocket-Extensions that accepts the first offer of the
// request that fits; none if there is none, or `options` are off.
std::optional<std::string> AcceptDeflateOffer(const HttpRequest& request,
                                              const DeflateOptions& options);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_WEBSOCKET_DEFLATE_H_
