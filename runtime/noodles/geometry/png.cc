#include "noodles/geometry/png.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "noodles/base/status.h"

namespace noodles {
namespace {

constexpr std::array<uint8_t, 8> kSignature = {0x89, 'P',  'N',  'G',
                                               '\r', '\n', 0x1A, '\n'};

void PutBigEndian(std::vector<uint8_t>& to, uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    to.push_back(static_cast<uint8_t>(number >> shift));
  }
}

uint32_t Crc32(std::span<const uint8_t> bytes) {
  static const std::array<uint32_t, 256> kTable = [] {
    std::array<uint32_t, 256> table{};
    for (uint32_t i = 0; i < 256; ++i) {
      uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit) {
        value = (value & 1) != 0 ? 0xEDB88320u ^ (value >> 1) : value >> 1;
      }
      table[i] = value;
    }
    return table;
  }();
  uint32_t crc = 0xFFFFFFFFu;
  for (const uint8_t byte : bytes) {
    crc = kTable[(crc ^ byte) & 0xFF] ^ (crc >> 8);
  }
  return ~crc;
}

uint32_t Adler32(std::span<const uint8_t> bytes) {
  uint32_t a = 1;
  uint32_t b = 0;
  for (const uint8_t byte : bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return (b << 16) | a;
}

void PutChunk(std::vector<uint8_t>& file, std::string_view type,
              std::span<const uint8_t> content) {
  PutBigEndian(file, static_cast<uint32_t>(content.size()));
  const size_t start = file.size();
  file.insert(file.end(), type.begin(), type.end());
  file.insert(file.end(), content.begin(), content.end());
  PutBigEndian(file, Crc32(std::span(file).subspan(start)));
}

// A zlib stream of stored blocks (RFC 1950, RFC 1951).
std::vector<uint8_t> Store(std::span<const uint8_t> bytes) {
  constexpr size_t kMostOfBlock = 65535;
  std::vector<uint8_t> stream = {0x78, 0x01};
  for (size_t at = 0; at < bytes.size(); at += kMostOfBlock) {
    const size_t length = std::min(kMostOfBlock, bytes.size() - at);
    const auto low = static_cast<uint8_t>(length & 0xFF);
    const auto high = static_cast<uint8_t>(length >> 8);
    stream.push_back(at + length == bytes.size() ? 1 : 0);
    stream.insert(stream.end(), {low, high, static_cast<uint8_t>(~low),
                                 static_cast<uint8_t>(~high)});
    const auto block = bytes.subspan(at, length);
    stream.insert(stream.end(), block.begin(), block.end());
  }
  PutBigEndian(stream, Adler32(bytes));
  return stream;
}

bool StartsWith(std::span<const uint8_t> file,
                std::span<const uint8_t> beginning) {
  return file.size() >= beginning.size() &&
         std::equal(beginning.begin(), beginning.end(), file.begin());
}

}  // namespace

absl::StatusOr<Bytes> EncodePng(uint32_t width, uint32_t height,
                                std::span<const uint8_t> pixels) {
  if (width == 0 || height == 0 ||
      pixels.size() != uint64_t{4} * width * height) {
    return InvalidArgument(
        std::to_string(pixels.size()) + " bytes of pixels for an image of " +
        std::to_string(width) + " by " + std::to_string(height));
  }
  const size_t row_bytes = size_t{4} * width;
  std::vector<uint8_t> rows;
  rows.reserve((row_bytes + 1) * height);
  for (size_t row = 0; row < height; ++row) {
    rows.push_back(0);  // No filter.
    const auto from = pixels.subspan(row * row_bytes, row_bytes);
    rows.insert(rows.end(), from.begin(), from.end());
  }
  std::vector<uint8_t> header;
  PutBigEndian(header, width);
  PutBigEndian(header, height);
  // 8 bits, RGBA, and the only methods that there are.
  header.insert(header.end(), {8, 6, 0, 0, 0});
  std::vector<uint8_t> file(kSignature.begin(), kSignature.end());
  PutChunk(file, "IHDR", header);
  PutChunk(file, "IDAT", Store(rows));
  PutChunk(file, "IEND", {});
  return Bytes::Adopt(std::move(file));
}

std::string_view ImageTypeOf(std::span<const uint8_t> file) {
  constexpr std::array<uint8_t, 3> kJpeg = {0xFF, 0xD8, 0xFF};
  constexpr std::array<uint8_t, 12> kKtx2 = {
      0xAB, 'K', 'T', 'X', ' ', '2', '0', 0xBB, '\r', '\n', 0x1A, '\n'};
  if (StartsWith(file, kSignature)) return "image/png";
  if (StartsWith(file, kJpeg)) return "image/jpeg";
  if (StartsWith(file, kKtx2)) return "image/ktx2";
  return "";
}

}  // namespace noodles
