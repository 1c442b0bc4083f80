// The legend of a colour map.
#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/geometry/add_geometry.h"
#include "noodles/geometry/data_meshes.h"
#include "noodles/geometry/planes.h"
#include "noodles/geometry/png.h"

namespace noodles {
namespace {

constexpr size_t kSteps = 64;
// The row of the map in images of one row and of two.
constexpr float kMapRow = 0.25f;

// A strip in x and y, from below to above. The vertices have colours or, with a
// texture, coordinates of the middles of the first and the last pixel and of
// what lies between.
Mesh MakeBar(const LegendOptions& options, bool has_texture) {
  Mesh mesh;
  if (has_texture) {
    mesh.texture_coordinates.resize(1);
  } else {
    mesh.colors.resize(1);
  }
  const float width = options.height / 10;
  for (uint32_t i = 0; i <= kSteps; ++i) {
    const float part = static_cast<float>(i) / kSteps;
    const float pixel = 0.5f + part * (kColorTextureWidth - 1);
    for (const float x : {0.0f, width}) {
      mesh.positions.push_back({x, part * options.height, 0});
      mesh.normals.push_back({0, 0, 1});
      if (has_texture) {
        mesh.texture_coordinates[0].push_back(
            {pixel / kColorTextureWidth, kMapRow});
      } else {
        mesh.colors[0].push_back(LinearColor(options.map, part));
      }
    }
    if (i == kSteps) break;
    const uint32_t a = 2 * i;
    mesh.indices.insert(mesh.indices.end(), {a, a + 1, a + 3, a, a + 3, a + 2});
  }
  return mesh;
}

absl::StatusOr<Bytes> MapImage(
    ColorMap map, const std::optional<std::array<uint8_t, 4>>& marked) {
  const uint32_t rows = marked ? 2 : 1;
  std::vector<uint8_t> pixels;
  pixels.reserve(size_t{4} * kColorTextureWidth * rows);
  const auto add = [&](const std::array<uint8_t, 4>& pixel) {
    pixels.insert(pixels.end(), pixel.begin(), pixel.end());
  };
  for (uint32_t i = 0; i < kColorTextureWidth; ++i) {
    add(ScreenColor(map, static_cast<double>(i) / kColorTextureWidth));
  }
  if (marked) {
    for (uint32_t i = 0; i < kColorTextureWidth; ++i) add(*marked);
  }
  return EncodePng(kColorTextureWidth, rows, pixels);
}

std::string TextOf(double number) {
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, number,
                                          std::chars_format::general, 4);
  return {text, end};
}

absl::Status AddText(Document& document, EntityID parent, std::string text,
                     const Vec3& at, float height) {
  Entity entity = TextPlane(std::move(text), {.position = at}, height);
  entity.parent = parent;
  return document.Create(std::move(entity)).status();
}

// The texture of the options, or a new one; nothing without libpng.
absl::StatusOr<std::optional<TextureID>> TextureOf(
    Document& document, const LegendOptions& options) {
  if (options.texture) return options.texture;
  const absl::StatusOr<TextureID> made = AddColorTexture(document, options.map);
  if (made.ok()) return std::optional<TextureID>(*made);
  if (absl::IsUnimplemented(made.status())) return std::optional<TextureID>();
  return made.status();
}

}  // namespace

absl::StatusOr<TextureID> AddColorTexture(
    Document& document, ColorMap map, const std::string& name,
    const std::optional<std::array<uint8_t, 4>>& marked) {
  absl::StatusOr<Bytes> file = MapImage(map, marked);
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

absl::StatusOr<EntityID> AddLegend(Document& document,
                                   const LegendOptions& options,
                                   Entity entity) {
  absl::StatusOr<EntityID> id = EntityID{};
  const absl::Status status = document.Transact([&]() -> absl::Status {
    Material plain;
    plain.pbr_info = {.metallic = 0, .roughness = 1};
    plain.emissive_factor = {0, 0, 0};
    plain.double_sided = true;
    const absl::StatusOr<std::optional<TextureID>> texture =
        TextureOf(document, options);
    if (!texture.ok()) return texture.status();
    if (*texture) {
      plain.pbr_info.base_color_texture = TextureRef{.texture = **texture};
    }
    const absl::StatusOr<GeometryID> bar =
        AddGeometry(document, MakeBar(options, texture->has_value()),
                    {.material = std::move(plain)});
    if (!bar.ok()) return bar.status();
    entity.representation = RenderRepresentation{.mesh = *bar};
    id = document.Create(std::move(entity));
    if (!id.ok()) return id.status();
    const size_t labels = std::clamp<size_t>(options.labels, 2, 100);
    const float text_height = options.height / 12;
    for (size_t i = 0; i < labels; ++i) {
      const double part =
          static_cast<double>(i) / static_cast<double>(labels - 1);
      const double value =
          options.range[0] + part * (options.range[1] - options.range[0]);
      absl::Status added = AddText(
          document, *id, TextOf(value),
          {options.height / 4, static_cast<float>(part) * options.height, 0},
          text_height);
      if (!added.ok()) return added;
    }
    if (options.title.empty()) return absl::OkStatus();
    return AddText(document, *id, options.title, {0, options.height * 1.15f, 0},
                   text_height * 1.5f);
  });
  if (!status.ok()) return status;
  return id;
}

}  // namespace noodles
