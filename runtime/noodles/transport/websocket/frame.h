// The parts of a websocket frame (RFC 6455, section 5), for both roles.
//
//   byte 0      FIN (0x80), three reserved bits (0x70), opcode (0x0f)
//   byte 1      MASK (0x80), length (0x7f): 0..125, or
//               126: the length is in the next 2 bytes, big endian
//               127: the length is in the next 8 bytes, big endian
//   4 bytes     masking key, if MASK; always from a client, never from a server
//   length      payload
//
// Thread-safety: plain values and pure functions.
#ifndef NOODLES_TRANSPORT_WEBSOCKET_FRAME_H_
#define NOODLES_TRANSPORT_WEBSOCKET_FRAME_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "noodles/transport/websocket/close_code.h"

namespace noodles::transport_internal {

enum class Opcode : uint8_t {
  kContinuation = 0x0,
  kText = 0x1,
  kBinary = 0x2,
  kClose = 0x8,
  kPing = 0x9,
  kPong = 0xa,
};

// Control frames are never fragmented and carry at most kMaxControlPayload.
inline bool IsControl(Opcode opcode) {
  return (static_cast<uint8_t>(opcode) & 0x8) != 0;
}

// Which end of the connection this program is.
enum class Role : uint8_t { kServer, kClient };

using MaskKey = std::array<uint8_t, 4>;

// In the first byte: the message is compressed (RSV1; RFC 7692, section 7.2.3).
inline constexpr uint8_t kDeflatedBit = 0x40;
inline constexpr size_t kMaxControlPayload = 125;
inline constexpr size_t kMaxFrameHeaderBytes = 14;

// Masks or unmasks `bytes` in place (RFC 6455, section 5.3). `phase` is the
// offset of the first byte in the frame's payload.
void ApplyMask(std::span<uint8_t> bytes, const MaskKey& key, size_t phase);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_WEBSOCKET_FRAME_H_
