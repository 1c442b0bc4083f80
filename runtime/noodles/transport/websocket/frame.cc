#include "noodles/transport/websocket/frame.h"

#include <cstring>

namespace noodles::transport_internal {

void ApplyMask(std::span<uint8_t> bytes, const MaskKey& key, size_t phase) {
  MaskKey rotated;
  for (size_t i = 0; i < rotated.size(); ++i) {
    rotated[i] = key[(phase + i) % key.size()];
  }
  uint32_t half;
  std::memcpy(&half, rotated.data(), sizeof(half));
  const uint64_t mask = (uint64_t{half} << 32) | half;

  uint8_t* const data = bytes.data();
  size_t i = 0;
  for (; i + sizeof(mask) <= bytes.size(); i += sizeof(mask)) {
    uint64_t word;
    std::memcpy(&word, data + i, sizeof(word));
    word ^= mask;
    std::memcpy(data + i, &word, sizeof(word));
  }
  for (; i < bytes.size(); ++i) {
    data[i] ^= rotated[i % rotated.size()];
  }
}

}  // namespace noodles::transport_internal
