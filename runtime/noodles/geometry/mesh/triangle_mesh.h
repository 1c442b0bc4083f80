// Functions that normals, tangents and orientation share.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_MESH_TRIANGLE_MESH_H_
#define NOODLES_GEOMETRY_MESH_TRIANGLE_MESH_H_

#include <cstdint>

#include "absl/status/status.h"
#include "noodles/geometry/mesh.h"

namespace noodles::geometry_internal {

// Errors: InvalidArgument for other types, and those of Validate.
absl::Status CheckTriangles(const Mesh& mesh);

// The angle of the triangle at this corner, in radians.
float AngleAt(const Mesh& mesh, uint32_t corner);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_MESH_TRIANGLE_MESH_H_
