// Reads STL files, binary and text.
//
// The normals of the file, which are those of single triangles and often wrong,
// are not read. Colours of triangles in binary files are, in both dialects.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_READERS_STL_READER_H_
#define NOODLES_GEOMETRY_READERS_STL_READER_H_

#include "absl/status/statusor.h"
#include "noodles/geometry/readers/reader_context.h"

namespace noodles::geometry_internal {

// Each solid becomes a node. The meshes have three vertices for each triangle.
// Errors: InvalidArgument with the place, what was expected and what was found,
// and how many of how many triangles were there; ResourceExhausted beyond the
// limits.
absl::StatusOr<SceneData> ReadStl(const ReaderContext& context);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_READERS_STL_READER_H_
