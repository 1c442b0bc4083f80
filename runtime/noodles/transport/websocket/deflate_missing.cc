// Replaces deflate.cc where there is no zlib.
#include "noodles/transport/websocket/deflate.h"

namespace noodles::transport_internal {

bool CanDeflate() { return false; }

std::optional<Bytes> Deflate(std::span<const Bytes>, const DeflateOptions&) {
  return std::nullopt;
}

InflateResult Inflate(std::span<const uint8_t>, size_t, Bytes&) {
  return InflateResult::kMalformed;
}

}  // namespace noodles::transport_internal
