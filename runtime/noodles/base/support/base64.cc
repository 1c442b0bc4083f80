#include "noodles/base/support/base64.h"

#include <array>
#include <cstddef>

namespace noodles::base_internal {

namespace {

constexpr uint8_t kNoDigit = 0xff;

constexpr std::array<uint8_t, 256> kDigits = [] {
  std::array<uint8_t, 256> digits{};
  digits.fill(kNoDigit);
  for (size_t i = 0; i < kBase64Digits.size(); ++i) {
    digits[static_cast<unsigned char>(kBase64Digits[i])] =
        static_cast<uint8_t>(i);
  }
  digits['-'] = digits['+'];
  digits['_'] = digits['/'];
  return digits;
}();

// `text` without its padding; empty if the padding does not fit its length.
std::optional<std::string_view> WithoutPadding(std::string_view text) {
  if (!text.ends_with('=')) return text;
  if (text.size() % 4 != 0) return std::nullopt;
  text.remove_suffix(text.ends_with("==") ? 2 : 1);
  return text;
}

}  // namespace

std::string EncodeBase64(std::span<const uint8_t> bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  while (!bytes.empty()) {
    const size_t count = bytes.size() < 3 ? bytes.size() : 3;
    uint32_t block = 0;
    for (size_t i = 0; i < 3; ++i) {
      block = block << 8 | (i < count ? bytes[i] : 0u);
    }
    for (size_t i = 0; i < 4; ++i) {
      text += i <= count ? kBase64Digits[block >> (18 - 6 * i) & 63] : '=';
    }
    bytes = bytes.subspan(count);
  }
  return text;
}

std::optional<std::vector<uint8_t>> DecodeBase64(std::string_view text) {
  const auto digits = WithoutPadding(text);
  // Four digits are three bytes, three are two, two are one.
  if (!digits || digits->size() % 4 == 1) return std::nullopt;
  std::vector<uint8_t> bytes;
  bytes.reserve(digits->size() / 4 * 3 + 2);
  uint32_t pending = 0;
  unsigned pending_bits = 0;
  for (const char c : *digits) {
    const uint8_t digit = kDigits[static_cast<unsigned char>(c)];
    if (digit == kNoDigit) return std::nullopt;
    pending = pending << 6 | digit;
    pending_bits += 6;
    if (pending_bits < 8) continue;
    pending_bits -= 8;
    bytes.push_back(static_cast<uint8_t>(pending >> pending_bits));
    pending &= (1u << pending_bits) - 1;
  }
  if (pending != 0) return std::nullopt;
  return bytes;
}

}  // namespace noodles::base_internal
