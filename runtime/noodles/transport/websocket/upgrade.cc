#include "noodles/transport/websocket/upgrade.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <random>
#include <span>

namespace noodles::transport_internal {
namespace {

constexpr std::string_view kWebsocketGuid =
    "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

using Sha1State = std::array<uint32_t, 5>;

void HashBlock(Sha1State& state, const uint8_t* block) {
  std::array<uint32_t, 80> w;
  for (size_t i = 0; i < 16; ++i) {
    w[i] = uint32_t{block[4 * i]} << 24 | uint32_t{block[4 * i + 1]} << 16 |
           uint32_t{block[4 * i + 2]} << 8 | uint32_t{block[4 * i + 3]};
  }
  for (size_t i = 16; i < w.size(); ++i) {
    w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
  }
  auto [a, b, c, d, e] = state;
  for (size_t i = 0; i < w.size(); ++i) {
    uint32_t mixed;
    uint32_t constant;
    if (i < 20) {
      mixed = (b & c) | (~b & d);
      constant = 0x5a827999;
    } else if (i < 40) {
      mixed = b ^ c ^ d;
      constant = 0x6ed9eba1;
    } else if (i < 60) {
      mixed = (b & c) | (b & d) | (c & d);
      constant = 0x8f1bbcdc;
    } else {
      mixed = b ^ c ^ d;
      constant = 0xca62c1d6;
    }
    const uint32_t next = std::rotl(a, 5) + mixed + e + constant + w[i];
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
}

// SHA-1 (RFC 3174); the handshake wants it, nothing secret depends on it.
std::array<uint8_t, 20> Sha1(std::string_view text) {
  std::string padded(text);
  padded.push_back('\x80');
  while (padded.size() % 64 != 56) padded.push_back('\0');
  const uint64_t bits = uint64_t{text.size()} * 8;
  for (int shift = 56; shift >= 0; shift -= 8) {
    padded.push_back(static_cast<char>(bits >> shift));
  }
  Sha1State state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476,
                     0xc3d2e1f0};
  for (size_t i = 0; i < padded.size(); i += 64) {
    HashBlock(state, reinterpret_cast<const uint8_t*>(padded.data()) + i);
  }
  std::array<uint8_t, 20> digest;
  for (size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));
  }
  return digest;
}

std::string Base64(std::span<const uint8_t> bytes) {
  std::string text;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t count = std::min<size_t>(3, bytes.size() - i);
    uint32_t group = 0;
    for (size_t k = 0; k < 3; ++k) {
      group = (group << 8) | (k < count ? bytes[i + k] : 0u);
    }
    for (size_t k = 0; k < 4; ++k) {
      text.push_back(k <= count ? kBase64Digits[(group >> (18 - 6 * k)) & 63]
                                : '=');
    }
  }
  return text;
}

// A key is 16 bytes in base64: 22 digits and "==".
bool IsKey(std::string_view key) {
  constexpr size_t kDigits = 22;
  return key.size() == kDigits + 2 && key.substr(kDigits) == "==" &&
         key.find_first_not_of(kBase64Digits) == kDigits;
}

}  // namespace

bool IsUpgradeRequest(const HttpRequest& request) {
  return request.HasToken("Upgrade", "websocket");
}

std::optional<HttpResponse> CheckUpgradeRequest(const HttpRequest& request) {
  if (request.method != "GET") {
    return MakeTextResponse(400, "a websocket is opened by GET");
  }
  if (request.minor_version < 1) {
    return MakeTextResponse(400, "a websocket needs HTTP/1.1");
  }
  if (request.Find("Host") == nullptr) {
    return MakeTextResponse(400, "Host is missing");
  }
  if (!request.HasToken("Connection", "Upgrade")) {
    return MakeTextResponse(400, "Connection does not name Upgrade");
  }
  if (!request.HasToken("Sec-WebSocket-Version", "13")) {
    HttpResponse response =
        MakeTextResponse(426, "websocket version 13 is spoken here");
    response.fields.emplace_back("Upgrade", "websocket");
    response.fields.emplace_back("Sec-WebSocket-Version", "13");
    return response;
  }
  const std::string* const key = request.Find("Sec-WebSocket-Key");
  if (key == nullptr || !IsKey(*key)) {
    return MakeTextResponse(
        400, "Sec-WebSocket-Key is missing or not 16 bytes in base64");
  }
  return std::nullopt;
}

std::string RandomWebsocketKey() {
  std::random_device device;
  std::array<uint8_t, 16> bytes;
  for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(device());
  return Base64(bytes);
}

std::string WebsocketAccept(std::string_view key) {
  return Base64(Sha1(std::string(key).append(kWebsocketGuid)));
}

std::string FormatUpgradeResponse(const HttpRequest& request,
                                  std::string_view extensions) {
  const std::string* const key = request.Find("Sec-WebSocket-Key");
  std::string head =
      "HTTP/1.1 101 Switching Protocols\r\n"
      "Upgrade: websocket\r\n"
      "Connection: Upgrade\r\n"
      "Server: linguine\r\n"
      "Sec-WebSocket-Accept: ";
  head.append(WebsocketAccept(key == nullptr ? "" : *key));
  if (!extensions.empty()) {
    head.append("\r\nSec-WebSocket-Extensions: ").append(extensions);
  }
  return head.append("\r\n\r\n");
}

}  // namespace noodles::transport_internal
