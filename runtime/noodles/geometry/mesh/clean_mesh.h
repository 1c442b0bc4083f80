// Leaves out what is no number, so that one bad vertex does not cost the mesh.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_MESH_CLEAN_MESH_H_
#define NOODLES_GEOMETRY_MESH_CLEAN_MESH_H_

#include <string>
#include <vector>

#include "noodles/geometry/mesh.h"

namespace noodles::geometry_internal {

// Leaves out the vertices whose positions are NaN or infinite, and the
// primitives that use them; normals and tangents, all of them, where one is not
// finite; replaces such coordinates by zero and such colours by white. Clamps
// colours to 0 to 1. Adds a warning with numbers for each kind. The mesh must
// have no strips, and indices that name vertices.
void CleanMesh(Mesh& mesh, std::vector<std::string>& warnings);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_MESH_CLEAN_MESH_H_
