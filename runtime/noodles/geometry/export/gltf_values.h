// Values as glTF requires them: units, unit vectors, rotations and scales.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_EXPORT_GLTF_VALUES_H_
#define NOODLES_GEOMETRY_EXPORT_GLTF_VALUES_H_

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "noodles/geometry/scene_data.h"

namespace noodles::geometry_internal {

// 0 to 1; 1 for what is no number.
inline float UnitOf(float number) {
  return std::isfinite(number) ? std::clamp(number, 0.0f, 1.0f) : 1.0f;
}

template <size_t n>
std::array<float, n> Units(std::array<float, n> numbers) {
  for (float& number : numbers) number = UnitOf(number);
  return numbers;
}

// `fallback` stands for vectors without a length.
std::vector<Vec3> UnitVectors(const std::vector<Vec3>& vectors,
                              const Vec3& fallback);

// No rotation where the quaternion has no length.
Vec4 UnitQuaternion(const Vec4& quaternion);

// The tangents of the part, whose mesh has normals, with the side of the
// bitangent: that of tangent_signs or, without them, that of the texture
// coordinates.
std::vector<Vec4> SignedTangents(const ScenePart& part);

// Whether the matrix is a translation, a rotation and a scale that is not zero.
bool IsScaledRotation(const Mat4& matrix);

// A matrix as that of two nodes: translation, rotation and scale of the outer,
// and the rotation of the inner.
struct TurnedNode {
  Vec3 translation = {0, 0, 0};
  Vec4 rotation = {0, 0, 0, 1};
  Vec3 scale = {1, 1, 1};
  Vec4 inner_rotation = {0, 0, 0, 1};
};

// For any matrix with the last row 0, 0, 0, 1 (singular values).
TurnedNode TurnedNodeOf(const Mat4& matrix);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_EXPORT_GLTF_VALUES_H_
