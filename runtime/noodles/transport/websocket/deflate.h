// Compression of single messages (RFC 7692, section 7.2).
//
// Thread-safety: pure functions; Inflater as said there.
#ifndef NOODLES_TRANSPORT_WEBSOCKET_DEFLATE_H_
#define NOODLES_TRANSPORT_WEBSOCKET_DEFLATE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
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

// How much a message may become when it is decompressed. A small message can
// become a thousand times as long, which takes memory and time.
struct InflateLimits {
  size_t most_bytes = 0;
  // Decompressed bytes for each byte of the message, once the result is longer
  // than `free_bytes`. 0: any number.
  size_t most_ratio = 0;
  size_t free_bytes = 0;
};

enum class InflateResult : uint8_t {
  kDone,
  kMore,       // the turn is over
  kMalformed,  // the message is not compressed as RFC 7692 says
  kTooLong,    // beyond most_bytes, or out of memory
  kTooDense,   // beyond most_ratio
};

// Decompresses one message, turn by turn.
//
// Thread-safety: one thread at a time. Ownership: keeps the message.
class Inflater {
 public:
  Inflater(Bytes message, const InflateLimits& limits);
  ~Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // Decompresses on, at most `turn_bytes` bytes. Not after kDone or a failure.
  InflateResult Continue(size_t turn_bytes);

  // The bytes that the last turn has added; valid until the next call.
  std::span<const uint8_t> fresh() const;

  // The memory that is held, in bytes.
  size_t held_bytes() const;

  // The result, after kDone.
  Bytes Take();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Decompresses a message in one turn.
InflateResult Inflate(std::span<const uint8_t> message, size_t most_bytes,
                      Bytes& unpacked);

struct AcceptedDeflate {
  // The value of Sec-WebSocket-Extensions that accepts the offer.
  std::string answer;
  // For the messages to this client: DeflateOptions::window_bits, or less where
  // the client asks for less (server_max_window_bits).
  int window_bits = 15;
};

// Accepts the first acceptable offer of the request (RFC 7692, section 5);
// nothing if there is none or `options` are off. An offer with
// server_max_window_bits=8 is declined: zlib cannot keep to so small a window.
std::optional<AcceptedDeflate> AcceptDeflateOffer(
    const HttpRequest& request, const DeflateOptions& options);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_WEBSOCKET_DEFLATE_H_
