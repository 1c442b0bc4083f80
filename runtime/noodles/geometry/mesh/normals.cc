#include "noodles/geometry/normals.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/mesh/connectivity.h"
#include "noodles/geometry/mesh/index_table.h"
#include "noodles/geometry/mesh/triangle_mesh.h"

namespace noodles {
namespace {

constexpr Vec3 kUp = {0, 1, 0};
constexpr Vec3 kNoNormal = {0, 0, 0};

// Weighted sums of the triangles' normals, for each group.
std::vector<Vec3> SumNormals(const Mesh& mesh, const std::vector<Vec3>& faces,
                             const std::vector<uint32_t>& groups,
                             size_t group_count) {
  std::vector<Vec3> sums(group_count);
  for (uint32_t corner = 0; corner < groups.size(); ++corner) {
    const Vec3& normal = faces[corner / 3];
    if (normal == kNoNormal) continue;
    Vec3& sum = sums[groups[corner]];
    sum = vector::Add(
        sum, vector::Scale(normal, geometry_internal::AngleAt(mesh, corner)));
  }
  return sums;
}

double DotOf(const Vec3& u, const Vec3& v) {
  return double{u[0]} * double{v[0]} + double{u[1]} * double{v[1]} +
         double{u[2]} * double{v[2]};
}

// In double precision, in which the squares of tiny edges are not zero.
struct TriangleShape {
  TriangleShape(const Vec3& a, const Vec3& b, const Vec3& c)
      : ab(vector::Subtract(b, a)),
        ac(vector::Subtract(c, a)),
        bc(vector::Subtract(c, b)),
        lengths(std::sqrt(DotOf(ab, ab) * DotOf(ac, ac))),
        cross{double{ab[1]} * double{ac[2]} - double{ab[2]} * double{ac[1]},
              double{ab[2]} * double{ac[0]} - double{ab[0]} * double{ac[2]},
              double{ab[0]} * double{ac[1]} - double{ab[1]} * double{ac[0]}},
        area(std::sqrt(cross[0] * cross[0] + cross[1] * cross[1] +
                       cross[2] * cross[2])) {}

  // Points on a line have an area, too, where floats round them.
  bool has_area() const {
    constexpr double kRounding = std::numeric_limits<float>::epsilon();
    return area > kRounding * lengths;
  }

  Vec3 Normal() const {
    return {static_cast<float>(cross[0] / area),
            static_cast<float>(cross[1] / area),
            static_cast<float>(cross[2] / area)};
  }

  Vec3 ab;
  Vec3 ac;
  Vec3 bc;
  // The product of the lengths of `ab` and `ac`.
  double lengths;
  std::array<double, 3> cross;
  // Of the parallelogram.
  double area;
};

// The normal of a triangle and the angles at its corners; zero where the
// triangle has no area.
struct WeightedNormal {
  Vec3 normal = kNoNormal;
  std::array<float, 3> angles = {0, 0, 0};
};

WeightedNormal WeightedNormalOf(const Vec3& a, const Vec3& b, const Vec3& c) {
  WeightedNormal result;
  const TriangleShape shape(a, b, c);
  const double lengths_of_b =
      std::sqrt(DotOf(shape.ab, shape.ab) * DotOf(shape.bc, shape.bc));
  if (!shape.has_area() || !(lengths_of_b > 0)) return result;
  result.normal = shape.Normal();
  // The sines of all angles follow from the area; the third angle from the sum.
  const auto angle = [](double sine, double cosine) {
    return std::atan2(static_cast<float>(sine), static_cast<float>(cosine));
  };
  result.angles[0] = angle(shape.area / shape.lengths,
                           DotOf(shape.ab, shape.ac) / shape.lengths);
  result.angles[1] = angle(shape.area / lengths_of_b,
                           -DotOf(shape.ab, shape.bc) / lengths_of_b);
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

// The triangles of a mesh around its vertices, in groups between creases.
class CreasedFans {
 public:
  CreasedFans(const Mesh& mesh, const std::vector<Vec3>& faces,
              float crease_angle)
      : faces_(faces),
        // Rounding must not make creases in a plane.
        least_cosine_(std::cos(crease_angle) - 1e-6f),
        corners_(geometry_internal::CornersOf(mesh, true)),
        has_crease_(mesh.positions.size()),
        first_(mesh.positions.size(), kNone) {
    groups = geometry_internal::GroupCorners(
        corners_, mesh.positions.size(),
        [&](uint32_t a, uint32_t b) { return AreSmooth(a, b); });
    sums = SumNormals(mesh, faces, groups, groups.size());
    JoinTouchingFans();
    JoinTrianglesWithoutArea();
  }

  // For each corner, the first corner of its group.
  std::vector<uint32_t> groups;
  // For each group, the weighted sum of the normals.
  std::vector<Vec3> sums;

 private:
  static constexpr uint32_t kNone = ~0u;

  bool has_area(uint32_t corner) const {
    return faces_[corner / 3] != kNoNormal;
  }

  bool AreSmooth(uint32_t a, uint32_t b) {
    if (!has_area(a) || !has_area(b)) return false;
    if (vector::Dot(faces_[a / 3], faces_[b / 3]) >= least_cosine_) return true;
    has_crease_[corners_[a]] = true;
    has_crease_[corners_[geometry_internal::NextCorner(a)]] = true;
    return false;
  }

  // Fans that meet at a vertex alone, without a crease at the vertex, share the
  // vertex where their normals differ by no more than the crease angle.
  void JoinTouchingFans() {
    for (uint32_t corner = 0; corner < corners_.size(); ++corner) {
      uint32_t& group = groups[corner];
      if (!has_area(corner)) continue;
      if (group != corner) {
        group = groups[group];
        continue;
      }
      uint32_t& first = first_[corners_[corner]];
      if (first == kNone) first = corner;
      if (first == corner || has_crease_[corners_[corner]]) continue;
      if (vector::Dot(vector::Normalize(sums[first]),
                      vector::Normalize(sums[corner])) < least_cosine_) {
        continue;
      }
      sums[first] = vector::Add(sums[first], sums[corner]);
      group = first;
    }
  }

  // Triangles without area are not seen: they need no vertices of their own.
  void JoinTrianglesWithoutArea() {
    for (uint32_t corner = 0; corner < corners_.size(); ++corner) {
      if (has_area(corner)) continue;
      uint32_t& first = first_[corners_[corner]];
      if (first == kNone) first = corner;
      groups[corner] = first;
    }
  }

  const std::vector<Vec3>& faces_;
  const float least_cosine_;
  // The vertices, of which those in one place count as one.
  const std::vector<uint32_t> corners_;
  std::vector<bool> has_crease_;
  // For each vertex, the group to which others are joined.
  std::vector<uint32_t> first_;
};

void MakeCreased(Mesh& mesh, const std::vector<Vec3>& faces,
                 float crease_angle) {
  const CreasedFans fans(mesh, faces, crease_angle);
  const std::vector<uint32_t>& groups = fans.groups;
  const std::vector<Vec3>& sums = fans.sums;
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
    const TriangleShape shape(a, b, c);
    if (shape.has_area()) normals[i] = shape.Normal();
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
