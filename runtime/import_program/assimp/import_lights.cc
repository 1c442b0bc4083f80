#include "import_program/assimp/import_lights.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "import_program/assimp/import_materials.h"
#include "noodles/geometry/vector.h"

namespace noodles::import_program {
namespace {

// std::nullopt for kinds that the protocol does not have.
std::optional<Light> ConvertLight(const aiLight& from, bool has_half_angles,
                                  float range) {
  const float angle_factor = has_half_angles ? 1.0f : 0.5f;
  Light to;
  switch (from.mType) {
    case aiLightSource_POINT:
      to.type = PointLight{.range = range};
      break;
    case aiLightSource_DIRECTIONAL:
      to.type = DirectionalLight{};
      break;
    case aiLightSource_SPOT:
      to.type = SpotLight{
          .range = range,
          .inner_cone_angle_rad = angle_factor * from.mAngleInnerCone,
          .outer_cone_angle_rad = angle_factor * from.mAngleOuterCone};
      break;
    default:
      return std::nullopt;
  }
  if (from.mName.length > 0) to.name = from.mName.C_Str();
  // Assimp multiplies colour and intensity.
  const aiColor3D& color = from.mColorDiffuse;
  const float brightest = std::max({color.r, color.g, color.b});
  if (!std::isfinite(brightest) || brightest <= 0.0f) {
    to.intensity = 0.0f;
    return to;
  }
  to.intensity = std::max(brightest, 1.0f);
  to.color = ToRgb(color * (1.0f / to.intensity));
  return to;
}

// The position and the direction of a light in the space of its node, as the
// matrix of a new node. Lights of the protocol shine to -Z.
Mat4 TransformOf(const aiLight& light) {
  const Vec3 direction = vector::Normalize(
      {light.mDirection.x, light.mDirection.y, light.mDirection.z}, {0, 0, -1});
  const Vec3 z = vector::Scale(direction, -1.0f);
  const Vec3 x =
      vector::Normalize(vector::Cross({0, 1, 0}, z), vector::Perpendicular(z));
  const Vec3 y = vector::Cross(z, x);
  return {x[0],
          x[1],
          x[2],
          0,
          y[0],
          y[1],
          y[2],
          0,
          z[0],
          z[1],
          z[2],
          0,
          light.mPosition.x,
          light.mPosition.y,
          light.mPosition.z,
          1};
}

// The range in metres that glTF has at the node; negative: without an end.
float RangeOf(const aiNode& node) {
  constexpr float kEndless = -1.0f;
  float range = kEndless;
  if (node.mMetaData == nullptr ||
      !node.mMetaData->Get("PBR_LightRange", range)) {
    return kEndless;
  }
  return std::isfinite(range) && range > 0.0f ? range : kEndless;
}

// The light that a node of glTF names.
std::optional<uint64_t> LightNamedBy(const aiNode& node) {
  aiMetadata extensions;
  aiMetadata punctual;
  if (node.mMetaData == nullptr ||
      !node.mMetaData->Get("extensions", extensions) ||
      !extensions.Get("KHR_lights_punctual", punctual)) {
    return std::nullopt;
  }
  uint64_t light = 0;
  if (punctual.Get("light", light)) return light;
  return std::nullopt;
}

// The nodes that carry each light: those that name it, or else the first of its
// name.
std::vector<std::vector<size_t>> CarriersOf(
    const aiScene& from, const std::vector<const aiNode*>& nodes) {
  std::vector<std::vector<size_t>> carriers(from.mNumLights);
  std::map<std::string, size_t> by_name;
  for (size_t i = 0; i < nodes.size(); ++i) {
    by_name.try_emplace(nodes[i]->mName.C_Str(), i);
    const std::optional<uint64_t> light = LightNamedBy(*nodes[i]);
    if (light && *light < carriers.size()) carriers[*light].push_back(i);
  }
  for (size_t i = 0; i < carriers.size(); ++i) {
    if (!carriers[i].empty()) continue;
    const auto node = by_name.find(from.mLights[i]->mName.C_Str());
    if (node != by_name.end()) carriers[i].push_back(node->second);
  }
  return carriers;
}

}  // namespace

void AddLights(const aiScene& from, const std::vector<const aiNode*>& nodes,
               bool has_half_angles, SceneData& to) {
  const std::vector<std::vector<size_t>> carriers = CarriersOf(from, nodes);
  for (size_t i = 0; i < carriers.size(); ++i) {
    const aiLight& read = *from.mLights[i];
    const float range =
        carriers[i].empty() ? -1.0f : RangeOf(*nodes[carriers[i].front()]);
    std::optional<Light> light = ConvertLight(read, has_half_angles, range);
    if (!light || carriers[i].empty()) {
      to.warnings.push_back("light " + std::string(read.mName.C_Str()) +
                            " is left out");
      continue;
    }
    for (const size_t carrier : carriers[i]) {
      to.nodes.push_back({.name = read.mName.C_Str(),
                          .parent = carrier,
                          .transform = TransformOf(read),
                          .lights = {to.lights.size()}});
    }
    to.lights.push_back(*std::move(light));
  }
}

}  // namespace noodles::import_program
