// Reads PLY files: text and binary of both byte orders.
//
// Read are the elements vertex (positions, normals, texture coordinates,
// colours), face (polygons; texture coordinates of corners, numbers of
// textures, colours of faces), tristrips and edge, in any order; other elements
// and properties are skipped with a warning. Colours are sRGB.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_READERS_PLY_READER_H_
#define NOODLES_GEOMETRY_READERS_PLY_READER_H_

#include "absl/status/statusor.h"
#include "noodles/geometry/readers/reader_context.h"

namespace noodles::geometry_internal {

// The meshes have no normals where the file has none. Errors: InvalidArgument
// with the place, what was expected and what was found; ResourceExhausted
// beyond the limits; Cancelled by `progress`.
absl::StatusOr<SceneData> ReadPly(const ReaderContext& context);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_READERS_PLY_READER_H_
