// A mesh of polygons whose corners have values of their own: shared vertices
// are split where the values of their corners differ.
//
// Thread-safety: none. Ownership: a value owns what it holds.
#ifndef NOODLES_GEOMETRY_READERS_CORNER_MESH_H_
#define NOODLES_GEOMETRY_READERS_CORNER_MESH_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "noodles/geometry/mesh.h"

namespace noodles::geometry_internal {

// Replaces the first texture coordinates and colours of `mesh` by those of its
// corners, which are the indices: each list is empty or has a value for each.
void SplitCorners(Mesh& mesh, const std::vector<Vec2>& coordinates,
                  const std::vector<Vec4>& colors);

// The mesh with these indices, and with the vertices that they name only.
Mesh PartOf(const Mesh& mesh, const std::vector<uint32_t>& indices);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_READERS_CORNER_MESH_H_
