#include "noodles/geometry/readers/obj_parts.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "noodles/geometry/mesh/index_table.h"
#include "noodles/geometry/mesh/triangulate.h"
#include "noodles/geometry/support/srgb.h"

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

std::vector<bool> UsedPoints(const ObjVertices& vertices,
                             const std::vector<ObjObject>& objects) {
  std::vector<bool> is_used(vertices.points.size());
  for (const ObjObject& object : objects) {
    for (const ObjPart& part : object.parts) {
      for (const ObjCorner& corner : part.corners) {
        is_used[corner.point] = true;
      }
    }
  }
  return is_used;
}

// Gives the object the points from `first` to before `end`.
void AddPoints(size_t first, size_t end, ObjObject& object) {
  if (first >= end) return;
  ObjPart part = {.type = PrimitiveType::kPoints};
  part.corners.reserve(end - first);
  for (size_t i = first; i < end; ++i) {
    part.corners.push_back({.point = static_cast<uint32_t>(i)});
  }
  object.parts.push_back(std::move(part));
}

}  // namespace

void MakeObjColorsLinear(ObjVertices& vertices) {
  std::vector<Vec4>& colors = vertices.colors;
  if (colors.empty()) return;
  colors.resize(vertices.points.size(), Vec4{1, 1, 1, 1});
  float greatest = 0.0f;
  for (const Vec4& color : colors) {
    greatest = std::max({greatest, color[0], color[1], color[2]});
  }
  const float divisor = greatest > 1.5f ? 255.0f : 1.0f;
  for (Vec4& color : colors) {
    for (size_t i = 0; i < 3; ++i) {
      const float value = color[i] / divisor;
      color[i] = std::isfinite(value)
                     ? LinearOfSrgb(std::clamp(value, 0.0f, 1.0f))
                     : 1.0f;
    }
  }
}

void AddLonelyPoints(const ObjVertices& vertices, bool has_elements,
                     std::vector<ObjObject>& objects) {
  if (!has_elements) {
    AddPoints(0, vertices.points.size(), objects[0]);
    return;
  }
  std::vector<bool> is_used;
  for (ObjObject& object : objects) {
    if (!object.first_point || !object.parts.empty() ||
        *object.first_point >= object.end_point) {
      continue;
    }
    if (is_used.empty()) is_used = UsedPoints(vertices, objects);
    bool is_lonely = true;
    for (size_t i = *object.first_point; i < object.end_point; ++i) {
      is_lonely = is_lonely && !is_used[i];
    }
    if (is_lonely) AddPoints(*object.first_point, object.end_point, object);
  }
}

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
