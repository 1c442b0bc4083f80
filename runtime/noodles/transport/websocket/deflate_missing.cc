// Replaces deflate.cc where there is no zlib.
#include "noodles/transport/websocket/deflate.h"

namespace noodles::transport_internal {

bool CanDeflate() { return false; }

std::optional<Bytes> Deflate(std::span<const Bytes>, const DeflateOptions&) {
  return std::nullopt;
}

struct Inflater::State {};

Inflater::Inflater(Bytes, const InflateLimits&) {}
Inflater::~Inflater() = default;
InflateResult Inflater::Continue(size_t) { return InflateResult::kMalformed; }
std::span<const uint8_t> Inflater::fresh() const { return {}; }
size_t Inflater::held_bytes() const { return 0; }
Bytes Inflater::Take() { return Bytes(); }

InflateResult Inflate(std::span<const uint8_t>, size_t, Bytes&) {
  return InflateResult::kMalformed;
}

}  // namespace noodles::transport_internal
