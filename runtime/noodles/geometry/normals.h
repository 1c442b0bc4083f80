// Normals, tangents and orientation of triangles.
//
//   Mesh mesh = ...;                                // positions and indices
//   absl::Status status = ComputeNormals(mesh, {.crease_angle = 0.5f});
//
// Vertices at one position count as one vertex, also where texture seams or a
// file without indices give each triangle vertices of its own. All functions
// need a valid mesh of TRIANGLES (see WithoutStrips) and take time in
// proportion to its size.
//
// Thread-safety: pure functions of their arguments.
#ifndef NOODLES_GEOMETRY_NORMALS_H_
#define NOODLES_GEOMETRY_NORMALS_H_

#include <cstddef>
#include <numbers>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/geometry/mesh.h"

namespace noodles {

struct NormalOptions {
  // Radians. Where the normals of two neighbouring triangles differ by more,
  // their edge stays visible: 0 shows each plane by itself, pi hides all edges.
  float crease_angle = std::numbers::pi_v<float>;
};

// Replaces the normals. Each is the mean of the triangles around the vertex,
// weighted by their angles at the vertex, so that the normal does not depend on
// how faces were cut into triangles. Vertices are split along creases alone:
// triangles that touch at a vertex share the vertex unless a crease ends there
// or their normals differ by more than the angle, and triangles without area
// split nothing. A vertex that has only triangles without area gets +Y. Errors:
// those of Validate; InvalidArgument for other types than TRIANGLES.
absl::Status ComputeNormals(Mesh& mesh, const NormalOptions& options = {});

// The unit normal of each triangle; zero where it has no area.
std::vector<Vec3> FaceNormals(const Mesh& mesh);

// Replaces the tangents as mikktspace does: the direction in which u grows,
// weighted by angles, with vertices split where mirrored coordinates meet.
// Tangents of the protocol have no sign, so clients cannot tell mirrored
// coordinates from others. Where the coordinates give no direction, the tangent
// is any direction in the plane. Errors:
// those of Validate; InvalidArgument without normals or the channel.
absl::Status ComputeTangents(Mesh& mesh, size_t channel = 0);

// Turns triangles so that neighbours agree: outwards where a part of the mesh
// is closed, else in the direction that most triangles of the part had. Edges
// of more than two triangles separate parts. Returns the number of triangles
// that were turned. Normals do not change. Errors: as ComputeNormals.
absl::StatusOr<size_t> OrientFaces(Mesh& mesh);

// Merges vertices that are equal in all attributes.
void MergeVertices(Mesh& mesh);

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_NORMALS_H_
