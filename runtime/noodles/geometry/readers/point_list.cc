#include "noodles/geometry/readers/point_list.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "noodles/geometry/scene_data.h"

namespace noodles::geometry_internal {
namespace {

constexpr double kMostError = 1e-6;

bool IsFinite(const PointList::Point& point) {
  return std::isfinite(point[0]) && std::isfinite(point[1]) &&
         std::isfinite(point[2]);
}

}  // namespace

Vec3 PointList::Origin() const {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  Point low = {kInfinity, kInfinity, kInfinity};
  Point high = {-kInfinity, -kInfinity, -kInfinity};
  double error = 0;
  for (const Point& point : points_) {
    if (!IsFinite(point)) continue;
    for (size_t axis = 0; axis < 3; ++axis) {
      const double value = point[axis];
      low[axis] = std::min(low[axis], value);
      high[axis] = std::max(high[axis], value);
      error =
          std::max(error, std::abs(value - double{static_cast<float>(value)}));
    }
  }
  double extent = 0;
  for (size_t axis = 0; axis < 3; ++axis) {
    extent = std::max(extent, high[axis] - low[axis]);
  }
  Vec3 origin = {0, 0, 0};
  // Also false for no points, and where all lie in one place.
  if (!(extent > 0 && error > kMostError * extent && std::isfinite(extent))) {
    return origin;
  }
  for (size_t axis = 0; axis < 3; ++axis) {
    const auto middle = static_cast<float>(
        std::round(low[axis] + (high[axis] - low[axis]) / 2));
    // Where zero lies within the points, floats near it are as good.
    if (low[axis] > 0 || high[axis] < 0) origin[axis] = middle;
  }
  return origin;
}

std::vector<Vec3> PointList::Relative(const Vec3& origin) const {
  std::vector<Vec3> positions;
  positions.reserve(points_.size());
  for (const Point& point : points_) {
    positions.push_back({static_cast<float>(point[0] - double{origin[0]}),
                         static_cast<float>(point[1] - double{origin[1]}),
                         static_cast<float>(point[2] - double{origin[2]})});
  }
  return positions;
}

Mat4 MoveBy(const Vec3& origin) {
  Mat4 matrix = kIdentity;
  for (size_t axis = 0; axis < 3; ++axis) matrix[12 + axis] = origin[axis];
  return matrix;
}

}  // namespace noodles::geometry_internal
