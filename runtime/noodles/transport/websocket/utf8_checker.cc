#include "noodles/transport/websocket/utf8_checker.h"

#include <cstddef>
#include <cstring>

namespace noodles::transport_internal {

bool Utf8Checker::Feed(std::span<const uint8_t> bytes) {
  constexpr uint64_t kHighBits = 0x8080808080808080;
  size_t i = 0;
  while (i < bytes.size()) {
    if (missing_ == 0 && i + sizeof(uint64_t) <= bytes.size()) {
      uint64_t word;
      std::memcpy(&word, bytes.data() + i, sizeof(word));
      if ((word & kHighBits) == 0) {
        i += sizeof(word);
        continue;
      }
    }
    if (!FeedByte(bytes[i])) return false;
    ++i;
  }
  return true;
}

bool Utf8Checker::FeedByte(uint8_t byte) {
  if (missing_ > 0) {
    if (byte < lowest_ || byte > highest_) return false;
    lowest_ = 0x80;
    highest_ = 0xbf;
    --missing_;
    return true;
  }
  if (byte < 0x80) return true;
  if (byte < 0xc2 || byte > 0xf4) return false;
  missing_ = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
  // These leads have overlong, surrogate or too large continuations.
  if (byte == 0xe0) lowest_ = 0xa0;
  if (byte == 0xed) highest_ = 0x9f;
  if (byte == 0xf0) lowest_ = 0x90;
  if (byte == 0xf4) highest_ = 0x8f;
  return true;
}

}  // namespace noodles::transport_internal
