// Transforms of texture coordinates in the words of glTF
// (KHR_texture_transform) and as the matrix that the protocol has.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_SCENE_TEXTURE_TRANSFORM_H_
#define NOODLES_GEOMETRY_SCENE_TEXTURE_TRANSFORM_H_

#include <optional>

#include "noodles/geometry/vector.h"
#include "noodles/protocol/common_types.h"

namespace noodles::geometry_internal {

// First the scale, then the rotation, then the offset.
struct TextureTransform {
  Vec2 offset = {0, 0};
  // Radians about (0, 0), from +v to +u.
  float rotation = 0.0f;
  Vec2 scale = {1, 1};
};

// Column-major: applied to (u, v, 1).
Mat3 MatrixOf(const TextureTransform& transform);

// std::nullopt where the matrix shears or projects.
std::optional<TextureTransform> TextureTransformOf(const Mat3& matrix);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_SCENE_TEXTURE_TRANSFORM_H_
