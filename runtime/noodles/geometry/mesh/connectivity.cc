#include "noodles/geometry/mesh/connectivity.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include "noodles/geometry/mesh/index_table.h"

namespace noodles::geometry_internal {
namespace {

// Disjoint sets of corners. The smallest corner represents its set.
class Sets {
 public:
  explicit Sets(size_t count) : parents_(count) {
    std::iota(parents_.begin(), parents_.end(), 0u);
  }

  uint32_t Find(uint32_t item) {
    while (parents_[item] != item) {
      parents_[item] = parents_[parents_[item]];
      item = parents_[item];
    }
    return item;
  }

  void Join(uint32_t a, uint32_t b) {
    a = Find(a);
    b = Find(b);
    parents_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<uint32_t> parents_;
};

// The corner of an edge's triangle that lies at `vertex`.
uint32_t CornerAt(const std::vector<uint32_t>& corners, uint32_t corner,
                  uint32_t vertex) {
  return corners[corner] == vertex ? corner : NextCorner(corner);
}

}  // namespace

std::vector<uint32_t> FirstEqual(
    size_t count, const std::function<uint64_t(uint32_t)>& hash,
    const std::function<bool(uint32_t, uint32_t)>& is_equal) {
  std::vector<uint32_t> first(count);
  IndexTable table(count);
  for (uint32_t i = 0; i < count; ++i) {
    first[i] = table.FindOrAdd(
        hash(i), i, [&](uint32_t other) { return is_equal(other, i); });
  }
  return first;
}

std::vector<uint32_t> WeldPositions(const std::vector<Vec3>& positions) {
  const auto count = static_cast<uint32_t>(positions.size());
  std::vector<uint32_t> first(count);
  IndexTable table(count);
  for (uint32_t i = 0; i < count; ++i) {
    const Vec3& at = positions[i];
    // -0 and 0 are equal.
    const auto bits = [](float number) {
      return uint64_t{std::bit_cast<uint32_t>(number + 0.0f)};
    };
    const uint64_t hash = MixHash(bits(at[0]) << 32 | bits(at[1]), bits(at[2]));
    first[i] = table.FindOrAdd(
        hash, i, [&](uint32_t other) { return positions[other] == at; });
  }
  return first;
}

std::vector<uint32_t> CornersOf(const Mesh& mesh, bool welds) {
  std::vector<uint32_t> corners(CornerCount(mesh));
  for (size_t i = 0; i < corners.size(); ++i) corners[i] = VertexAt(mesh, i);
  if (!welds) return corners;
  const std::vector<uint32_t> welded = WeldPositions(mesh.positions);
  for (uint32_t& corner : corners) corner = welded[corner];
  return corners;
}

Edges::Edges(const std::vector<uint32_t>& corners, size_t vertices)
    : starts_(vertices + 1), ends_(corners.size()) {
  const auto vertices_of = [&](uint32_t corner) {
    return std::minmax({corners[corner], corners[NextCorner(corner)]});
  };
  const auto count = static_cast<uint32_t>(corners.size());
  for (uint32_t i = 0; i < count; ++i) ++starts_[vertices_of(i).first + 1];
  std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
  std::vector<uint32_t> next = starts_;
  for (uint32_t i = 0; i < count; ++i) {
    const auto [low, high] = vertices_of(i);
    ends_[next[low]++] = {high, i};
  }
  for (size_t vertex = 0; vertex < vertices; ++vertex) {
    std::sort(
        ends_.begin() + starts_[vertex], ends_.begin() + starts_[vertex + 1],
        [](const End& a, const End& b) {
          return std::pair(a.vertex, a.corner) < std::pair(b.vertex, b.corner);
        });
  }
}

void Edges::ForEach(
    const std::function<void(std::span<const uint32_t> corners)>& use) const {
  std::vector<uint32_t> corners;
  for (uint32_t low = 0; low + 1 < starts_.size(); ++low) {
    for (size_t i = starts_[low]; i < starts_[low + 1];) {
      const uint32_t high = ends_[i].vertex;
      corners.clear();
      for (; i < starts_[low + 1] && ends_[i].vertex == high; ++i) {
        corners.push_back(ends_[i].corner);
      }
      if (high != low) use(corners);
    }
  }
}

std::vector<uint32_t> GroupCorners(
    const std::vector<uint32_t>& corners, size_t vertices,
    const std::function<bool(uint32_t, uint32_t)>& joins) {
  Sets sets(corners.size());
  Edges(corners, vertices).ForEach([&](std::span<const uint32_t> edge) {
    // Only pairs of neighbours in the list are joined, so that a thousand
    // triangles at one edge, as in hostile files, take a thousand steps and not
    // a million.
    for (size_t i = 0; i + 1 < edge.size(); ++i) {
      if (!joins(edge[i], edge[i + 1])) continue;
      for (const uint32_t vertex :
           {corners[edge[i]], corners[NextCorner(edge[i])]}) {
        sets.Join(CornerAt(corners, edge[i], vertex),
                  CornerAt(corners, edge[i + 1], vertex));
      }
    }
  });
  std::vector<uint32_t> groups(corners.size());
  for (uint32_t i = 0; i < groups.size(); ++i) groups[i] = sets.Find(i);
  return groups;
}

void SplitByGroup(Mesh& mesh, const std::vector<uint32_t>& groups,
                  std::vector<uint32_t>& sources) {
  const auto count = static_cast<uint32_t>(groups.size());
  IndexTable table(count);
  std::vector<uint32_t> vertices;
  std::vector<uint32_t> indices(count);
  sources.clear();
  for (uint32_t corner = 0; corner < count; ++corner) {
    const uint32_t vertex = VertexAt(mesh, corner);
    const auto candidate = static_cast<uint32_t>(vertices.size());
    const uint64_t hash = MixHash(0, (uint64_t{vertex} << 32) | groups[corner]);
    indices[corner] = table.FindOrAdd(hash, candidate, [&](uint32_t other) {
      return vertices[other] == vertex &&
             groups[sources[other]] == groups[corner];
    });
    if (indices[corner] != candidate) continue;
    vertices.push_back(vertex);
    sources.push_back(corner);
  }
  mesh = WithVertices(mesh, vertices);
  mesh.indices = std::move(indices);
}

}  // namespace noodles::geometry_internal
