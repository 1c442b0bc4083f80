#include "noodles/geometry/normals.h"

#include <cmath>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/mesh/connectivity.h"
#include "noodles/geometry/mesh/index_table.h"
#include "noodles/geometry/mesh/triangle_mesh.h"

namespace noodles {
namespace {

constexpr Vec3 kUp = {0, 1, 0};

// Weighted sums of the triangles' normals, for each group.
std::vector<Vec3> SumNormals(const Mesh& mesh, const std::vector<Vec3>& faces,
                             const std::vector<uint32_t>& groups,
                             size_t group_count) {
  std::vector<Vec3> sums(group_count);
  for (uint32_t corner = 0; corner < groups.size(); ++corner) {
    const Vec3& normal = faces[corner / 3];
    if (normal == Vec3{}) continue;
    Vec3& sum = sums[groups[corner]];
    sum = vector::Add(
        sum, vector::Scale(normal, geometry_internal::AngleAt(mesh, corner)));
  }
  return sums;
}

void MakeSmooth(Mesh& mesh, const std::vector<Vec3>& faces) {
  const std::vector<uint32_t> welded =
      geometry_internal::WeldPositions(mesh.positions);
  std::vector<uint32_t> corners = geometry_internal::CornersOf(mesh, false);
  for (uint32_t& corner : corners) corner = welded[corner];
  std::vector<Vec3> sums =
      SumNormals(mesh, faces, corners, mesh.positions.size());
  mesh.normals.resize(mesh.positions.size());
  for (size_t i = 0; i < mesh.normals.size(); ++i) {
    mesh.normals[i] = vector::Normalize(sums[welded[i]], kUp);
  }
}

void MakeCreased(Mesh& mesh, const std::vector<Vec3>& faces,
                 float crease_angle) {
  // Rounding must not make creases in a plane.
  const float least_cosine = std::cos(crease_angle) - 1e-6f;
  const std::vector<uint32_t> groups = geometry_internal::GroupCorners(
      geometry_internal::CornersOf(mesh, true), mesh.positions.size(),
      [&](uint32_t a, uint32_t b) {
        return faces[a] != Vec3{} && faces[b] != Vec3{} &&
               vector::Dot(faces[a], faces[b]) >= least_cosine;
      });
  const std::vector<Vec3> sums = SumNormals(mesh, faces, groups, groups.size());
  std::vector<uint32_t> sources;
  geometry_internal::SplitByGroup(mesh, groups, sources);
  mesh.normals.resize(sources.size());
  for (size_t i = 0; i < sources.size(); ++i) {
    mesh.normals[i] = vector::Normalize(sums[groups[sources[i]]], kUp);
  }
}

uint64_t HashOf(const Mesh& mesh, uint32_t vertex) {
  uint64_t hash = geometry_internal::MixHash(0, mesh.positions[vertex]);
  if (!mesh.normals.empty())
    hash = geometry_internal::MixHash(hash, mesh.normals[vertex]);
  for (const std::vector<Vec2>& channel : mesh.texture_coordinates) {
    hash = geometry_internal::MixHash(hash, channel[vertex]);
  }
  return hash;
}

bool AreEqual(const Mesh& mesh, uint32_t a, uint32_t b) {
  const auto equal = [&](const auto& values) {
    return values.empty() || values[a] == values[b];
  };
  if (!equal(mesh.positions) || !equal(mesh.normals) || !equal(mesh.tangents)) {
    return false;
  }
  for (const auto& channel : mesh.texture_coordinates) {
    if (!equal(channel)) return false;
  }
  for (const auto& channel : mesh.colors) {
    if (!equal(channel)) return false;
  }
  return true;
}

}  // namespace

absl::Status geometry_internal::CheckTriangles(const Mesh& mesh) {
  if (mesh.type != PrimitiveType::kTriangles) {
    return InvalidArgument("type: TRIANGLES are needed, not " +
                           std::string(ToString(mesh.type)));
  }
  return Validate(mesh);
}

float geometry_internal::AngleAt(const Mesh& mesh, uint32_t corner) {
  const Vec3& at = mesh.positions[VertexAt(mesh, corner)];
  const Vec3& next =
      mesh.positions[VertexAt(mesh, geometry_internal::NextCorner(corner))];
  const Vec3& previous =
      mesh.positions[VertexAt(mesh, geometry_internal::PreviousCorner(corner))];
  return vector::Angle(vector::Normalize(vector::Subtract(next, at)),
                       vector::Normalize(vector::Subtract(previous, at)));
}

std::vector<Vec3> FaceNormals(const Mesh& mesh) {
  std::vector<Vec3> normals(CornerCount(mesh) / 3);
  for (size_t i = 0; i < normals.size(); ++i) {
    const Vec3& a = mesh.positions[VertexAt(mesh, 3 * i)];
    const Vec3& b = mesh.positions[VertexAt(mesh, 3 * i + 1)];
    const Vec3& c = mesh.positions[VertexAt(mesh, 3 * i + 2)];
    // Unit edges, so that the product of small ones does not vanish.
    normals[i] = vector::Normalize(
        vector::Cross(vector::Normalize(vector::Subtract(b, a)),
                      vector::Normalize(vector::Subtract(c, a))));
  }
  return normals;
}

absl::Status ComputeNormals(Mesh& mesh, const NormalOptions& options) {
  mesh.normals.clear();
  absl::Status status = geometry_internal::CheckTriangles(mesh);
  if (!status.ok()) return status;
  const std::vector<Vec3> faces = FaceNormals(mesh);
  if (options.crease_angle >= NormalOptions().crease_angle) {
    MakeSmooth(mesh, faces);
  } else {
    MakeCreased(mesh, faces, std::max(options.crease_angle, 0.0f));
  }
  return absl::OkStatus();
}

void MergeVertices(Mesh& mesh) {
  const std::vector<uint32_t> first = geometry_internal::FirstEqual(
      mesh.positions.size(), [&](uint32_t i) { return HashOf(mesh, i); },
      [&](uint32_t a, uint32_t b) { return AreEqual(mesh, a, b); });
  std::vector<uint32_t> kept;
  std::vector<uint32_t> place(first.size());
  for (uint32_t i = 0; i < first.size(); ++i) {
    if (first[i] == i) {
      place[i] = static_cast<uint32_t>(kept.size());
      kept.push_back(i);
    } else {
      place[i] = place[first[i]];
    }
  }
  if (kept.size() == first.size()) return;
  std::vector<uint32_t> indices(CornerCount(mesh));
  for (size_t i = 0; i < indices.size(); ++i) {
    indices[i] = place[VertexAt(mesh, i)];
  }
  mesh = WithVertices(mesh, kept);
  mesh.indices = std::move(indices);
}

}  // namespace noodles
