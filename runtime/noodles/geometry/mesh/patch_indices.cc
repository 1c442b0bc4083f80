#include "noodles/geometry/mesh/patch_indices.h"

#include <cstring>
#include <numeric>
#include <string>

#include "noodles/base/status.h"
#include "noodles/geometry/mesh/topology.h"

namespace noodles::geometry_internal {
namespace {

// Restart marks of strips (the largest number of a type) are never used.
constexpr size_t kMostVerticesOfU16 = 0xFFFF;

}  // namespace

absl::StatusOr<std::vector<uint32_t>> TakeIndices(const PatchSource& source,
                                                  const PatchOptions& options,
                                                  PrimitiveType& type) {
  const ArrayView& from = source.indices;
  const size_t vertices = source.positions.size();
  const size_t count = from.size() * from.scalars();
  absl::Status status = CheckCornerCount(type, count == 0 ? vertices : count);
  if (!status.ok()) return status;
  std::vector<uint32_t> indices;
  indices.reserve(count);
  for (size_t i = 0; i < from.size(); ++i) {
    for (size_t j = 0; j < from.scalars(); ++j) {
      const uint64_t index = from.IntegerAt(i, j);
      if (index >= vertices) {
        return InvalidArgument("indices[" + std::to_string(indices.size()) +
                               "] is none of the " + std::to_string(vertices) +
                               " vertices");
      }
      indices.push_back(static_cast<uint32_t>(index));
    }
  }
  const bool is_loop = type == PrimitiveType::kLineLoop;
  const bool is_strip = type == PrimitiveType::kTriangleStrip;
  if (!options.replaces_rare_types || !(is_loop || is_strip)) return indices;
  if (indices.empty()) {
    indices.resize(vertices);
    std::iota(indices.begin(), indices.end(), 0u);
  }
  if (is_loop) {
    indices.push_back(indices.front());
    type = PrimitiveType::kLineStrip;
    return indices;
  }
  indices = TrianglesOfStrip(indices);
  type = PrimitiveType::kTriangles;
  if (!indices.empty()) return indices;
  return InvalidArgument("indices: no triangle of the strip has an area");
}

Format IndexFormatFor(size_t vertices) {
  return vertices <= kMostVerticesOfU16 ? Format::kU16 : Format::kU32;
}

size_t IndexBytes(Format format) {
  return format == Format::kU16 ? sizeof(uint16_t) : sizeof(uint32_t);
}

void WriteIndices(const std::vector<uint32_t>& indices, Format format,
                  uint8_t* to) {
  if (format == Format::kU32) {
    std::memcpy(to, indices.data(), indices.size() * sizeof(uint32_t));
    return;
  }
  for (const uint32_t index : indices) {
    const auto narrow = static_cast<uint16_t>(index);
    std::memcpy(to, &narrow, sizeof narrow);
    to += sizeof narrow;
  }
}

}  // namespace noodles::geometry_internal
