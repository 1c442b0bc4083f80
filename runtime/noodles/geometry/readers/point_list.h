// Positions in double precision on their way to a mesh.
//
// Floats tell coordinates of maps (4,649,776.22) only half a metre apart.
// PointList therefore moves such points near to the origin, and gives back
// where to the node of the mesh moves them.
//
// Thread-safety: none. Ownership: a list owns its points.
#ifndef NOODLES_GEOMETRY_READERS_POINT_LIST_H_
#define NOODLES_GEOMETRY_READERS_POINT_LIST_H_

#include <array>
#include <cstddef>
#include <vector>

#include "noodles/geometry/vector.h"
#include "noodles/protocol/common_types.h"

namespace noodles::geometry_internal {

class PointList {
 public:
  using Point = std::array<double, 3>;

  void Reserve(size_t count) { points_.reserve(count); }
  void Resize(size_t count) { points_.resize(count); }
  void Add(const Point& point) { points_.push_back(point); }
  size_t size() const { return points_.size(); }
  Point& operator[](size_t i) { return points_[i]; }
  const Point& operator[](size_t i) const { return points_[i]; }

  // The floats that must be subtracted: zero, unless the rounding to floats
  // would move a point by more than a millionth of the extent of all.
  Vec3 Origin() const;
  // The points relative to `origin`.
  std::vector<Vec3> Relative(const Vec3& origin) const;

 private:
  std::vector<Point> points_;
};

// The column-major matrix that moves by `origin`.
Mat4 MoveBy(const Vec3& origin);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_READERS_POINT_LIST_H_
