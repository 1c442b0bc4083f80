// How a primitive type uses its corners.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_MESH_TOPOLOGY_H_
#define NOODLES_GEOMETRY_MESH_TOPOLOGY_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "noodles/protocol/geometry.h"

namespace noodles::geometry_internal {

// Checks that `type` can be drawn from so many corners. Errors:
// InvalidArgument.
absl::Status CheckCornerCount(PrimitiveType type, size_t corners);

// The corners of a triangle strip as those of triangles, without the triangles
// that name a vertex twice.
std::vector<uint32_t> TrianglesOfStrip(const std::vector<uint32_t>& strip);

// The corners of a line strip, closed or not, as those of lines.
std::vector<uint32_t> LinesOfStrip(const std::vector<uint32_t>& strip,
                                   bool is_closed);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_MESH_TOPOLOGY_H_
