// The arrays of a live mesh, packed: each array in bytes of its own, so that
// one can change without the others.
//
// Two arrays are the same if they share their memory: comparing contents costs
// nothing. KeepEqual makes equal arrays share it.
//
// Thread-safety: plain values. Ownership: the bytes are shared with the buffers
// of the document, which hold no second copy.
#ifndef NOODLES_GEOMETRY_LIVE_LIVE_CONTENTS_H_
#define NOODLES_GEOMETRY_LIVE_LIVE_CONTENTS_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/geometry/patch.h"
#include "noodles/protocol/geometry.h"

namespace noodles::geometry_internal {

struct LiveColumn {
  // The view is set once the column has been sent.
  Attribute attribute{};
  Bytes bytes{};
};

struct LiveContents {
  PrimitiveType type = PrimitiveType::kPoints;
  size_t vertices = 0;
  // In the order in which they are sent.
  std::vector<LiveColumn> columns{};
  // The view as above. The bytes are padded to a multiple of 4.
  std::optional<Index> indices{};
  Bytes index_bytes{};
};

// The column for the same semantic and channel, or null.
const LiveColumn* FindColumn(const LiveContents& contents,
                             const Attribute& attribute);

// Errors: those of PackPatch.
absl::StatusOr<LiveContents> PackContents(const PatchSource& source,
                                          const PatchOptions& options);

// The arrays of the source that are not empty, without the indices. Errors:
// those of PackPatch; InvalidArgument where an array has not `vertices` values.
absl::StatusOr<std::vector<LiveColumn>> PackArrays(const PatchSource& source,
                                                   size_t vertices,
                                                   const PatchOptions& options);

// Puts the columns in place of those for the same semantic and channel, unless
// they are equal, or beside them.
void PutColumns(LiveContents& contents, std::vector<LiveColumn> columns);

// Takes over the memory of each array that is equal in `former`.
void KeepEqual(LiveContents& contents, const LiveContents& former);

// Whether both have no indices, or those in the same memory.
bool HaveSameIndices(const LiveContents& a, const LiveContents& b);

// Whether all arrays share their memory.
bool AreSame(const LiveContents& a, const LiveContents& b);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_LIVE_LIVE_CONTENTS_H_
