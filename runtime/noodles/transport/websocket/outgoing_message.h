// A websocket message on its way out, shared by all connections that send it.
//
// Thread-safety: immutable once made; Deflated() may be called from any thread.
// Ownership: shared.
#ifndef NOODLES_TRANSPORT_WEBSOCKET_OUTGOING_MESSAGE_H_
#define NOODLES_TRANSPORT_WEBSOCKET_OUTGOING_MESSAGE_H_

#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "noodles/base/bytes.h"
#include "noodles/transport/deflate_options.h"

namespace noodles::transport_internal {

// The cost in bytes of a queued message beyond its payload, so that the number
// of empty messages is bounded, too.
inline constexpr size_t kQueuedMessageCost = 64;

// One message to send, made once and shared by all connections: its payload is
// the segments one after the other. `size` is their sum: MakeOutgoingMessage.
struct OutgoingMessage {
  std::vector<Bytes> segments;
  size_t size = 0;
  // A text message instead of a binary one; NOODLES sends none.
  bool is_text = false;
  // The segments are compressed already (permessage-deflate).
  bool is_deflated = false;

  // The bytes that the message counts while it waits.
  size_t cost() const { return size + kQueuedMessageCost; }

  // This message compressed: made once for each DeflateOptions::window_bits, at
  // the first call, and shared by all callers. Null if it would not be smaller.
  std::shared_ptr<const OutgoingMessage> Deflated(
      const DeflateOptions& options) const;

 private:
  struct Deflation {
    std::once_flag once;
    std::shared_ptr<const OutgoingMessage> message;
  };
  // By window_bits, 15 at most.
  using Deflations = std::array<Deflation, 16>;

  // Allocated at the first use: most messages are never compressed.
  mutable std::once_flag deflations_once_;
  mutable std::unique_ptr<Deflations> deflations_;
};

std::shared_ptr<const OutgoingMessage> MakeOutgoingMessage(
    std::vector<Bytes> segments, bool is_text = false);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_WEBSOCKET_OUTGOING_MESSAGE_H_
