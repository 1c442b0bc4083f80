#include "import_program/pictures/convert_image.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#ifdef NOODLES_HAS_IMAGES
#include <tiffio.h>
#include <webp/decode.h>

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_TGA
#define STBI_ONLY_BMP
#define STBI_ONLY_GIF
#define STBI_NO_STDIO
#include <stb_image.h>
#endif

#include "noodles/base/status.h"
#include "noodles/geometry/png.h"

namespace noodles::import_program {

#ifdef NOODLES_HAS_IMAGES

namespace {

absl::Status CheckSize(int64_t width, int64_t height, size_t most) {
  if (width <= 0 || height <= 0) {
    return InvalidArgument("the picture has no pixels");
  }
  if (static_cast<uint64_t>(width) > most / 4 / static_cast<uint64_t>(height)) {
    return ResourceExhausted(
        "the pixels are beyond ImportLimits::max_image_bytes: " +
        std::to_string(width) + " by " + std::to_string(height));
  }
  return absl::OkStatus();
}

absl::StatusOr<Bytes> Encode(int64_t width, int64_t height,
                             const uint8_t* pixels) {
  return EncodePng(static_cast<uint32_t>(width), static_cast<uint32_t>(height),
                   std::span(pixels, static_cast<size_t>(width * height) * 4));
}

absl::StatusOr<Bytes> ConvertWebP(const Bytes& file, size_t most) {
  int width = 0;
  int height = 0;
  if (WebPGetInfo(file.data(), file.size(), &width, &height) == 0) {
    return InvalidArgument("the WebP file is broken");
  }
  absl::Status status = CheckSize(width, height, most);
  if (!status.ok()) return status;
  const std::unique_ptr<uint8_t, void (*)(void*)> pixels(
      WebPDecodeRGBA(file.data(), file.size(), &width, &height), WebPFree);
  if (pixels == nullptr) return InvalidArgument("the WebP file is broken");
  return Encode(width, height, pixels.get());
}

// A TIFF file in memory, for the functions that libtiff calls.
struct TiffMemory {
  Bytes bytes;
  size_t at = 0;

  static tmsize_t Read(thandle_t handle, void* to, tmsize_t count) {
    auto& memory = *static_cast<TiffMemory*>(handle);
    const size_t left = memory.bytes.size() - memory.at;
    const size_t part = std::min(left, static_cast<size_t>(count));
    if (part > 0) std::memcpy(to, memory.bytes.data() + memory.at, part);
    memory.at += part;
    return static_cast<tmsize_t>(part);
  }
  static tmsize_t Write(thandle_t, void*, tmsize_t) { return 0; }
  static toff_t Seek(thandle_t handle, toff_t offset, int origin) {
    auto& memory = *static_cast<TiffMemory*>(handle);
    // Unsigned sums wrap, so that negative offsets work as well.
    const toff_t base = origin == SEEK_SET   ? 0
                        : origin == SEEK_CUR ? memory.at
                                             : memory.bytes.size();
    memory.at = std::min<size_t>(base + offset, memory.bytes.size());
    return memory.at;
  }
  static int Close(thandle_t) { return 0; }
  static toff_t Size(thandle_t handle) {
    return static_cast<TiffMemory*>(handle)->bytes.size();
  }
};

absl::StatusOr<Bytes> ConvertTiff(const Bytes& file, size_t most) {
  TIFFSetWarningHandler(nullptr);
  TIFFSetErrorHandler(nullptr);
  TiffMemory memory = {.bytes = file};
  const std::unique_ptr<TIFF, void (*)(TIFF*)> tiff(
      TIFFClientOpen("memory", "rm", &memory, TiffMemory::Read,
                     TiffMemory::Write, TiffMemory::Seek, TiffMemory::Close,
                     TiffMemory::Size, nullptr, nullptr),
      TIFFClose);
  uint32_t width = 0;
  uint32_t height = 0;
  if (tiff == nullptr ||
      TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &width) == 0 ||
      TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height) == 0) {
    return InvalidArgument("the TIFF file is broken");
  }
  absl::Status status = CheckSize(width, height, most);
  if (!status.ok()) return status;
  std::vector<uint32_t> pixels(size_t{width} * height);
  if (TIFFReadRGBAImageOriented(tiff.get(), width, height, pixels.data(),
                                ORIENTATION_TOPLEFT, 1) == 0) {
    return InvalidArgument("the TIFF file is broken, or of a rare kind");
  }
  // libtiff packs red into the lowest byte, and multiplies colours by their
  // alpha, which PNG does not.
  std::vector<uint8_t> bytes;
  bytes.reserve(4 * pixels.size());
  for (const uint32_t pixel : pixels) {
    const uint32_t alpha = pixel >> 24;
    for (const unsigned int shift : {0u, 8u, 16u}) {
      const uint32_t part = pixel >> shift & 0xFF;
      const uint32_t plain =
          alpha == 0
              ? part
              : std::min((part * 255 + alpha / 2) / alpha, uint32_t{255});
      bytes.push_back(static_cast<uint8_t>(plain));
    }
    bytes.push_back(static_cast<uint8_t>(alpha));
  }
  return Encode(width, height, bytes.data());
}

absl::StatusOr<Bytes> ConvertOther(const Bytes& file, size_t most) {
  if (file.size() > static_cast<size_t>(std::numeric_limits<int>::max())) {
    return ResourceExhausted("the picture has more than 2 GiB");
  }
  const int size = static_cast<int>(file.size());
  int width = 0;
  int height = 0;
  int channels = 0;
  if (stbi_info_from_memory(file.data(), size, &width, &height, &channels) ==
      0) {
    return InvalidArgument(
        "expected PNG, JPEG, KTX2, TGA, BMP, GIF, TIFF or WebP");
  }
  absl::Status status = CheckSize(width, height, most);
  if (!status.ok()) return status;
  const std::unique_ptr<uint8_t, void (*)(void*)> pixels(
      stbi_load_from_memory(file.data(), size, &width, &height, &channels, 4),
      stbi_image_free);
  if (pixels == nullptr) {
    return InvalidArgument(std::string("the picture is broken: ") +
                           stbi_failure_reason());
  }
  return Encode(width, height, pixels.get());
}

}  // namespace

absl::StatusOr<Bytes> ConvertToPng(const Bytes& file, size_t most) {
  const std::string_view text = file.text();
  if (text.starts_with("RIFF") && text.substr(8, 4) == "WEBP") {
    return ConvertWebP(file, most);
  }
  if (text.starts_with("II*") || text.starts_with("II+") ||
      text.starts_with(std::string_view("MM\0", 3))) {
    return ConvertTiff(file, most);
  }
  return ConvertOther(file, most);
}

#else

absl::StatusOr<Bytes> ConvertToPng(const Bytes&, size_t) {
  return Unimplemented(
      "it is neither PNG nor JPEG nor KTX2, and this build has no libraries "
      "for "
      "other pictures (NOODLES_WITH_IMAGES)");
}

#endif  // NOODLES_HAS_IMAGES

}  // namespace noodles::import_program
