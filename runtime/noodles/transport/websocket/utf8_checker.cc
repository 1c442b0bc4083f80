#include "noodles/transport/websocket/utf8_checker.h"

#include <algorithm>
#include <string_view>

#include "noodles/cbor/utf8.h"

namespace noodles::transport_internal {
namespace {

// The number of bytes of the characters that begin with `lead`.
size_t CharacterBytes(unsigned char lead) {
  return lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

// True if more bytes can make `text` one valid character. Of the bytes that may
// come next, either the lowest or the highest is always valid.
bool BeginsCharacter(std::string_view text) {
  const size_t size = CharacterBytes(static_cast<unsigned char>(text.front()));
  if (text.size() >= size) return false;
  for (const char next : {'\x80', '\xbf'}) {
    std::array<char, 4> character;
    character.fill(next);
    std::copy(text.begin(), text.end(), character.begin());
    if (cbor::IsValidUtf8({character.data(), size})) return true;
  }
  return false;
}

}  // namespace

bool Utf8Checker::Feed(std::span<const uint8_t> bytes) {
  std::string_view text(reinterpret_cast<const char*>(bytes.data()),
                        bytes.size());
  while (begun_size_ > 0 && !text.empty()) {
    begun_[begun_size_++] = text.front();
    text.remove_prefix(1);
    const std::string_view character(begun_.data(), begun_size_);
    if (cbor::IsValidUtf8(character)) {
      begun_size_ = 0;
    } else if (!BeginsCharacter(character)) {
      return false;
    }
  }
  text.remove_prefix(cbor::ValidUtf8Prefix(text));
  if (text.empty()) return true;
  if (!BeginsCharacter(text)) return false;
  begun_size_ = text.copy(begun_.data(), begun_.size());
  return true;
}

}  // namespace noodles::transport_internal
