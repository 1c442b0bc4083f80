#include "noodles/geometry/mesh/triangulate.h"

#include <cmath>

namespace noodles::geometry_internal {
namespace {

// Twice the area of the polygon, as a vector along its normal (Newell).
std::array<double, 3> NormalOf(std::span<const Vec3> points) {
  std::array<double, 3> normal = {0, 0, 0};
  for (size_t i = 0; i < points.size(); ++i) {
    const Vec3& a = points[i];
    const Vec3& b = points[(i + 1) % points.size()];
    for (size_t axis = 0; axis < 3; ++axis) {
      const size_t u = (axis + 1) % 3;
      const size_t v = (axis + 2) % 3;
      normal[axis] +=
          (double{a[u]} - double{b[u]}) * (double{a[v]} + double{b[v]});
    }
  }
  return normal;
}

}  // namespace

std::span<const Triangulator::Corners> Triangulator::Cut(
    std::span<const Vec3> points) {
  triangles_.clear();
  if (points.size() < 3) return triangles_;
  const auto count = static_cast<uint32_t>(points.size());
  if (count == 3) {
    triangles_.push_back({0, 1, 2});
    return triangles_;
  }
  const std::array<double, 3> normal = NormalOf(points);
  size_t axis = 0;
  for (size_t i = 1; i < 3; ++i) {
    if (std::abs(normal[i]) > std::abs(normal[axis])) axis = i;
  }
  const bool is_turned = normal[axis] < 0;
  flat_.clear();
  for (const Vec3& point : points) {
    const double u = double{point[(axis + 1) % 3]};
    const double v = double{point[(axis + 2) % 3]};
    flat_.push_back(is_turned ? std::array{v, u} : std::array{u, v});
  }
  bool is_convex = true;
  for (uint32_t i = 0; i < count && is_convex; ++i) {
    is_convex = Turn(i, (i + 1) % count, (i + 2) % count) >= 0;
  }
  if (!is_convex) {
    CutEars();
    return triangles_;
  }
  for (uint32_t i = 1; i + 1 < count; ++i) triangles_.push_back({0, i, i + 1});
  return triangles_;
}

// Positive for a turn to the left.
double Triangulator::Turn(uint32_t a, uint32_t b, uint32_t c) const {
  return (flat_[b][0] - flat_[a][0]) * (flat_[c][1] - flat_[a][1]) -
         (flat_[b][1] - flat_[a][1]) * (flat_[c][0] - flat_[a][0]);
}

bool Triangulator::IsEar(size_t at) const {
  const size_t count = left_.size();
  const uint32_t a = left_[(at + count - 1) % count];
  const uint32_t b = left_[at];
  const uint32_t c = left_[(at + 1) % count];
  if (!(Turn(a, b, c) > 0)) return false;
  for (const uint32_t other : left_) {
    if (other == a || other == b || other == c) continue;
    if (flat_[other] == flat_[a] || flat_[other] == flat_[c]) continue;
    if (Turn(a, b, other) >= 0 && Turn(b, c, other) >= 0 &&
        Turn(c, a, other) >= 0) {
      return false;
    }
  }
  return true;
}

void Triangulator::CutEars() {
  left_.resize(flat_.size());
  for (uint32_t i = 0; i < left_.size(); ++i) left_[i] = i;
  size_t at = 0;
  size_t misses = 0;
  while (left_.size() > 3) {
    const size_t count = left_.size();
    at %= count;
    // A polygon that crosses itself may have no ear: any corner goes then.
    if (!IsEar(at) && ++misses < count) {
      ++at;
      continue;
    }
    misses = 0;
    triangles_.push_back(
        {left_[(at + count - 1) % count], left_[at], left_[(at + 1) % count]});
    left_.erase(left_.begin() + static_cast<std::ptrdiff_t>(at));
  }
  triangles_.push_back({left_[0], left_[1], left_[2]});
}

}  // namespace noodles::geometry_internal
