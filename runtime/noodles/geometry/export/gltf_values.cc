#include "noodles/geometry/export/gltf_values.h"

namespace noodles::geometry_internal {
namespace {

using Column = std::array<double, 3>;
using Columns = std::array<Column, 3>;

double Dot(const Column& a, const Column& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

Column Cross(const Column& a, const Column& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2],
          a[0] * b[1] - a[1] * b[0]};
}

double Length(const Column& a) { return std::sqrt(Dot(a, a)); }

double Determinant(const Columns& m) { return Dot(Cross(m[0], m[1]), m[2]); }

Columns LinearPartOf(const Mat4& matrix) {
  Columns columns;
  for (size_t i = 0; i < 3; ++i) {
    for (size_t j = 0; j < 3; ++j) columns[i][j] = double{matrix[4 * i + j]};
  }
  return columns;
}

// Turns two columns in their plane, so that they become orthogonal.
void TurnColumns(Column& a, Column& b, double cosine, double sine) {
  for (size_t i = 0; i < 3; ++i) {
    const double first = a[i];
    a[i] = cosine * first - sine * b[i];
    b[i] = sine * first + cosine * b[i];
  }
}

// A unit vector that is orthogonal to `a`, which is one.
Column OrthogonalTo(const Column& a) {
  const Column axis = std::abs(a[0]) < 0.6 ? Column{1, 0, 0} : Column{0, 1, 0};
  Column other = Cross(a, axis);
  const double length = Length(other);
  for (double& part : other) part /= length;
  return other;
}

// The quaternion of a rotation (Shepperd).
Vec4 QuaternionOf(const Columns& m) {
  const double trace = m[0][0] + m[1][1] + m[2][2];
  std::array<double, 4> q;
  if (trace > 0) {
    q = {m[1][2] - m[2][1], m[2][0] - m[0][2], m[0][1] - m[1][0], 1 + trace};
  } else {
    size_t i = 0;
    if (m[1][1] > m[0][0]) i = 1;
    if (m[2][2] > m[i][i]) i = 2;
    const size_t j = (i + 1) % 3;
    const size_t k = (i + 2) % 3;
    q[i] = 1 + m[i][i] - m[j][j] - m[k][k];
    q[j] = m[i][j] + m[j][i];
    q[k] = m[i][k] + m[k][i];
    q[3] = m[j][k] - m[k][j];
  }
  const double length =
      std::sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
  return {static_cast<float>(q[0] / length), static_cast<float>(q[1] / length),
          static_cast<float>(q[2] / length), static_cast<float>(q[3] / length)};
}

// Makes unit columns of a rotation out of orthogonal columns, whose lengths go
// to `lengths`.
void MakeRotation(Columns& columns, Column& lengths) {
  size_t greatest = 0;
  for (size_t i = 0; i < 3; ++i) {
    lengths[i] = Length(columns[i]);
    if (lengths[i] > lengths[greatest]) greatest = i;
  }
  const double least = 1e-12 * lengths[greatest];
  std::array<bool, 3> is_known = {};
  for (size_t i = 0; i < 3; ++i) {
    is_known[i] = lengths[i] > least && lengths[i] > 0;
    if (!is_known[i]) lengths[i] = 0;
    for (double& part : columns[i]) part = is_known[i] ? part / lengths[i] : 0;
  }
  if (!is_known[greatest]) {
    columns = {Column{1, 0, 0}, Column{0, 1, 0}, Column{0, 0, 1}};
    return;
  }
  const size_t j = (greatest + 1) % 3;
  const size_t k = (greatest + 2) % 3;
  if (!is_known[j] && !is_known[k])
    columns[j] = OrthogonalTo(columns[greatest]);
  if (!is_known[j] && is_known[k]) {
    columns[j] = Cross(columns[k], columns[greatest]);
  } else if (!is_known[k]) {
    columns[k] = Cross(columns[greatest], columns[j]);
  }
}

}  // namespace

std::vector<Vec3> UnitVectors(const std::vector<Vec3>& vectors,
                              const Vec3& fallback) {
  std::vector<Vec3> units;
  units.reserve(vectors.size());
  for (const Vec3& v : vectors) {
    const float length = vector::Length(v);
    // Unit vectors stay as they are, to the last bit.
    units.push_back(
        std::abs(length - 1.0f) < 1e-5f ? v : vector::Normalize(v, fallback));
  }
  return units;
}

Vec4 UnitQuaternion(const Vec4& quaternion) {
  double square = 0;
  for (const float part : quaternion) square += double{part} * double{part};
  if (!(square > 0) || !std::isfinite(square)) return {0, 0, 0, 1};
  if (std::abs(square - 1) < 1e-6) return quaternion;
  Vec4 unit;
  for (size_t i = 0; i < 4; ++i) {
    unit[i] = static_cast<float>(double{quaternion[i]} / std::sqrt(square));
  }
  return unit;
}

std::vector<Vec4> SignedTangents(const ScenePart& part) {
  const Mesh& mesh = part.mesh;
  const std::vector<Vec3> units = UnitVectors(mesh.tangents, {1, 0, 0});
  std::vector<float> signs = part.tangent_signs;
  if (signs.size() != units.size()) {
    // The side to which v shrinks, which is up in the picture, decides.
    std::vector<Vec3> sides(units.size());
    const bool has_coordinates = !mesh.texture_coordinates.empty() &&
                                 mesh.type == PrimitiveType::kTriangles;
    for (size_t i = 0; has_coordinates && i + 2 < CornerCount(mesh); i += 3) {
      const uint32_t corners[] = {VertexAt(mesh, i), VertexAt(mesh, i + 1),
                                  VertexAt(mesh, i + 2)};
      const auto at = [&](size_t j) { return mesh.positions[corners[j]]; };
      const auto& uv = mesh.texture_coordinates[0];
      const Vec3 ab = vector::Subtract(at(1), at(0));
      const Vec3 ac = vector::Subtract(at(2), at(0));
      const float u1 = uv[corners[1]][0] - uv[corners[0]][0];
      const float v1 = uv[corners[1]][1] - uv[corners[0]][1];
      const float u2 = uv[corners[2]][0] - uv[corners[0]][0];
      const float v2 = uv[corners[2]][1] - uv[corners[0]][1];
      const float area = u1 * v2 - u2 * v1;
      const float sign = area < 0 ? 1.0f : -1.0f;
      const Vec3 side = vector::Subtract(vector::Scale(ac, sign * u1),
                                         vector::Scale(ab, sign * u2));
      for (const uint32_t corner : corners) {
        sides[corner] = vector::Add(sides[corner], side);
      }
    }
    signs.clear();
    for (size_t i = 0; i < units.size(); ++i) {
      const Vec3 bitangent = vector::Cross(mesh.normals[i], units[i]);
      signs.push_back(vector::Dot(bitangent, sides[i]) < 0 ? -1.0f : 1.0f);
    }
  }
  std::vector<Vec4> tangents;
  tangents.reserve(units.size());
  for (size_t i = 0; i < units.size(); ++i) {
    tangents.push_back({units[i][0], units[i][1], units[i][2],
                        signs[i] < 0.0f ? -1.0f : 1.0f});
  }
  return tangents;
}

bool IsScaledRotation(const Mat4& matrix) {
  if (matrix[3] != 0 || matrix[7] != 0 || matrix[11] != 0 || matrix[15] != 1) {
    return false;
  }
  const Columns m = LinearPartOf(matrix);
  constexpr double kMost = 1e-4;
  for (size_t i = 0; i < 3; ++i) {
    const Column& a = m[i];
    const Column& b = m[(i + 1) % 3];
    if (!(std::abs(Dot(a, b)) <= kMost * Length(a) * Length(b))) return false;
    if (!(Length(a) > 0)) return false;
  }
  // Very flat: its determinant would be taken for zero.
  return std::abs(Determinant(m)) > 1e-30;
}

TurnedNode TurnedNodeOf(const Mat4& matrix) {
  // One-sided Jacobi: A V = U S, with the columns of A V orthogonal.
  Columns turned = LinearPartOf(matrix);
  Columns v = {Column{1, 0, 0}, Column{0, 1, 0}, Column{0, 0, 1}};
  for (int sweep = 0; sweep < 30; ++sweep) {
    for (size_t i = 0; i < 3; ++i) {
      const size_t j = (i + 1) % 3;
      const double product = Dot(turned[i], turned[j]);
      if (product == 0) continue;
      const double zeta =
          (Dot(turned[j], turned[j]) - Dot(turned[i], turned[i])) /
          (2 * product);
      const double tangent = (zeta < 0 ? -1.0 : 1.0) /
                             (std::abs(zeta) + std::sqrt(1 + zeta * zeta));
      const double cosine = 1 / std::sqrt(1 + tangent * tangent);
      TurnColumns(turned[i], turned[j], cosine, cosine * tangent);
      TurnColumns(v[i], v[j], cosine, cosine * tangent);
    }
  }
  Column lengths;
  MakeRotation(turned, lengths);
  // A mirror is a negative scale; V is a rotation, as it was made by turns.
  if (Determinant(turned) < 0) {
    for (double& part : turned[0]) part = -part;
    lengths[0] = -lengths[0];
  }
  TurnedNode node;
  // The inner rotation is the transpose of V.
  Columns transposed;
  for (size_t i = 0; i < 3; ++i) {
    node.translation[i] = matrix[12 + i];
    node.scale[i] = static_cast<float>(lengths[i]);
    for (size_t j = 0; j < 3; ++j) transposed[i][j] = v[j][i];
  }
  node.rotation = QuaternionOf(turned);
  node.inner_rotation = QuaternionOf(transposed);
  return node;
}

}  // namespace noodles::geometry_internal
