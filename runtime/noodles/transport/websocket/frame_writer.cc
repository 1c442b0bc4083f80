#include "noodles/transport/websocket/frame_writer.h"

#include <algorithm>
#include <random>

namespace noodles::transport_internal {
namespace {

constexpr uint8_t kFinal = 0x80;
constexpr uint8_t kMasked = 0x80;

// The longest start of `text` within `limit` bytes that ends between two
// characters.
std::string_view CutText(std::string_view text, size_t limit) {
  if (text.size() <= limit) return text;
  size_t end = limit;
  while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace

FrameHeader MakeFrameHeader(Opcode opcode, uint64_t payload_bytes, bool final,
                            const std::optional<MaskKey>& mask) {
  FrameHeader header;
  uint8_t* out = header.bytes.data();
  *out++ =
      static_cast<uint8_t>((final ? kFinal : 0) | static_cast<uint8_t>(opcode));
  const uint8_t mask_bit = mask ? kMasked : 0;
  int length_bytes = 0;
  if (payload_bytes < 126) {
    *out++ = static_cast<uint8_t>(mask_bit | payload_bytes);
  } else if (payload_bytes <= 0xffff) {
    *out++ = static_cast<uint8_t>(mask_bit | 126);
    length_bytes = 2;
  } else {
    *out++ = static_cast<uint8_t>(mask_bit | 127);
    length_bytes = 8;
  }
  for (int i = length_bytes - 1; i >= 0; --i) {
    *out++ = static_cast<uint8_t>(payload_bytes >> (8 * i));
  }
  if (mask) out = std::copy(mask->begin(), mask->end(), out);
  header.size = static_cast<uint8_t>(out - header.bytes.data());
  return header;
}

MaskKey RandomMaskKey() {
  thread_local std::random_device device;
  const uint32_t bits = device();
  return {static_cast<uint8_t>(bits >> 24), static_cast<uint8_t>(bits >> 16),
          static_cast<uint8_t>(bits >> 8), static_cast<uint8_t>(bits)};
}

void AppendControlFrame(std::vector<uint8_t>& out, Opcode opcode,
                        std::span<const uint8_t> payload,
                        const std::optional<MaskKey>& mask) {
  payload = payload.first(std::min(payload.size(), kMaxControlPayload));
  const FrameHeader header =
      MakeFrameHeader(opcode, payload.size(), true, mask);
  out.insert(out.end(), header.span().begin(), header.span().end());
  const size_t start = out.size();
  out.insert(out.end(), payload.begin(), payload.end());
  if (mask) ApplyMask(std::span(out).subspan(start), *mask, 0);
}

void AppendCloseFrame(std::vector<uint8_t>& out, CloseCode code,
                      std::string_view reason,
                      const std::optional<MaskKey>& mask) {
  std::vector<uint8_t> payload;
  if (MayBeSent(code)) {
    const auto value = static_cast<uint16_t>(code);
    payload = {static_cast<uint8_t>(value >> 8), static_cast<uint8_t>(value)};
    const std::string_view text =
        CutText(reason, kMaxControlPayload - payload.size());
    payload.insert(payload.end(), text.begin(), text.end());
  }
  AppendControlFrame(out, Opcode::kClose, payload, mask);
}

}  // namespace noodles::transport_internal
