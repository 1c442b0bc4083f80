#include "noodles/geometry/planes.h"

#include <utility>

namespace noodles {

Mat4 TransformOf(const PlanePose& pose) {
  const Vec3 facing = vector::Normalize(pose.facing, {0, 0, 1});
  const Vec3 z = vector::Scale(facing, -1.0f);
  const Vec3 y = vector::Normalize(vector::Reject({0, 1, 0}, z),
                                   {0, 0, facing[1] > 0 ? -1.0f : 1.0f});
  const Vec3 x = vector::Cross(y, z);
  const Vec3& at = pose.position;
  return {x[0], x[1], x[2], 0, y[0],  y[1],  y[2],  0,
          z[0], z[1], z[2], 0, at[0], at[1], at[2], 1};
}

Entity TextPlane(std::string text, const PlanePose& pose, float height,
                 float width) {
  return {.transform = TransformOf(pose),
          .representation = TextRepresentation{
              .txt = std::move(text), .height = height, .width = width}};
}

Entity WebPlane(std::string url, const PlanePose& pose, float height,
                float width) {
  return {.transform = TransformOf(pose),
          .representation = WebRepresentation{
              .source = std::move(url), .height = height, .width = width}};
}

}  // namespace noodles
