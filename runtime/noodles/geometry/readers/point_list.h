// Positions in double precision on their way to a mesh.
//
// A reader subtracts the local origin of points far from zero, and the node of
// the mesh moves them back (local_origin.h).
//
// Thread-safety: none. Ownership: a list owns its points.
#ifndef NOODLES_GEOMETRY_READERS_POINT_LIST_H_
#define NOODLES_GEOMETRY_READERS_POINT_LIST_H_

#include <array>
#include <cstddef>
#include <vector>

#include "noodles/geometry/local_origin.h"
#include "noodles/geometry/vector.h"

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

  // As LocalOriginOf.
  Vec3 Origin() const;
  // The points relative to `origin`.
  std::vector<Vec3> Relative(const Vec3& origin) const;

 private:
  std::vector<Point> points_;
};

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_READERS_POINT_LIST_H_
