#include "vase.h"

#include <noodles/geometry.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "copper.h"
#include "placing.h"

namespace demo {
namespace {

constexpr float kVaseHeight = 1.1f;  // metres
constexpr size_t kRings = 48;

// The radius at a part of the height, both in metres.
float RadiusAt(float part) {
  const float belly = (part - 0.42f) / 0.26f;
  const float lip = std::max(0.0f, part - 0.82f) / 0.18f;
  return 0.17f + 0.25f * std::exp(-belly * belly) + 0.10f * lip * lip;
}

// The bottom and the wall. The rim is open, so the material is double-sided.
noodles::Mesh VaseMesh() {
  std::vector<noodles::OutlinePoint> outline = {
      {.radius = 0, .height = 0, .normal = {0, -1}, .v = 1},
      {.radius = RadiusAt(0), .height = 0, .normal = {0, -1}, .v = 1}};
  for (size_t i = 0; i <= kRings; ++i) {
    const float part = static_cast<float>(i) / kRings;
    const float slope = (RadiusAt(part + 0.01f) - RadiusAt(part - 0.01f)) /
                        (0.02f * kVaseHeight);
    outline.push_back({.radius = RadiusAt(part),
                       .height = part * kVaseHeight,
                       .normal = {1, -slope},
                       .v = 1 - part});
  }
  return noodles::Revolve(outline, 64);
}

absl::StatusOr<noodles::TextureRef> AddTexture(noodles::Document& document,
                                               noodles::SamplerID sampler,
                                               const std::string& name,
                                               const PixelColor& color) {
  absl::StatusOr<noodles::Bytes> file =
      noodles::EncodePng(kCopperPixels, kCopperPixels, PixelsOf(color));
  if (!file.ok()) return file.status();
  const absl::StatusOr<noodles::ImageID> image =
      noodles::AddImage(document, *std::move(file), name);
  if (!image.ok()) return image.status();
  const absl::StatusOr<noodles::TextureID> texture = document.Create(
      noodles::Texture{.name = name, .image = *image, .sampler = sampler});
  if (!texture.ok()) return texture.status();
  return noodles::TextureRef{.texture = *texture};
}

}  // namespace

absl::StatusOr<noodles::MaterialID> AddVaseMaterial(
    noodles::Document& document) {
  noodles::Material copper{.name = "copper", .double_sided = true};
  const absl::StatusOr<noodles::SamplerID> sampler =
      document.Create(noodles::Sampler{.name = "copper"});
  if (!sampler.ok()) return sampler.status();
  absl::Status status;
  const auto add = [&](const std::string& name, const PixelColor& color) {
    const absl::StatusOr<noodles::TextureRef> texture =
        AddTexture(document, *sampler, name, color);
    status.Update(texture.status());
    return texture.value_or(noodles::TextureRef());
  };
  copper.pbr_info.base_color_texture = add("copper colour", CopperColor);
  copper.pbr_info.metal_rough_texture =
      add("copper metal and roughness", CopperMetalRough);
  copper.normal_texture = add("copper normals", CopperNormal);
  copper.occlusion_texture = add("copper occlusion", CopperOcclusion);
  copper.emissive_texture = add("copper glow", CopperGlow);
  // Without libpng there are no images: the copper is plain.
  if (absl::IsUnimplemented(status)) {
    return document.Create(
        noodles::Material{.name = "copper",
                          .pbr_info = {.base_color = {0.71f, 0.24f, 0.12f, 1},
                                       .metallic = 1,
                                       .roughness = 0.35f},
                          .emissive_factor = {0, 0, 0},
                          .double_sided = true});
  }
  if (!status.ok()) return status;
  return document.Create(std::move(copper));
}

absl::StatusOr<noodles::EntityID> AddVase(noodles::Document& document,
                                          noodles::MaterialID material,
                                          const noodles::Vec3& place) {
  noodles::Mesh mesh = VaseMesh();
  // The normal texture is read in the directions of the tangents.
  const absl::Status status = noodles::ComputeTangents(mesh);
  if (!status.ok()) return status;
  const absl::StatusOr<noodles::GeometryID> geometry =
      noodles::AddGeometry(document, mesh, {.name = "vase"}, material);
  if (!geometry.ok()) return geometry.status();
  return document.Create(noodles::Entity{
      .name = "vase",
      .transform = At(place),
      .representation = noodles::RenderRepresentation{.mesh = *geometry}});
}

}  // namespace demo
