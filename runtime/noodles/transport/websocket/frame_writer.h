// Writes websocket frames (RFC 6455, section 5.2): headers of messages, and
// whole control frames.
//
// A message is sent as one frame: its header, then its payload as it lies in
// memory. A server uses no mask; a client uses a new random one for each frame
// and masks the payload with ApplyMask.
//
// Thread-safety: plain values and pure functions.
#ifndef NOODLES_TRANSPORT_WEBSOCKET_FRAME_WRITER_H_
#define NOODLES_TRANSPORT_WEBSOCKET_FRAME_WRITER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "noodles/transport/websocket/frame.h"

namespace noodles::transport_internal {

// The first 2 to 14 bytes of a frame.
struct FrameHeader {
  std::array<uint8_t, kMaxFrameHeaderBytes> bytes{};
  uint8_t size = 0;

  std::span<const uint8_t> span() const { return {bytes.data(), size}; }
};

FrameHeader MakeFrameHeader(Opcode opcode, uint64_t payload_bytes,
                            bool final = true,
                            const std::optional<MaskKey>& mask = {});

// A new key from the system's random numbers, which a peer cannot foresee (RFC
// 6455, section 5.3).
MaskKey RandomMaskKey();

// Appends a ping, pong or close frame to `out`. Cuts `payload` to
// kMaxControlPayload bytes.
void AppendControlFrame(std::vector<uint8_t>& out, Opcode opcode,
                        std::span<const uint8_t> payload,
                        const std::optional<MaskKey>& mask = {});

// Appends a close frame to `out`. A `reason` that is too long is cut between
// two characters. A code that may not be sent leaves the payload empty.
void AppendCloseFrame(std::vector<uint8_t>& out, CloseCode code,
                      std::string_view reason,
                      const std::optional<MaskKey>& mask = {});

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_WEBSOCKET_FRAME_WRITER_H_
