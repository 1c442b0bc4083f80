#include "noodles/geometry/readers/corner_mesh.h"

#include <utility>

#include "noodles/geometry/mesh/index_table.h"

namespace noodles::geometry_internal {

void SplitCorners(Mesh& mesh, const std::vector<Vec2>& coordinates,
                  const std::vector<Vec4>& colors) {
  if (coordinates.empty() && colors.empty()) return;
  const std::vector<uint32_t> corners = std::move(mesh.indices);
  IndexTable table(corners.size());
  // For each vertex of the result, the corner that it was made for.
  std::vector<uint32_t> sources;
  std::vector<uint32_t> indices(corners.size());
  for (uint32_t i = 0; i < corners.size(); ++i) {
    uint64_t hash = MixHash(0, uint64_t{corners[i]});
    if (!coordinates.empty()) hash = MixHash(hash, coordinates[i]);
    if (!colors.empty()) hash = MixHash(hash, colors[i]);
    const auto next = static_cast<uint32_t>(sources.size());
    indices[i] = table.FindOrAdd(hash, next, [&](uint32_t other) {
      const uint32_t corner = sources[other];
      return corners[corner] == corners[i] &&
             (coordinates.empty() || coordinates[corner] == coordinates[i]) &&
             (colors.empty() || colors[corner] == colors[i]);
    });
    if (indices[i] == next) sources.push_back(i);
  }
  std::vector<uint32_t> vertices;
  vertices.reserve(sources.size());
  for (const uint32_t corner : sources) vertices.push_back(corners[corner]);
  mesh = WithVertices(mesh, vertices);
  mesh.indices = std::move(indices);
  if (!coordinates.empty()) {
    mesh.texture_coordinates.resize(1);
    mesh.texture_coordinates[0].clear();
    for (const uint32_t corner : sources) {
      mesh.texture_coordinates[0].push_back(coordinates[corner]);
    }
  }
  if (colors.empty()) return;
  mesh.colors.resize(1);
  mesh.colors[0].clear();
  for (const uint32_t corner : sources) {
    mesh.colors[0].push_back(colors[corner]);
  }
}

Mesh PartOf(const Mesh& mesh, const std::vector<uint32_t>& indices) {
  const auto absent = static_cast<uint32_t>(mesh.positions.size());
  std::vector<uint32_t> places(mesh.positions.size(), absent);
  std::vector<uint32_t> vertices;
  std::vector<uint32_t> renamed;
  renamed.reserve(indices.size());
  for (const uint32_t index : indices) {
    if (places[index] == absent) {
      places[index] = static_cast<uint32_t>(vertices.size());
      vertices.push_back(index);
    }
    renamed.push_back(places[index]);
  }
  Mesh part = WithVertices(mesh, vertices);
  part.indices = std::move(renamed);
  return part;
}

}  // namespace noodles::geometry_internal
