// Compression of single messages (RFC 7692, section 7.2).
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

// False where the library was built without zlib; then Deflate returns nothing
// and Inflate fails.
bool CanDeflate();

// Compresses the segments, which follow each other, as one message. Nothing if
// the result would not be smaller, or memory is short.
std::optional<Bytes> Deflate(std::span<const Bytes> segments,
                             const DeflateOptions& options);

enum class InflateResult : uint8_t { kDone, kMalformed, kTooLong };

// Decompresses a message. Stops as soon as the result is longer than
// `most_bytes`: a small message can become a thousand times as long.
InflateResult Inflate(std::span<const uint8_t> message, size_t most_bytes,
                      Bytes& unpacked);

// The value of Sec-WebSocket-Extensions that accepts the first acceptable offer
// of the request (RFC 7692, section 5); nothing if there is none or `options`
// are off.
std::optional<std::string> AcceptDeflateOffer(const HttpRequest& request,
                                              const DeflateOptions& options);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_WEBSOCKET_DEFLATE_H_
