#include "noodles/geometry/local_origin.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace noodles {
namespace {

using Point = std::array<double, 3>;

// As a part of the extent of all points.
constexpr double kMostError = 1e-6;
// Of points that all lie in one place.
constexpr double kMostErrorOfOne = 1e-4;

bool IsFinite(const Point& point) {
  return std::isfinite(point[0]) && std::isfinite(point[1]) &&
         std::isfinite(point[2]);
}

}  // namespace

Vec3 LocalOriginOf(std::span<const Point> points) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  Point low = {kInfinity, kInfinity, kInfinity};
  Point high = {-kInfinity, -kInfinity, -kInfinity};
  double error = 0;
  for (const Point& point : points) {
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
  const double most = extent > 0 ? kMostError * extent : kMostErrorOfOne;
  // Also false without points.
  if (!(error > most && std::isfinite(extent))) return origin;
  for (size_t axis = 0; axis < 3; ++axis) {
    const auto middle = static_cast<float>(
        std::round(low[axis] + (high[axis] - low[axis]) / 2));
    // Where zero lies within the points, floats near it are as good.
    if (low[axis] > 0 || high[axis] < 0) origin[axis] = middle;
  }
  return origin;
}

Vec3 RelativeTo(const Vec3& origin, const Point& point) {
  return {static_cast<float>(point[0] - double{origin[0]}),
          static_cast<float>(point[1] - double{origin[1]}),
          static_cast<float>(point[2] - double{origin[2]})};
}

Mat4 MoveBy(const Vec3& origin) {
  return {1, 0, 0, 0, 0,         1,         0,         0,
          0, 0, 1, 0, origin[0], origin[1], origin[2], 1};
}

}  // namespace noodles
