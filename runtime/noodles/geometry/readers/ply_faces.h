// The elements of a PLY file that join vertices: face, tristrips and edge.
//
// Thread-safety: none. Ownership: a value owns what it holds.
#ifndef NOODLES_GEOMETRY_READERS_PLY_FACES_H_
#define NOODLES_GEOMETRY_READERS_PLY_FACES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "noodles/geometry/readers/ply_rows.h"
#include "noodles/protocol/common_types.h"

namespace noodles::geometry_internal {

struct PlyFaces {
  // The vertices of all polygons, one polygon behind the other.
  std::vector<uint32_t> corners{};
  // The number of corners of each polygon; empty where all are triangles.
  std::vector<uint32_t> sizes{};
  // For each corner, or empty.
  std::vector<Vec2> coordinates{};
  // For each polygon, or empty. Linear.
  std::vector<Vec4> colors{};
  // For each polygon, or empty: the place of its texture.
  std::vector<uint32_t> textures{};
  // Pairs of vertices.
  std::vector<uint32_t> lines{};
  // Polygons with fewer than three corners.
  size_t too_small = 0;

  size_t count() const {
    return sizes.empty() ? corners.size() / 3 : sizes.size();
  }
};

// Each reads one element. Errors: those of PlyRows; InvalidArgument where the
// property with the vertices is missing or a vertex is no whole number.
absl::Status ReadPlyFaces(const PlyElement& element, PlyRows& rows,
                          PlyFaces& faces, std::vector<std::string>& warnings);
absl::Status ReadPlyStrips(const PlyElement& element, PlyRows& rows,
                           PlyFaces& faces);
absl::Status ReadPlyEdges(const PlyElement& element, PlyRows& rows,
                          PlyFaces& faces);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_READERS_PLY_FACES_H_
