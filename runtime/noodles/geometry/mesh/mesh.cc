#include "noodles/geometry/mesh.h"

#include <cmath>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/mesh/topology.h"

namespace noodles {
namespace {

template <size_t n>
absl::Status CheckValues(const std::vector<std::array<float, n>>& values,
                         size_t vertices, const std::string& name) {
  if (values.size() != vertices) {
    return InvalidArgument(name + ": " + std::to_string(values.size()) +
                           " values for " + std::to_string(vertices) +
                           " positions");
  }
  for (size_t i = 0; i < values.size(); ++i) {
    for (const float number : values[i]) {
      if (std::isfinite(number)) continue;
      return InvalidArgument(name + "[" + std::to_string(i) +
                             "] is not a finite number");
    }
  }
  return absl::OkStatus();
}

template <size_t n>
absl::Status CheckChannels(
    const std::vector<std::vector<std::array<float, n>>>& channels,
    size_t vertices, const std::string& name) {
  for (size_t i = 0; i < channels.size(); ++i) {
    absl::Status status = CheckValues(channels[i], vertices,
                                      name + "[" + std::to_string(i) + "]");
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status CheckIndices(const std::vector<uint32_t>& indices,
                          size_t vertices) {
  for (size_t i = 0; i < indices.size(); ++i) {
    if (indices[i] < vertices) continue;
    return InvalidArgument(
        "indices[" + std::to_string(i) + "]: " + std::to_string(indices[i]) +
        " is none of the " + std::to_string(vertices) + " vertices");
  }
  return absl::OkStatus();
}

// Appends `more` to `values`. Where one of them is empty, `filling` stands for
// its values.
template <class T>
void AppendValues(std::vector<T>& values, size_t count,
                  const std::vector<T>& more, size_t more_count,
                  const T& filling) {
  if (values.empty() && more.empty()) return;
  values.resize(count, filling);
  values.insert(values.end(), more.begin(), more.end());
  values.resize(count + more_count, filling);
}

template <class T>
void AppendChannels(std::vector<std::vector<T>>& channels, size_t count,
                    const std::vector<std::vector<T>>& more, size_t more_count,
                    const T& filling) {
  if (channels.size() < more.size()) channels.resize(more.size());
  for (size_t i = 0; i < channels.size(); ++i) {
    AppendValues(channels[i], count,
                 i < more.size() ? more[i] : std::vector<T>(), more_count,
                 filling);
    channels[i].resize(count + more_count, filling);
  }
}

std::vector<uint32_t> AllIndices(const Mesh& mesh) {
  if (!mesh.indices.empty()) return mesh.indices;
  std::vector<uint32_t> indices(mesh.positions.size());
  std::iota(indices.begin(), indices.end(), 0u);
  return indices;
}

Vec3 TimesLinear(const Mat4& m, const Vec3& v) {
  return {m[0] * v[0] + m[4] * v[1] + m[8] * v[2],
          m[1] * v[0] + m[5] * v[1] + m[9] * v[2],
          m[2] * v[0] + m[6] * v[1] + m[10] * v[2]};
}

template <class T>
std::vector<T> Picked(const std::vector<T>& values,
                      const std::vector<uint32_t>& which) {
  std::vector<T> picked;
  if (values.empty()) return picked;
  picked.reserve(which.size());
  for (const uint32_t index : which) picked.push_back(values[index]);
  return picked;
}

}  // namespace

size_t CornerCount(const Mesh& mesh) {
  return mesh.indices.empty() ? mesh.positions.size() : mesh.indices.size();
}

absl::Status Validate(const Mesh& mesh) {
  const size_t vertices = mesh.positions.size();
  if (vertices == 0) return InvalidArgument("positions: there are none");
  absl::Status status = CheckValues(mesh.positions, vertices, "positions");
  if (status.ok() && !mesh.normals.empty()) {
    status = CheckValues(mesh.normals, vertices, "normals");
  }
  if (status.ok() && !mesh.tangents.empty()) {
    status = CheckValues(mesh.tangents, vertices, "tangents");
  }
  if (status.ok()) {
    status = CheckChannels(mesh.texture_coordinates, vertices,
                           "texture_coordinates");
  }
  if (status.ok()) status = CheckChannels(mesh.colors, vertices, "colors");
  if (status.ok()) status = CheckIndices(mesh.indices, vertices);
  if (status.ok())
    status = geometry_internal::CheckCornerCount(mesh.type, CornerCount(mesh));
  return status;
}

BoundingBox Bounds(const Mesh& mesh) {
  BoxAround box;
  for (const Vec3& position : mesh.positions) box.Add(position);
  return box.Get();
}

PrimitiveType TypeWithoutStrips(PrimitiveType type) {
  switch (type) {
    case PrimitiveType::kTriangleStrip:
      return PrimitiveType::kTriangles;
    case PrimitiveType::kLineStrip:
    case PrimitiveType::kLineLoop:
      return PrimitiveType::kLines;
    case PrimitiveType::kPoints:
    case PrimitiveType::kLines:
    case PrimitiveType::kTriangles:
      break;
  }
  return type;
}

Mesh WithoutStrips(Mesh mesh) {
  if (mesh.type == PrimitiveType::kTriangleStrip) {
    mesh.indices = geometry_internal::TrianglesOfStrip(AllIndices(mesh));
  } else if (TypeWithoutStrips(mesh.type) != mesh.type) {
    mesh.indices = geometry_internal::LinesOfStrip(
        AllIndices(mesh), mesh.type == PrimitiveType::kLineLoop);
  }
  mesh.type = TypeWithoutStrips(mesh.type);
  return mesh;
}

void Append(Mesh& mesh, Mesh other) {
  const size_t count = mesh.positions.size();
  const size_t more = other.positions.size();
  if (count == 0) {
    mesh = std::move(other);
    return;
  }
  if (!mesh.indices.empty() || !other.indices.empty()) {
    if (mesh.indices.empty()) mesh.indices = AllIndices(mesh);
    for (size_t i = 0; i < CornerCount(other); ++i) {
      mesh.indices.push_back(static_cast<uint32_t>(count + VertexAt(other, i)));
    }
  }
  AppendValues(mesh.normals, count, other.normals, more, Vec3{0, 1, 0});
  AppendValues(mesh.tangents, count, other.tangents, more, Vec3{1, 0, 0});
  AppendChannels(mesh.texture_coordinates, count, other.texture_coordinates,
                 more, Vec2{0, 0});
  AppendChannels(mesh.colors, count, other.colors, more, Vec4{1, 1, 1, 1});
  mesh.positions.insert(mesh.positions.end(), other.positions.begin(),
                        other.positions.end());
}

void Transform(Mesh& mesh, const Mat4& matrix) {
  const Vec3 x = {matrix[0], matrix[1], matrix[2]};
  const Vec3 y = {matrix[4], matrix[5], matrix[6]};
  const Vec3 z = {matrix[8], matrix[9], matrix[10]};
  const bool is_mirror = vector::Dot(vector::Cross(x, y), z) < 0.0f;
  const float sign = is_mirror ? -1.0f : 1.0f;
  // The rows of the inverse, but for a factor: columns of its transpose.
  const Vec3 rows[] = {vector::Cross(y, z), vector::Cross(z, x),
                       vector::Cross(x, y)};
  for (Vec3& position : mesh.positions) {
    position = vector::Add(TimesLinear(matrix, position),
                           {matrix[12], matrix[13], matrix[14]});
  }
  for (Vec3& normal : mesh.normals) {
    Vec3 turned = {0, 0, 0};
    for (size_t axis = 0; axis < 3; ++axis) {
      turned =
          vector::Add(turned, vector::Scale(rows[axis], sign * normal[axis]));
    }
    normal = vector::Normalize(turned, normal);
  }
  for (Vec3& tangent : mesh.tangents) {
    tangent = vector::Normalize(TimesLinear(matrix, tangent), tangent);
  }
  if (!is_mirror || mesh.type != PrimitiveType::kTriangles) return;
  mesh.indices = AllIndices(mesh);
  for (size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    std::swap(mesh.indices[i + 1], mesh.indices[i + 2]);
  }
}

void SetColor(Mesh& mesh, const Vec4& color) {
  if (mesh.colors.empty()) mesh.colors.resize(1);
  mesh.colors[0].assign(mesh.positions.size(), color);
}

Mesh WithVertices(const Mesh& mesh, const std::vector<uint32_t>& vertices) {
  Mesh picked;
  picked.type = mesh.type;
  picked.positions = Picked(mesh.positions, vertices);
  picked.normals = Picked(mesh.normals, vertices);
  picked.tangents = Picked(mesh.tangents, vertices);
  for (const std::vector<Vec2>& channel : mesh.texture_coordinates) {
    picked.texture_coordinates.push_back(Picked(channel, vertices));
  }
  for (const std::vector<Vec4>& channel : mesh.colors) {
    picked.colors.push_back(Picked(channel, vertices));
  }
  return picked;
}

}  // namespace noodles
