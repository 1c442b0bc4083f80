#include "noodles/transport/websocket/utf8_checker.h"

#include <string_view>

#include "noodles/cbor/utf8.h"

namespace noodles::transport_internal {

bool Utf8Checker::Feed(std::span<const uint8_t> bytes) {
  std::string_view text(reinterpret_cast<const char*>(bytes.data()),
                        bytes.size());
  while (begun_size_ > 0 && !text.empty()) {
    begun_[begun_size_++] = text.front();
    text.remove_prefix(1);
    const std::string_view character(begun_.data(), begun_size_);
    if (cbor::IsValidUtf8(character)) {
      begun_size_ = 0;
    } else if (!cbor::BeginsUtf8Character(character)) {
      return false;
    }
  }
  text.remove_prefix(cbor::ValidUtf8Prefix(text));
  if (text.empty()) return true;
  if (!cbor::BeginsUtf8Character(text)) return false;
  begun_size_ = text.copy(begun_.data(), begun_.size());
  return true;
}

}  // namespace noodles::transport_internal
