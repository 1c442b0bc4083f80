#include "placing.h"

#include <cmath>

namespace demo {

using noodles::Mat4;

Mat4 At(const noodles::Vec3& place, float scale) {
  return {scale, 0, 0,     0, 0,        scale,    0,        0,
          0,     0, scale, 0, place[0], place[1], place[2], 1};
}

Mat4 TurnedAboutX(float radians) {
  const float c = std::cos(radians);
  const float s = std::sin(radians);
  return {1, 0, 0, 0, 0, c, s, 0, 0, -s, c, 0, 0, 0, 0, 1};
}

Mat4 TurnedAboutY(float radians) {
  const float c = std::cos(radians);
  const float s = std::sin(radians);
  return {c, 0, -s, 0, 0, 1, 0, 0, s, 0, c, 0, 0, 0, 0, 1};
}

absl::StatusOr<noodles::RenderRepresentation> ShowMesh(
    noodles::Document& document, const std::string& name,
    const noodles::Mesh& mesh, const Paint& paint) {
  noodles::GeometryOptions options{.name = name};
  options.material.name = name + " paint";
  options.material.pbr_info = {.base_color = paint.color,
                               .metallic = paint.metallic,
                               .roughness = paint.roughness};
  options.material.emissive_factor = paint.glow;
  const absl::StatusOr<noodles::GeometryID> geometry =
      noodles::AddGeometry(document, mesh, options);
  if (!geometry.ok()) return geometry.status();
  return noodles::RenderRepresentation{.mesh = *geometry};
}

}  // namespace demo
