#include "noodles/geometry/scene/texture_transform.h"

#include <algorithm>
#include <cmath>

namespace noodles::geometry_internal {

Mat3 MatrixOf(const TextureTransform& transform) {
  const float cosine = std::cos(transform.rotation);
  const float sine = std::sin(transform.rotation);
  const auto& [u, v] = transform.scale;
  return {u * cosine,          -u * sine,           0, v * sine, v * cosine, 0,
          transform.offset[0], transform.offset[1], 1};
}

std::optional<TextureTransform> TextureTransformOf(const Mat3& matrix) {
  TextureTransform transform;
  transform.offset = {matrix[6], matrix[7]};
  transform.scale[0] = std::hypot(matrix[0], matrix[1]);
  transform.scale[1] = std::hypot(matrix[3], matrix[4]);
  // A mirror is a negative scale of v; a scale of 0 has no direction.
  if (matrix[0] * matrix[4] - matrix[1] * matrix[3] < 0.0f) {
    transform.scale[1] = -transform.scale[1];
  }
  transform.rotation = transform.scale[0] > 0.0f
                           ? std::atan2(-matrix[1], matrix[0])
                           : std::atan2(matrix[3], matrix[4]);
  const Mat3 back = MatrixOf(transform);
  const float tolerance =
      1e-5f * std::max(transform.scale[0], std::abs(transform.scale[1]));
  for (size_t i = 0; i < back.size(); ++i) {
    if (!(std::abs(back[i] - matrix[i]) <= tolerance)) return std::nullopt;
  }
  return transform;
}

}  // namespace noodles::geometry_internal
