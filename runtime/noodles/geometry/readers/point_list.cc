#include "noodles/geometry/readers/point_list.h"

namespace noodles::geometry_internal {

Vec3 PointList::Origin() const { return LocalOriginOf(points_); }

std::vector<Vec3> PointList::Relative(const Vec3& origin) const {
  std::vector<Vec3> positions;
  positions.reserve(points_.size());
  for (const Point& point : points_) {
    positions.push_back(RelativeTo(origin, point));
  }
  return positions;
}

}  // namespace noodles::geometry_internal
