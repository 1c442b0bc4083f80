#include <cmath>
#include <string>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/geometry/mesh/connectivity.h"
#include "noodles/geometry/mesh/index_table.h"
#include "noodles/geometry/mesh/triangle_mesh.h"
#include "noodles/geometry/normals.h"

namespace noodles {
namespace {

// How the coordinates lie on a triangle.
enum class Side : uint8_t { kUndefined, kFront, kMirrored };

struct FaceTangent {
  // Unit vector in which u grows; zero where the coordinates give none.
  Vec3 direction{};
  Side side = Side::kUndefined;
};

FaceTangent TangentOf(const Mesh& mesh, const std::vector<Vec2>& coordinates,
                      uint32_t face) {
  const uint32_t a = VertexAt(mesh, size_t{3} * face);
  const uint32_t b = VertexAt(mesh, 3 * face + 1);
  const uint32_t c = VertexAt(mesh, 3 * face + 2);
  const Vec3 along_b = vector::Subtract(mesh.positions[b], mesh.positions[a]);
  const Vec3 along_c = vector::Subtract(mesh.positions[c], mesh.positions[a]);
  const float u_b = coordinates[b][0] - coordinates[a][0];
  const float v_b = coordinates[b][1] - coordinates[a][1];
  const float u_c = coordinates[c][0] - coordinates[a][0];
  const float v_c = coordinates[c][1] - coordinates[a][1];
  const float area = u_b * v_c - v_b * u_c;
  if (area == 0.0f) return {};
  const float sign = area > 0.0f ? 1.0f : -1.0f;
  FaceTangent tangent;
  tangent.direction = vector::Normalize(vector::Subtract(
      vector::Scale(along_b, sign * v_c), vector::Scale(along_c, sign * v_b)));
  if (tangent.direction != Vec3{}) {
    tangent.side = area > 0.0f ? Side::kFront : Side::kMirrored;
  }
  return tangent;
}

// The corners with one number for all vertices of equal position, normal and
// coordinates.
std::vector<uint32_t> ShadedCorners(const Mesh& mesh,
                                    const std::vector<Vec2>& coordinates) {
  const std::vector<uint32_t> first = geometry_internal::FirstEqual(
      mesh.positions.size(),
      [&](uint32_t i) {
        const uint64_t hash = geometry_internal::MixHash(0, mesh.positions[i]);
        return geometry_internal::MixHash(
            geometry_internal::MixHash(hash, mesh.normals[i]), coordinates[i]);
      },
      [&](uint32_t a, uint32_t b) {
        return mesh.positions[a] == mesh.positions[b] &&
               mesh.normals[a] == mesh.normals[b] &&
               coordinates[a] == coordinates[b];
      });
  std::vector<uint32_t> corners = geometry_internal::CornersOf(mesh, false);
  for (uint32_t& corner : corners) corner = first[corner];
  return corners;
}

// The angle at a corner, seen along the vertex' normal.
float ProjectedAngle(const Mesh& mesh, uint32_t corner) {
  const uint32_t vertex = VertexAt(mesh, corner);
  const auto towards = [&](uint32_t other) {
    const Vec3 edge = vector::Subtract(mesh.positions[VertexAt(mesh, other)],
                                       mesh.positions[vertex]);
    return vector::Normalize(vector::Reject(edge, mesh.normals[vertex]));
  };
  return vector::Angle(towards(geometry_internal::NextCorner(corner)),
                       towards(geometry_internal::PreviousCorner(corner)));
}

std::vector<Vec3> SumTangents(const Mesh& mesh,
                              const std::vector<FaceTangent>& faces,
                              const std::vector<uint32_t>& groups) {
  std::vector<Vec3> sums(groups.size());
  for (uint32_t corner = 0; corner < groups.size(); ++corner) {
    const FaceTangent& face = faces[corner / 3];
    if (face.side == Side::kUndefined) continue;
    const Vec3 direction = vector::Normalize(
        vector::Reject(face.direction, mesh.normals[VertexAt(mesh, corner)]));
    Vec3& sum = sums[groups[corner]];
    sum = vector::Add(sum,
                      vector::Scale(direction, ProjectedAngle(mesh, corner)));
  }
  return sums;
}

}  // namespace

absl::Status ComputeTangents(Mesh& mesh, size_t channel) {
  mesh.tangents.clear();
  absl::Status status = geometry_internal::CheckTriangles(mesh);
  if (!status.ok()) return status;
  if (mesh.normals.empty()) {
    return InvalidArgument("normals: tangents need them");
  }
  if (channel >= mesh.texture_coordinates.size()) {
    return InvalidArgument("texture_coordinates: there is no channel " +
                           std::to_string(channel));
  }
  const std::vector<Vec2>& coordinates = mesh.texture_coordinates[channel];
  std::vector<FaceTangent> faces(CornerCount(mesh) / 3);
  for (uint32_t i = 0; i < faces.size(); ++i) {
    faces[i] = TangentOf(mesh, coordinates, i);
  }
  const std::vector<uint32_t> groups = geometry_internal::GroupCorners(
      ShadedCorners(mesh, coordinates), mesh.positions.size(),
      [&](uint32_t a, uint32_t b) {
        return faces[a / 3].side == faces[b / 3].side;
      });
  const std::vector<Vec3> sums = SumTangents(mesh, faces, groups);
  std::vector<uint32_t> sources;
  geometry_internal::SplitByGroup(mesh, groups, sources);
  mesh.tangents.resize(sources.size());
  for (size_t i = 0; i < sources.size(); ++i) {
    const Vec3 normal = vector::Normalize(mesh.normals[i], {0, 1, 0});
    mesh.tangents[i] = vector::Normalize(sums[groups[sources[i]]],
                                         vector::Perpendicular(normal));
  }
  return absl::OkStatus();
}

}  // namespace noodles
