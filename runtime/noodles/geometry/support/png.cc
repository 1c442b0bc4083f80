#include "noodles/geometry/png.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>

#ifdef NOODLES_HAS_PNG
#include <png.h>
#endif

#include "noodles/base/status.h"

namespace noodles {
namespace {

constexpr std::array<uint8_t, 8> kSignature = {0x89, 'P',  'N',  'G',
                                               '\r', '\n', 0x1A, '\n'};

bool StartsWith(std::span<const uint8_t> file,
                std::span<const uint8_t> beginning) {
  return file.size() >= beginning.size() &&
         std::equal(beginning.begin(), beginning.end(), file.begin());
}

#ifdef NOODLES_HAS_PNG

absl::StatusOr<Bytes> Compress(uint32_t width, uint32_t height,
                               std::span<const uint8_t> pixels) {
  png_image image = {};
  image.version = PNG_IMAGE_VERSION;
  image.width = width;
  image.height = height;
  image.format = PNG_FORMAT_RGBA;
  // libpng measures a file by compressing it; the bound costs less.
  png_alloc_size_t length = PNG_IMAGE_PNG_SIZE_MAX(image);
  const auto file = std::make_unique_for_overwrite<uint8_t[]>(length);
  if (png_image_write_to_memory(&image, file.get(), &length, 0, pixels.data(),
                                0, nullptr) == 0) {
    return InvalidArgument(std::string("libpng: ") + image.message);
  }
  return Bytes::Copy(std::span<const uint8_t>(file.get(), length));
}

#else

absl::StatusOr<Bytes> Compress(uint32_t, uint32_t, std::span<const uint8_t>) {
  return Unimplemented("this build has no libpng (NOODLES_WITH_PNG)");
}

#endif  // NOODLES_HAS_PNG

}  // namespace

absl::StatusOr<Bytes> EncodePng(uint32_t width, uint32_t height,
                                std::span<const uint8_t> pixels) {
  if (width == 0 || height == 0 ||
      pixels.size() != uint64_t{4} * width * height) {
    return InvalidArgument(
        std::to_string(pixels.size()) + " bytes of pixels for an image of " +
        std::to_string(width) + " by " + std::to_string(height));
  }
  return Compress(width, height, pixels);
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
