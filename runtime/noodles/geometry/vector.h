// Arithmetic of short vectors.
//
// Vectors are arrays of floats, for which argument-dependent lookup finds no
// functions of this project. Therefore the functions lie in a namespace of
// their own.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_VECTOR_H_
#define NOODLES_GEOMETRY_VECTOR_H_

#include <algorithm>
#include <array>
#include <cmath>

#include "noodles/protocol/common_types.h"

namespace noodles {

using Vec2 = std::array<float, 2>;

namespace vector {

inline Vec3 Add(const Vec3& a, const Vec3& b) {
  return {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
}
inline Vec3 Subtract(const Vec3& a, const Vec3& b) {
  return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}
inline Vec3 Scale(const Vec3& a, float factor) {
  return {a[0] * factor, a[1] * factor, a[2] * factor};
}
inline float Dot(const Vec3& a, const Vec3& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
inline Vec3 Cross(const Vec3& a, const Vec3& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2],
          a[0] * b[1] - a[1] * b[0]};
}
inline float Length(const Vec3& a) { return std::sqrt(Dot(a, a)); }

// `fallback` where the vector has no direction.
inline Vec3 Normalize(const Vec3& a, const Vec3& fallback = {0, 0, 0}) {
  // Scale first, so that squares of tiny and huge values stay in range.
  const float largest =
      std::max({std::abs(a[0]), std::abs(a[1]), std::abs(a[2])});
  if (!(largest > 0.0f) || !std::isfinite(largest)) return fallback;
  const Vec3 scaled = {a[0] / largest, a[1] / largest, a[2] / largest};
  return Scale(scaled, 1.0f / Length(scaled));
}

// The part of `a` that is perpendicular to the unit vector `normal`.
inline Vec3 Reject(const Vec3& a, const Vec3& normal) {
  return Subtract(a, Scale(normal, Dot(normal, a)));
}

// Some unit vector that is perpendicular to the unit vector `normal`.
inline Vec3 Perpendicular(const Vec3& normal) {
  const Vec3 axis = std::abs(normal[0]) < 0.9f ? Vec3{1, 0, 0} : Vec3{0, 1, 0};
  return Normalize(Reject(axis, normal));
}

// Radians between two unit vectors.
inline float Angle(const Vec3& a, const Vec3& b) {
  return std::acos(std::clamp(Dot(a, b), -1.0f, 1.0f));
}

// `point` turned by the unit quaternion x, y, z, w.
inline Vec3 Rotate(const Vec4& quaternion, const Vec3& point) {
  const Vec3 axis = {quaternion[0], quaternion[1], quaternion[2]};
  const Vec3 twice = Scale(Cross(axis, point), 2.0f);
  return Add(Add(point, Scale(twice, quaternion[3])), Cross(axis, twice));
}

// Linear from `a` (0) to `b` (1).
template <size_t n>
std::array<float, n> Mix(const std::array<float, n>& a,
                         const std::array<float, n>& b, float part) {
  std::array<float, n> mixed;
  for (size_t i = 0; i < n; ++i) mixed[i] = a[i] + (b[i] - a[i]) * part;
  return mixed;
}

}  // namespace vector

// The smallest box around points; where there are none, all zero.
//
//   BoxAround box;
//   for (const Vec3& point : points) box.Add(point);
//   box.Get();
class BoxAround {
 public:
  void Add(const Vec3& point) {
    if (is_empty_) box_ = {point, point};
    is_empty_ = false;
    for (size_t axis = 0; axis < 3; ++axis) {
      box_.min[axis] = std::min(box_.min[axis], point[axis]);
      box_.max[axis] = std::max(box_.max[axis], point[axis]);
    }
  }
  const BoundingBox& Get() const { return box_; }
  bool is_empty() const { return is_empty_; }

 private:
  BoundingBox box_;
  bool is_empty_ = true;
};

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_VECTOR_H_
