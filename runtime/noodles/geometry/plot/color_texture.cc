// Textures of colour maps and categories.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/geometry/add_geometry.h"
#include "noodles/geometry/data_meshes.h"
#include "noodles/geometry/png.h"

namespace noodles {
namespace {

using Pixel = std::array<uint8_t, 4>;

// The colours of the map or of the categories.
std::vector<Pixel> PixelsOf(const ColorTextureOptions& options) {
  std::vector<Pixel> pixels;
  pixels.reserve(kColorTextureWidth);
  const size_t count = options.categories.size();
  for (uint32_t i = 0; i < kColorTextureWidth; ++i) {
    if (count > 0) {
      pixels.push_back(options.categories[i * count / kColorTextureWidth]);
    } else {
      pixels.push_back(ScreenColor(
          options.map, static_cast<double>(i) / kColorTextureWidth));
    }
  }
  return pixels;
}

// Every row that is named lies within rows of one colour, so that no rounding
// leads to the next colour: of 8 rows with `missing`, 4 are the map, 1 is
// missing, and 3 are marked.
absl::StatusOr<Bytes> ImageOf(const ColorTextureOptions& options) {
  const std::vector<Pixel> colors = PixelsOf(options);
  std::vector<std::vector<Pixel>> rows;
  const auto add = [&](size_t count, const std::vector<Pixel>& row) {
    rows.insert(rows.end(), count, row);
  };
  if (options.missing) {
    const std::vector<Pixel> missing(kColorTextureWidth, *options.missing);
    add(4, colors);
    add(1, missing);
    add(3, options.marked
               ? std::vector<Pixel>(kColorTextureWidth, *options.marked)
               : missing);
  } else {
    add(1, colors);
    if (options.marked) {
      add(1, std::vector<Pixel>(kColorTextureWidth, *options.marked));
    }
  }
  std::vector<uint8_t> bytes;
  bytes.reserve(size_t{4} * kColorTextureWidth * rows.size());
  for (const std::vector<Pixel>& row : rows) {
    for (const Pixel& pixel : row) {
      bytes.insert(bytes.end(), pixel.begin(), pixel.end());
    }
  }
  return EncodePng(kColorTextureWidth, static_cast<uint32_t>(rows.size()),
                   bytes);
}

}  // namespace

absl::StatusOr<TextureID> AddColorTexture(
    Document& document, ColorMap map, const std::string& name,
    const std::optional<std::array<uint8_t, 4>>& marked) {
  ColorTextureOptions options;
  options.map = map;
  options.marked = marked;
  return AddColorTexture(document, options, name);
}

absl::StatusOr<TextureID> AddColorTexture(Document& document,
                                          const ColorTextureOptions& options,
                                          const std::string& name) {
  if (options.categories.size() > kColorTextureWidth) {
    return InvalidArgument("categories: expected at most " +
                           std::to_string(kColorTextureWidth) + ", found " +
                           std::to_string(options.categories.size()));
  }
  absl::StatusOr<Bytes> file = ImageOf(options);
  if (!file.ok()) return file.status();
  std::optional<std::string> given;
  if (!name.empty()) given = name;
  absl::StatusOr<TextureID> texture = TextureID{};
  const absl::Status status = document.Transact([&]() -> absl::Status {
    const absl::StatusOr<ImageID> image =
        AddImage(document, *std::move(file), given);
    if (!image.ok()) return image.status();
    const absl::StatusOr<SamplerID> sampler =
        document.Create(Sampler{.mag_filter = MagFilter::kNearest,
                                .min_filter = MinFilter::kNearest,
                                .wrap_s = SamplerMode::kClampToEdge,
                                .wrap_t = SamplerMode::kClampToEdge});
    if (!sampler.ok()) return sampler.status();
    texture = document.Create(
        Texture{.name = given, .image = *image, .sampler = *sampler});
    return texture.status();
  });
  if (!status.ok()) return status;
  return texture;
}

}  // namespace noodles
