// Cuts polygons into triangles.
//
// Thread-safety: a Triangulator belongs to a thread.
#ifndef NOODLES_GEOMETRY_MESH_TRIANGULATE_H_
#define NOODLES_GEOMETRY_MESH_TRIANGULATE_H_

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "noodles/protocol/common_types.h"

namespace noodles::geometry_internal {

// Keeps its memory between polygons.
class Triangulator {
 public:
  using Corners = std::array<uint32_t, 3>;

  // Triangles of the polygon through `points`, as places in `points`, in the
  // polygon's direction of rotation: a fan where the polygon is convex; ears
  // are cut off from others. None for fewer than three points. The result is
  // valid until the next call.
  std::span<const Corners> Cut(std::span<const Vec3> points);

 private:
  void CutEars();
  bool IsEar(size_t at) const;
  double Turn(uint32_t a, uint32_t b, uint32_t c) const;

  // The points in the plane in which the polygon is largest.
  std::vector<std::array<double, 2>> flat_;
  // Places of the points that are left.
  std::vector<uint32_t> left_;
  std::vector<Corners> triangles_;
};

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_MESH_TRIANGULATE_H_
