#include "noodles/geometry/mesh/clean_mesh.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace noodles::geometry_internal {
namespace {

template <size_t n>
bool IsFinite(const std::array<float, n>& value) {
  // The product of 0 and a number that is not finite is NaN.
  float sum = 0.0f;
  for (const float number : value) sum += number * 0.0f;
  return sum == 0.0f;
}

template <size_t n>
size_t CountBad(const std::vector<std::array<float, n>>& values) {
  size_t bad = 0;
  for (const auto& value : values) bad += IsFinite(value) ? 0 : 1;
  return bad;
}

size_t CornersOf(PrimitiveType type) {
  return type == PrimitiveType::kPoints  ? 1
         : type == PrimitiveType::kLines ? 2
                                         : 3;
}

std::string Of(size_t part, size_t all, const char* what) {
  return std::to_string(part) + " of " + std::to_string(all) + " " + what;
}

void LeaveOutVertices(Mesh& mesh, std::vector<std::string>& warnings) {
  const size_t all = mesh.positions.size();
  std::vector<uint32_t> kept;
  std::vector<uint32_t> places(all, static_cast<uint32_t>(all));
  for (size_t i = 0; i < all; ++i) {
    if (!IsFinite(mesh.positions[i])) continue;
    places[i] = static_cast<uint32_t>(kept.size());
    kept.push_back(static_cast<uint32_t>(i));
  }
  warnings.push_back(Of(all - kept.size(), all,
                        "points are not finite numbers and are left out"));
  const size_t corners = CornersOf(mesh.type);
  const size_t figures = CornerCount(mesh) / corners;
  std::vector<uint32_t> indices;
  for (size_t i = 0; i < figures; ++i) {
    bool is_whole = true;
    for (size_t j = 0; j < corners; ++j) {
      is_whole = is_whole && places[VertexAt(mesh, corners * i + j)] != all;
    }
    for (size_t j = 0; j < corners && is_whole; ++j) {
      indices.push_back(places[VertexAt(mesh, corners * i + j)]);
    }
  }
  const size_t left = figures - indices.size() / corners;
  if (left > 0 && corners > 1) {
    warnings.push_back(Of(left, figures, corners == 2 ? "lines" : "triangles") +
                       " use such points and are left out");
  }
  const bool has_indices = !mesh.indices.empty() || corners > 1;
  mesh = WithVertices(mesh, kept);
  if (has_indices) mesh.indices = std::move(indices);
  // A mesh of nothing, and not of all the points that are left.
  if (has_indices && mesh.indices.empty()) mesh = Mesh{.type = mesh.type};
}

}  // namespace

void CleanMesh(Mesh& mesh, std::vector<std::string>& warnings) {
  if (CountBad(mesh.positions) > 0) LeaveOutVertices(mesh, warnings);
  const size_t all = mesh.positions.size();
  if (const size_t bad = CountBad(mesh.normals)) {
    warnings.push_back(
        Of(bad, all, "normals are not finite numbers: all are ") +
        "computed instead");
    mesh.normals.clear();
  }
  if (const size_t bad = CountBad(mesh.tangents)) {
    warnings.push_back(
        Of(bad, all, "tangents are not finite numbers: all are left out"));
    mesh.tangents.clear();
  }
  for (auto& channel : mesh.texture_coordinates) {
    const size_t bad = CountBad(channel);
    if (bad == 0) continue;
    warnings.push_back(Of(bad, all,
                          "texture coordinates are not finite numbers: zero is "
                          "taken for them"));
    for (Vec2& value : channel) {
      if (!IsFinite(value)) value = {0, 0};
    }
  }
  for (auto& channel : mesh.colors) {
    const size_t bad = CountBad(channel);
    if (bad > 0) {
      warnings.push_back(Of(
          bad, all, "colours are not finite numbers: white is taken for them"));
    }
    for (Vec4& value : channel) {
      if (bad > 0 && !IsFinite(value)) value = {1, 1, 1, 1};
      for (float& part : value) part = std::clamp(part, 0.0f, 1.0f);
    }
  }
}

}  // namespace noodles::geometry_internal
