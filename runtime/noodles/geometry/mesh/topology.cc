#include "noodles/geometry/mesh/topology.h"

#include <string>

#include "noodles/base/status.h"

namespace noodles::geometry_internal {
namespace {

struct Rule {
  size_t at_least;
  size_t multiple_of;
};

Rule RuleOf(PrimitiveType type) {
  switch (type) {
    case PrimitiveType::kPoints:
      return {1, 1};
    case PrimitiveType::kLines:
      return {2, 2};
    case PrimitiveType::kLineLoop:
    case PrimitiveType::kLineStrip:
      return {2, 1};
    case PrimitiveType::kTriangles:
      return {3, 3};
    case PrimitiveType::kTriangleStrip:
      break;
  }
  return {3, 1};
}

}  // namespace

absl::Status CheckCornerCount(PrimitiveType type, size_t corners) {
  const Rule rule = RuleOf(type);
  const std::string subject =
      std::to_string(corners) + " corners for " + std::string(ToString(type));
  if (corners < rule.at_least) {
    return InvalidArgument(subject + ": at least " +
                           std::to_string(rule.at_least) + " are needed");
  }
  if (corners % rule.multiple_of != 0) {
    return InvalidArgument(subject + ": a multiple of " +
                           std::to_string(rule.multiple_of) + " is needed");
  }
  return absl::OkStatus();
}

std::vector<uint32_t> TrianglesOfStrip(const std::vector<uint32_t>& strip) {
  std::vector<uint32_t> triangles;
  if (strip.size() < 3) return triangles;
  triangles.reserve(3 * (strip.size() - 2));
  for (size_t i = 0; i + 2 < strip.size(); ++i) {
    uint32_t a = strip[i];
    uint32_t b = strip[i + 1];
    const uint32_t c = strip[i + 2];
    if (a == b || b == c || a == c) continue;
    // Every second triangle of a strip runs the other way.
    if (i % 2 == 1) std::swap(a, b);
    triangles.insert(triangles.end(), {a, b, c});
  }
  return triangles;
}

std::vector<uint32_t> LinesOfStrip(const std::vector<uint32_t>& strip,
                                   bool is_closed) {
  std::vector<uint32_t> lines;
  if (strip.size() < 2) return lines;
  lines.reserve(2 * strip.size());
  for (size_t i = 0; i + 1 < strip.size(); ++i) {
    lines.insert(lines.end(), {strip[i], strip[i + 1]});
  }
  if (is_closed) lines.insert(lines.end(), {strip.back(), strip.front()});
  return lines;
}

}  // namespace noodles::geometry_internal
