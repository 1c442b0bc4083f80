// The edges of a mesh of triangles and the groups of corners that belong
// together.
//
// Corners are numbered: triangle t has 3t, 3t + 1 and 3t + 2. A list of corners
// holds the vertex of each. The edge of a corner leads to the next corner of
// its triangle.
//
// Thread-safety: pure functions and plain values.
#ifndef NOODLES_GEOMETRY_MESH_CONNECTIVITY_H_
#define NOODLES_GEOMETRY_MESH_CONNECTIVITY_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "noodles/geometry/mesh.h"

namespace noodles::geometry_internal {

inline uint32_t NextCorner(uint32_t corner) {
  return corner % 3 == 2 ? corner - 2 : corner + 1;
}
inline uint32_t PreviousCorner(uint32_t corner) {
  return corner % 3 == 0 ? corner + 2 : corner - 1;
}

// The corners of a mesh of triangles. With `welds`, each corner names the first
// vertex at its position.
std::vector<uint32_t> CornersOf(const Mesh& mesh, bool welds);

// For each vertex the first one for which `is_equal`, which must imply equal
// `hash`.
std::vector<uint32_t> FirstEqual(
    size_t count, const std::function<uint64_t(uint32_t)>& hash,
    const std::function<bool(uint32_t, uint32_t)>& is_equal);

// For each vertex the first vertex at its position.
std::vector<uint32_t> WeldPositions(const std::vector<Vec3>& positions);

// The edges of triangles, each with the corners that have the edge, in either
// direction.
class Edges {
 public:
  // `corners` must outlive the edges; its vertices are below `vertices`.
  Edges(const std::vector<uint32_t>& corners, size_t vertices);

  // Calls `use` once for each edge between two different vertices.
  void ForEach(
      const std::function<void(std::span<const uint32_t> corners)>& use) const;

 private:
  struct End {
    uint32_t vertex;
    uint32_t corner;
  };
  // For each vertex: the place in ends_ of the edges of which it is the lower
  // vertex.
  std::vector<uint32_t> starts_;
  // The higher vertex and the corner, sorted within each lower vertex.
  std::vector<End> ends_;
};

// The group of each corner: the number of its first corner. Corners of
// neighbouring triangles at one vertex belong together where
// `joins(corner, neighbour)`: the triangles of the two corners share the edge
// that begins at each of the corners.
std::vector<uint32_t> GroupCorners(
    const std::vector<uint32_t>& corners, size_t vertices,
    const std::function<bool(uint32_t, uint32_t)>& joins);

// Gives each pair of a vertex and a group a vertex of its own, so that groups
// can differ in an attribute. `sources` receives for each new vertex one of its
// corners.
void SplitByGroup(Mesh& mesh, const std::vector<uint32_t>& groups,
                  std::vector<uint32_t>& sources);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_MESH_CONNECTIVITY_H_
