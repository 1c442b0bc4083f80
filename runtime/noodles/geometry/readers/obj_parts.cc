#include "noodles/geometry/readers/obj_parts.h"

#include <algorithm>

#include "noodles/geometry/mesh/index_table.h"
#include "noodles/geometry/mesh/triangulate.h"

namespace noodles::geometry_internal {
namespace {

// For each corner, its vertex; `sources` gets for each vertex its first corner.
std::vector<uint32_t> ShareVertices(const std::vector<ObjCorner>& corners,
                                    std::vector<uint32_t>& sources) {
  IndexTable table(corners.size());
  std::vector<uint32_t> vertices(corners.size());
  for (uint32_t i = 0; i < corners.size(); ++i) {
    const ObjCorner& corner = corners[i];
    const uint64_t hash =
        MixHash(MixHash(0, uint64_t{corner.point} << 32 | corner.normal),
                uint64_t{corner.coordinate});
    const auto next = static_cast<uint32_t>(sources.size());
    vertices[i] = table.FindOrAdd(hash, next, [&](uint32_t other) {
      return corners[sources[other]] == corner;
    });
    if (vertices[i] == next) sources.push_back(i);
  }
  return vertices;
}

std::vector<uint32_t> CutPolygons(const ObjPart& part,
                                  const std::vector<uint32_t>& vertices,
                                  const std::vector<Vec3>& positions) {
  std::vector<uint32_t> indices;
  indices.reserve(vertices.size());
  Triangulator triangulator;
  std::vector<Vec3> points;
  size_t start = 0;
  for (const uint32_t size : part.sizes) {
    points.clear();
    for (size_t i = 0; i < size; ++i) {
      points.push_back(positions[part.corners[start + i].point]);
    }
    for (const auto& triangle : triangulator.Cut(points)) {
      for (const uint32_t corner : triangle) {
        indices.push_back(vertices[start + corner]);
      }
    }
    start += size;
  }
  return indices;
}

}  // namespace

Mesh MeshOf(const ObjPart& part, const ObjVertices& vertices,
            const std::vector<Vec3>& positions) {
  Mesh mesh;
  mesh.type = part.type;
  std::vector<uint32_t> sources;
  const std::vector<uint32_t> shared = ShareVertices(part.corners, sources);
  bool has_coordinates = false;
  bool has_normals = true;
  for (const ObjCorner& corner : part.corners) {
    has_coordinates = has_coordinates || corner.coordinate != kNoItem;
    has_normals = has_normals && corner.normal != kNoItem;
  }
  mesh.positions.reserve(sources.size());
  if (has_coordinates) mesh.texture_coordinates.resize(1);
  if (!vertices.colors.empty()) mesh.colors.resize(1);
  for (const uint32_t source : sources) {
    const ObjCorner& corner = part.corners[source];
    mesh.positions.push_back(positions[corner.point]);
    if (has_normals) {
      mesh.normals.push_back(
          vector::Normalize(vertices.normals[corner.normal], Vec3{0, 1, 0}));
    }
    if (has_coordinates) {
      mesh.texture_coordinates[0].push_back(
          corner.coordinate == kNoItem
              ? Vec2{0, 0}
              : vertices.coordinates[corner.coordinate]);
    }
    if (!vertices.colors.empty()) {
      mesh.colors[0].push_back(vertices.colors[corner.point]);
    }
  }
  mesh.indices = part.type == PrimitiveType::kTriangles
                     ? CutPolygons(part, shared, positions)
                     : shared;
  return mesh;
}

}  // namespace noodles::geometry_internal
