#include "noodles/server/ready/transforms.h"

#include <array>
#include <cmath>
#include <cstddef>

namespace noodles::server_internal {
namespace {

// In double, so that a matrix that is taken apart and put together keeps its
// floats.
using Vector = std::array<double, 3>;
using Axes = std::array<Vector, 3>;

Vector Cross(const Vector& a, const Vector& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2],
          a[0] * b[1] - a[1] * b[0]};
}

double Dot(const Vector& a, const Vector& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

double Length(const Vector& vector) {
  return std::hypot(vector[0], vector[1], vector[2]);
}

Axes AxesOf(const Mat4& transform) {
  Axes axes;
  for (size_t axis = 0; axis < 3; ++axis) {
    for (size_t row = 0; row < 3; ++row) {
      axes[axis][row] = transform[4 * axis + row];
    }
  }
  return axes;
}

// `transform` with axes of these directions and lengths.
Mat4 WithAxes(Mat4 transform, const Axes& directions, const Vector& lengths) {
  for (size_t axis = 0; axis < 3; ++axis) {
    for (size_t row = 0; row < 3; ++row) {
      transform[4 * axis + row] =
          static_cast<float>(directions[axis][row] * lengths[axis]);
    }
  }
  return transform;
}

// The directions of axes; the direction of an axis without length is normal to
// the others.
Axes DirectionsOf(const Axes& axes) {
  Axes directions = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  size_t lost = 0;
  size_t lost_count = 0;
  for (size_t axis = 0; axis < 3; ++axis) {
    const double length = Length(axes[axis]);
    if (length == 0) {
      lost = axis;
      ++lost_count;
      continue;
    }
    for (size_t row = 0; row < 3; ++row) {
      directions[axis][row] = axes[axis][row] / length;
    }
  }
  if (lost_count > 1) return {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  if (lost_count == 1) {
    const Vector normal =
        Cross(directions[(lost + 1) % 3], directions[(lost + 2) % 3]);
    const double length = Length(normal);
    if (length != 0) {
      for (size_t row = 0; row < 3; ++row) {
        directions[lost][row] = normal[row] / length;
      }
    }
  }
  return directions;
}

// The axes of an unscaled rotation.
Axes Rotated(const Vec4& rotation) {
  const double length = std::hypot(std::hypot(rotation[0], rotation[1]),
                                   std::hypot(rotation[2], rotation[3]));
  const double x = rotation[0] / length;
  const double y = rotation[1] / length;
  const double z = rotation[2] / length;
  const double w = rotation[3] / length;
  return {
      {{1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w)},
       {2 * (x * y - z * w), 1 - 2 * (x * x + z * z), 2 * (y * z + x * w)},
       {2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y)}}};
}

}  // namespace

Mat4 WithPosition(const Mat4& transform, const Vec3& position) {
  Mat4 result = transform;
  for (size_t row = 0; row < 3; ++row) result[12 + row] = position[row];
  return result;
}

Mat4 WithRotation(const Mat4& transform, const Vec4& rotation) {
  const Axes axes = AxesOf(transform);
  const bool is_mirrored = Dot(axes[0], Cross(axes[1], axes[2])) < 0;
  Vector scale = {Length(axes[0]), Length(axes[1]), Length(axes[2])};
  if (is_mirrored) scale[0] = -scale[0];
  return WithAxes(transform, Rotated(rotation), scale);
}

Mat4 WithScale(const Mat4& transform, const Vec3& scale) {
  return WithAxes(transform, DirectionsOf(AxesOf(transform)),
                  {scale[0], scale[1], scale[2]});
}

}  // namespace noodles::server_internal
