#include <algorithm>
#include <utility>
#include <vector>

#include "noodles/geometry/mesh/connectivity.h"
#include "noodles/geometry/mesh/triangle_mesh.h"
#include "noodles/geometry/normals.h"

namespace noodles {
namespace {

// Across an edge to another triangle.
struct Neighbour {
  uint32_t face;
  // Both triangles run along the edge in the same direction, so one of them
  // must turn.
  bool disagrees;
};

// Up to three neighbours for each triangle.
struct Neighbours {
  std::vector<std::array<Neighbour, 3>> of_face;
  std::vector<uint8_t> counts;
};

Neighbours FindNeighbours(const Mesh& mesh) {
  const std::vector<uint32_t> corners =
      geometry_internal::CornersOf(mesh, true);
  Neighbours neighbours;
  neighbours.of_face.resize(corners.size() / 3);
  neighbours.counts.resize(corners.size() / 3);
  geometry_internal::Edges(corners, mesh.positions.size())
      .ForEach([&](std::span<const uint32_t> edge) {
        if (edge.size() != 2 || edge[0] / 3 == edge[1] / 3) return;
        const bool disagrees = corners[edge[0]] == corners[edge[1]];
        for (const auto& [face, other] :
             {std::pair(edge[0] / 3, edge[1] / 3),
              std::pair(edge[1] / 3, edge[0] / 3)}) {
          neighbours.of_face[face][neighbours.counts[face]++] = {other,
                                                                 disagrees};
        }
      });
  return neighbours;
}

// Six times the volume below a triangle, seen from `origin`.
double VolumeBelow(const Mesh& mesh, uint32_t face, const Vec3& origin) {
  double v[3][3];
  for (uint32_t i = 0; i < 3; ++i) {
    const Vec3& position = mesh.positions[VertexAt(mesh, 3 * face + i)];
    for (size_t axis = 0; axis < 3; ++axis) {
      v[i][axis] = double{position[axis]} - double{origin[axis]};
    }
  }
  return v[0][0] * (v[1][1] * v[2][2] - v[1][2] * v[2][1]) +
         v[0][1] * (v[1][2] * v[2][0] - v[1][0] * v[2][2]) +
         v[0][2] * (v[1][0] * v[2][1] - v[1][1] * v[2][0]);
}

enum class Turn : uint8_t { kUnknown, kStays, kTurns };

// The part of the mesh that hangs together with `start`, in agreement with it.
std::vector<uint32_t> CollectPart(const Neighbours& neighbours, uint32_t start,
                                  std::vector<Turn>& turns) {
  std::vector<uint32_t> part = {start};
  turns[start] = Turn::kStays;
  for (size_t i = 0; i < part.size(); ++i) {
    const uint32_t face = part[i];
    for (size_t j = 0; j < neighbours.counts[face]; ++j) {
      const Neighbour& neighbour = neighbours.of_face[face][j];
      if (turns[neighbour.face] != Turn::kUnknown) continue;
      const bool turns_too =
          (turns[face] == Turn::kTurns) != neighbour.disagrees;
      turns[neighbour.face] = turns_too ? Turn::kTurns : Turn::kStays;
      part.push_back(neighbour.face);
    }
  }
  return part;
}

// Whether all triangles of the part must turn once more.
bool IsInsideOut(const Mesh& mesh, const Neighbours& neighbours,
                 const std::vector<uint32_t>& part,
                 const std::vector<Turn>& turns) {
  const Vec3 origin = mesh.positions[VertexAt(mesh, size_t{3} * part[0])];
  bool is_closed = true;
  double volume = 0.0;
  size_t turned = 0;
  for (const uint32_t face : part) {
    const bool is_turned = turns[face] == Turn::kTurns;
    is_closed = is_closed && neighbours.counts[face] == 3;
    volume += (is_turned ? -1.0 : 1.0) * VolumeBelow(mesh, face, origin);
    turned += is_turned ? 1 : 0;
  }
  return is_closed && volume != 0.0 ? volume < 0.0 : 2 * turned > part.size();
}

}  // namespace

absl::StatusOr<size_t> OrientFaces(Mesh& mesh) {
  absl::Status status = geometry_internal::CheckTriangles(mesh);
  if (!status.ok()) return status;
  const Neighbours neighbours = FindNeighbours(mesh);
  std::vector<Turn> turns(neighbours.counts.size());
  for (uint32_t face = 0; face < turns.size(); ++face) {
    if (turns[face] != Turn::kUnknown) continue;
    const std::vector<uint32_t> part = CollectPart(neighbours, face, turns);
    if (!IsInsideOut(mesh, neighbours, part, turns)) continue;
    for (const uint32_t other : part) {
      turns[other] = turns[other] == Turn::kTurns ? Turn::kStays : Turn::kTurns;
    }
  }
  mesh.indices = geometry_internal::CornersOf(mesh, false);
  size_t turned = 0;
  for (size_t face = 0; face < turns.size(); ++face) {
    if (turns[face] != Turn::kTurns) continue;
    std::swap(mesh.indices[3 * face + 1], mesh.indices[3 * face + 2]);
    ++turned;
  }
  return turned;
}

}  // namespace noodles
