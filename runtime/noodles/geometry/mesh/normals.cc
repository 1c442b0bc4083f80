#include "noodles/geometry/normals.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
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

// The normal of a triangle and the angles at its corners; zero where the
// triangle has no area.
struct WeightedNormal {
  Vec3 normal = {0, 0, 0};
  std::array<float, 3> angles = {0, 0, 0};
};

WeightedNormal WeightedNormalOf(const Vec3& a, const Vec3& b, const Vec3& c) {
  WeightedNormal result;
  const Vec3 ab = vector::Subtract(b, a);
  const Vec3 ac = vector::Subtract(c, a);
  const Vec3 bc = vector::Subtract(c, b);
  // In double precision, in which the squares of tiny edges are not zero.
  const auto square = [](const Vec3& v) {
    return double{v[0]} * double{v[0]} + double{v[1]} * double{v[1]} +
           double{v[2]} * double{v[2]};
  };
  const double lengths = std::sqrt(square(ab) * square(ac));
  const double lengths_of_b = std::sqrt(square(ab) * square(bc));
  const std::array<double, 3> cross = {
      double{ab[1]} * double{ac[2]} - double{ab[2]} * double{ac[1]},
      double{ab[2]} * double{ac[0]} - double{ab[0]} * double{ac[2]},
      double{ab[0]} * double{ac[1]} - double{ab[1]} * double{ac[0]}};
  const double area = std::sqrt(cross[0] * cross[0] + cross[1] * cross[1] +
                                cross[2] * cross[2]);
  if (!(area > 1e-9 * lengths) || !(lengths_of_b > 0)) return result;
  const auto dot = [](const Vec3& u, const Vec3& v) {
    return double{u[0]} * double{v[0]} + double{u[1]} * double{v[1]} +
           double{u[2]} * double{v[2]};
  };
  for (size_t i = 0; i < 3; ++i) {
    result.normal[i] = static_cast<float>(cross[i] / area);
  }
  // The sines of all angles follow from the area; the third angle from the sum.
  const auto angle = [](double sine, double cosine) {
    return std::atan2(static_cast<float>(sine), static_cast<float>(cosine));
  };
  result.angles[0] = angle(area / lengths, dot(ab, ac) / lengths);
  result.angles[1] = angle(area / lengths_of_b, -dot(ab, bc) / lengths_of_b);
  result.angles[2] = std::max(
      std::numbers::pi_v<float> - result.angles[0] - result.angles[1], 0.0f);
  return result;
}

void MakeSmooth(Mesh& mesh) {
  const std::vector<uint32_t> welded =
      geometry_internal::WeldPositions(mesh.positions);
  std::vector<Vec3> sums(mesh.positions.size());
  const size_t corners = CornerCount(mesh);
  for (size_t i = 0; i + 2 < corners; i += 3) {
    const uint32_t vertices[] = {VertexAt(mesh, i), VertexAt(mesh, i + 1),
                                 VertexAt(mesh, i + 2)};
    const WeightedNormal weighted = WeightedNormalOf(
        mesh.positions[vertices[0]], mesh.positions[vertices[1]],
        mesh.positions[vertices[2]]);
    for (size_t j = 0; j < 3; ++j) {
      Vec3& sum = sums[welded[vertices[j]]];
      sum =
          vector::Add(sum, vector::Scale(weighted.normal, weighted.angles[j]));
    }
  }
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
  if (options.crease_angle >= NormalOptions().crease_angle) {
    MakeSmooth(mesh);
  } else {
    MakeCreased(mesh, FaceNormals(mesh), std::max(options.crease_angle, 0.0f));
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
