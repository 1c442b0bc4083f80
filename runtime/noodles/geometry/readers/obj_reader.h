// Reads Wavefront OBJ files, in text of UTF-8 or UTF-16.
//
// Read are v (with colours, which are sRGB), vt, vn, f, l, p, o, g, usemtl and
// mtllib, with indented lines, lines that go on behind a backslash, comments
// and negative numbers of vertices. Each object or group becomes a node. Curves
// and surfaces of free form are left out with a warning.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_READERS_OBJ_READER_H_
#define NOODLES_GEOMETRY_READERS_OBJ_READER_H_

#include "absl/status/statusor.h"
#include "noodles/geometry/readers/reader_context.h"

namespace noodles::geometry_internal {

// The meshes have no normals where the file has none. Errors: InvalidArgument
// with the line and column, what was expected and what was found;
// ResourceExhausted beyond the limits; Cancelled by `progress`.
absl::StatusOr<SceneData> ReadObj(const ReaderContext& context);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_READERS_OBJ_READER_H_
