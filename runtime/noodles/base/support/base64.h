// Bytes as text: base64 (RFC 4648).
// Thread-safety: pure functions.
#ifndef NOODLES_BASE_SUPPORT_BASE64_H_
#define NOODLES_BASE_SUPPORT_BASE64_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace noodles::base_internal {

// The standard alphabet (section 4), in the order of its values.
inline constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Encodes with kBase64Digits and padding.
std::string EncodeBase64(std::span<const uint8_t> bytes);

// Takes the standard and the URL-safe alphabet (sections 4 and 5), since RFC
// 8949, section 6.1, turns byte strings into the latter; with or without
// padding. Empty if there is any other character, white space included, a
// number of characters that no bytes give, wrong padding, or set bits that
// belong to no byte.
std::optional<std::vector<uint8_t>> DecodeBase64(std::string_view text);

}  // namespace noodles::base_internal

#endif  // NOODLES_BASE_SUPPORT_BASE64_H_
