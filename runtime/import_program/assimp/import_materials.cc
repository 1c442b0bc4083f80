#include "import_program/assimp/import_materials.h"

#include <assimp/GltfMaterial.h>
#include <assimp/material.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/geometry/png.h"
#include "noodles/geometry/scene/alpha_mode.h"
#include "noodles/geometry/scene/texture_transform.h"

namespace noodles::import_program {
namespace {

using geometry_internal::AlphaMode;
using geometry_internal::MatrixOf;
using geometry_internal::TextureTransform;

SamplerMode ToSamplerMode(aiTextureMapMode mode) {
  switch (mode) {
    case aiTextureMapMode_Clamp:
    case aiTextureMapMode_Decal:
      return SamplerMode::kClampToEdge;
    case aiTextureMapMode_Mirror:
      return SamplerMode::kMirroredRepeat;
    default:
      return SamplerMode::kRepeat;
  }
}

// The sampler of a texture of glTF, which uses the numbers of OpenGL; other
// formats have no filters.
Sampler SamplerOf(const aiMaterial& from, aiTextureType type,
                  unsigned int index, const aiTextureMapMode* modes) {
  Sampler sampler = {.wrap_s = ToSamplerMode(modes[0]),
                     .wrap_t = ToSamplerMode(modes[1])};
  constexpr int kNearest = 9728;
  constexpr int kLinear = 9729;
  constexpr int kNearestMipmapNearest = 9984;
  constexpr int kNearestMipmapLinear = 9986;
  int filter = 0;
  if (from.Get(AI_MATKEY_GLTF_MAPPINGFILTER_MAG(type, index), filter) ==
          AI_SUCCESS &&
      filter == kNearest) {
    sampler.mag_filter = MagFilter::kNearest;
  }
  if (from.Get(AI_MATKEY_GLTF_MAPPINGFILTER_MIN(type, index), filter) !=
      AI_SUCCESS) {
    return sampler;
  }
  if (filter == kNearest || filter == kNearestMipmapNearest ||
      filter == kNearestMipmapLinear) {
    sampler.min_filter = MinFilter::kNearest;
  } else if (filter == kLinear) {
    sampler.min_filter = MinFilter::kLinear;
  }
  return sampler;
}

// The texture transform as glTF has it, about the first pixel. Assimp turns
// about the middle of the image and counts v upwards; the step of Assimp that
// flips v changes signs, but does not move the origin.
std::optional<Mat3> TextureTransformOf(const aiMaterial& from,
                                       aiTextureType type, unsigned int index) {
  aiUVTransform read;
  if (from.Get(AI_MATKEY_UVTRANSFORM(type, index), read) != AI_SUCCESS) {
    return std::nullopt;
  }
  const TextureTransform transform = {
      .offset = {read.mTranslation.x, read.mTranslation.y},
      .rotation = read.mRotation,
      .scale = {read.mScaling.x, read.mScaling.y}};
  const float cosine = std::cos(read.mRotation);
  const float sine = std::sin(read.mRotation);
  TextureTransform moved = transform;
  moved.offset[0] -= 0.5f * transform.scale[0] * (1 + sine - cosine);
  moved.offset[1] +=
      0.5f * transform.scale[1] * (sine + cosine - 1) + 1 - transform.scale[1];
  const Mat3 matrix = MatrixOf(moved);
  const bool is_finite =
      std::all_of(matrix.begin(), matrix.end(),
                  [](float number) { return std::isfinite(number); });
  if (!is_finite || matrix == MatrixOf(TextureTransform{})) return std::nullopt;
  return matrix;
}

// The picture of an embedded texture: a file, or pixels.
std::optional<Bytes> EmbeddedImage(const aiTexture& texture) {
  if (texture.mHeight == 0) {
    return Bytes::Copy(
        std::span(reinterpret_cast<const uint8_t*>(texture.pcData),
                  size_t{texture.mWidth}));
  }
  std::vector<uint8_t> pixels;
  const size_t count = size_t{texture.mWidth} * texture.mHeight;
  pixels.reserve(4 * count);
  for (size_t i = 0; i < count; ++i) {
    const aiTexel& texel = texture.pcData[i];
    pixels.insert(pixels.end(), {texel.r, texel.g, texel.b, texel.a});
  }
  absl::StatusOr<Bytes> png =
      EncodePng(texture.mWidth, texture.mHeight, pixels);
  if (!png.ok()) return std::nullopt;
  return *std::move(png);
}

// Metallic and roughness of glTF, or estimates from older shading models.
void ConvertSurface(const aiMaterial& from, PBRInfo& to) {
  float shininess = 0.0f;
  to.metallic = 0.0f;
  to.roughness = 0.8f;
  if (from.Get(AI_MATKEY_METALLIC_FACTOR, to.metallic) == AI_SUCCESS) {
    to.roughness = 1.0f;
  } else if (from.Get(AI_MATKEY_SHININESS, shininess) == AI_SUCCESS &&
             shininess > 0.0f) {
    // The roughness whose highlight is as wide as that of Blinn-Phong.
    to.roughness = std::sqrt(2.0f / (shininess + 2.0f));
  }
  from.Get(AI_MATKEY_ROUGHNESS_FACTOR, to.roughness);
  to.metallic = Unit(to.metallic);
  to.roughness = Unit(to.roughness);
}

}  // namespace

float Unit(float number) {
  return std::isfinite(number) ? std::clamp(number, 0.0f, 1.0f) : 1.0f;
}

RGB ToRgb(const aiColor3D& color) {
  return {Unit(color.r), Unit(color.g), Unit(color.b)};
}

absl::Status MaterialImporter::AddAll() {
  for (unsigned int i = 0; i < from_.mNumMaterials; ++i) {
    to_.materials.push_back(Convert(*from_.mMaterials[i]));
    if (!textures_.status().ok()) return textures_.status();
  }
  return absl::OkStatus();
}

Material MaterialImporter::Convert(const aiMaterial& from) {
  Material to;
  const aiString name = const_cast<aiMaterial&>(from).GetName();
  if (name.length > 0) to.name = name.C_Str();
  aiColor4D color(1, 1, 1, 1);
  if (from.Get(AI_MATKEY_BASE_COLOR, color) != AI_SUCCESS) {
    from.Get(AI_MATKEY_COLOR_DIFFUSE, color);
    float opacity = 1.0f;
    if (from.Get(AI_MATKEY_OPACITY, opacity) == AI_SUCCESS) color.a = opacity;
  }
  to.pbr_info.base_color = {Unit(color.r), Unit(color.g), Unit(color.b),
                            Unit(color.a)};
  ConvertSurface(from, to.pbr_info);
  aiColor3D emissive(0, 0, 0);
  from.Get(AI_MATKEY_COLOR_EMISSIVE, emissive);
  to.emissive_factor = ToRgb(emissive);
  bool is_double_sided = false;
  from.Get(AI_MATKEY_TWOSIDED, is_double_sided);
  to.double_sided = is_double_sided;
  aiString alpha_mode;
  AlphaMode mode =
      to.pbr_info.base_color[3] < 1.0f ? AlphaMode::kBlend : AlphaMode::kOpaque;
  float cutoff = geometry_internal::kDefaultCutoff;
  if (from.Get(AI_MATKEY_GLTF_ALPHAMODE, alpha_mode) == AI_SUCCESS) {
    const std::string_view word = alpha_mode.C_Str();
    mode = word == "MASK"    ? AlphaMode::kMask
           : word == "BLEND" ? AlphaMode::kBlend
                             : AlphaMode::kOpaque;
    from.Get(AI_MATKEY_GLTF_ALPHACUTOFF, cutoff);
  }
  geometry_internal::SetAlphaMode(mode, Unit(cutoff), to);
  ConvertTextures(from, to);
  return to;
}

void MaterialImporter::ConvertTextures(const aiMaterial& from, Material& to) {
  PBRInfo& surface = to.pbr_info;
  surface.base_color_texture = FindTexture(from, aiTextureType_BASE_COLOR);
  if (!surface.base_color_texture) {
    surface.base_color_texture = FindTexture(from, aiTextureType_DIFFUSE);
  }
  surface.metal_rough_texture = FindTexture(
      from, AI_MATKEY_GLTF_PBRMETALLICROUGHNESS_METALLICROUGHNESS_TEXTURE);
  to.normal_texture = FindTexture(from, aiTextureType_NORMALS);
  to.occlusion_texture = FindTexture(from, aiTextureType_LIGHTMAP);
  float strength = 1.0f;
  if (from.Get(AI_MATKEY_GLTF_TEXTURE_STRENGTH(aiTextureType_LIGHTMAP, 0),
               strength) == AI_SUCCESS) {
    to.occlusion_texture_factor = Unit(strength);
  }
  to.emissive_texture = FindTexture(from, aiTextureType_EMISSIVE);
}

std::optional<TextureRef> MaterialImporter::FindTexture(const aiMaterial& from,
                                                        aiTextureType type,
                                                        unsigned int index) {
  aiString path;
  unsigned int channel = 0;
  aiTextureMapMode modes[3] = {aiTextureMapMode_Wrap, aiTextureMapMode_Wrap,
                               aiTextureMapMode_Wrap};
  if (from.GetTexture(type, index, &path, nullptr, &channel, nullptr, nullptr,
                      modes) != AI_SUCCESS) {
    return std::nullopt;
  }
  const Sampler sampler = SamplerOf(from, type, index, modes);
  const aiTexture* const embedded = from_.GetEmbeddedTexture(path.C_Str());
  const std::optional<size_t> place =
      embedded != nullptr
          ? textures_.Add(path.C_Str(), EmbeddedImage(*embedded), sampler, to_)
          : textures_.Add(path.C_Str(), sampler, to_);
  if (!place) return std::nullopt;
  return TextureRef{.texture = TextureAt(*place),
                    .transform = TextureTransformOf(from, type, index),
                    .texture_coord_slot = channel};
}

}  // namespace noodles::import_program
