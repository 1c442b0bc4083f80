// A mesh as plain data.
//
//   Mesh mesh = Sphere({.radius = 2.0f});
//   absl::StatusOr<GeometryID> geometry = AddGeometry(document, mesh);
//
// Right-handed, +Y up, front faces anticlockwise, as the protocol has it.
//
// Thread-safety: plain values. Ownership: a mesh owns its arrays.
#ifndef NOODLES_GEOMETRY_MESH_H_
#define NOODLES_GEOMETRY_MESH_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "noodles/geometry/vector.h"
#include "noodles/protocol/common_types.h"
#include "noodles/protocol/geometry.h"

namespace noodles {

// Each attribute is empty or has one value for each position.
struct Mesh {
  PrimitiveType type = PrimitiveType::kTriangles;
  std::vector<Vec3> positions{};
  // Unit vectors.
  std::vector<Vec3> normals{};
  // Unit vectors, in the direction in which u grows.
  std::vector<Vec3> tangents{};
  // A list for each channel. (0, 0) is the image's first pixel, as in glTF.
  std::vector<std::vector<Vec2>> texture_coordinates{};
  // A list for each channel. Linear RGBA, 0 to 1.
  std::vector<std::vector<Vec4>> colors{};
  // Where the list is empty, the positions are used in their order.
  std::vector<uint32_t> indices{};

  bool operator==(const Mesh&) const = default;
};

// The number of corners: of indices or, without indices, of positions.
size_t CornerCount(const Mesh& mesh);

// The place of the position at `corner`, which must be below CornerCount.
inline uint32_t VertexAt(const Mesh& mesh, size_t corner) {
  return mesh.indices.empty() ? static_cast<uint32_t>(corner)
                              : mesh.indices[corner];
}

// Checks that the lists have the same length, that the indices name vertices
// and fit the type, and that no number is NaN or infinite. Errors:
// InvalidArgument with the name of the member and the index.
absl::Status Validate(const Mesh& mesh);

// The smallest box around the positions.
BoundingBox Bounds(const Mesh& mesh);

// The type of the mesh that WithoutStrips makes of a mesh of type `type`.
PrimitiveType TypeWithoutStrips(PrimitiveType type);

// The same mesh as TRIANGLES, LINES or POINTS. Triangles of a strip that have
// no area are left out. The mesh must be valid.
Mesh WithoutStrips(Mesh mesh);

// Appends `other` to `mesh`. Both must be valid and of one type without strips.
// An attribute that only one of them has is filled up: normals with +Y,
// tangents with +X, coordinates with zero, colours with white.
void Append(Mesh& mesh, Mesh other);

// Applies a column-major matrix with the last row 0, 0, 0, 1: normals by the
// inverse transpose; a mirroring matrix turns the triangles round.
void Transform(Mesh& mesh, const Mat4& matrix);

// Sets all values of the first channel of colours.
void SetColor(Mesh& mesh, const Vec4& color);

// Builds a mesh that has vertex `vertices[i]` of `mesh` as its vertex i.
// The new mesh has no indices.
Mesh WithVertices(const Mesh& mesh, const std::vector<uint32_t>& vertices);

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_MESH_H_
