// The arrays of a patch as columns: how each is checked, and how it is written
// into the bytes of a buffer.
//
// Thread-safety: pure functions. Ownership: a column refers to the array of its
// source, which must outlive the column.
#ifndef NOODLES_GEOMETRY_MESH_VERTEX_COLUMNS_H_
#define NOODLES_GEOMETRY_MESH_VERTEX_COLUMNS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "noodles/geometry/array_view.h"
#include "noodles/geometry/patch.h"
#include "noodles/protocol/geometry.h"

namespace noodles::geometry_internal {

struct VertexColumn {
  // "positions", "colors[0]"
  std::string name{};
  ArrayView values{};
  // Semantic, channel and format. The rest is not set.
  Attribute attribute{};
  // Of one value in the buffer.
  size_t bytes = 0;
};

// The columns in the order in which they are sent: the positions (even if there
// are none), the arrays of the source that are not empty, and all channels.
std::vector<VertexColumn> ColumnsOf(const PatchSource& source,
                                    const PatchOptions& options);

// Errors: InvalidArgument with the column's name unless there is a value of the
// right width for each of `vertices`.
absl::Status CheckColumn(const VertexColumn& column, size_t vertices);

// Errors: InvalidArgument without vertices, ResourceExhausted for more than
// PatchOptions::max_vertices; those of CheckColumn.
absl::Status CheckColumns(const PatchSource& source,
                          const std::vector<VertexColumn>& columns,
                          const PatchOptions& options);

// Writes the values, each `stride` bytes behind the former. Errors:
// InvalidArgument with the column's name and the index of a value that is not
// finite or out of range.
absl::Status WriteColumn(const VertexColumn& column, size_t stride,
                         uint8_t* to);

// Computes the bounds of positions from the bytes that are sent.
void SetBounds(Attribute& positions, const uint8_t* vertices, size_t count,
               size_t stride);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_MESH_VERTEX_COLUMNS_H_
