// The indices of a patch: how they are checked, and how they are written into
// the bytes of a buffer.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_MESH_PATCH_INDICES_H_
#define NOODLES_GEOMETRY_MESH_PATCH_INDICES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/geometry/patch.h"
#include "noodles/protocol/geometry.h"

namespace noodles::geometry_internal {

// The corners as they will be drawn; empty where the vertices are taken in
// order. Changes `type` where the options say so. Errors: InvalidArgument for
// an index that is no vertex, and a number of corners that the type does not
// allow.
absl::StatusOr<std::vector<uint32_t>> TakeIndices(const PatchSource& source,
                                                  const PatchOptions& options,
                                                  PrimitiveType& type);

// The narrowest format of indices that all clients read.
Format IndexFormatFor(size_t vertices);

// The bytes of an index of such a format.
size_t IndexBytes(Format format);

void WriteIndices(const std::vector<uint32_t>& indices, Format format,
                  uint8_t* to);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_MESH_PATCH_INDICES_H_
