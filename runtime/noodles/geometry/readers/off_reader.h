// Reads OFF files of Geomview in text: OFF, and with the letters ST, C, N and 4
// before it, in any number of lines. Colours of vertices and faces are sRGB.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_READERS_OFF_READER_H_
#define NOODLES_GEOMETRY_READERS_OFF_READER_H_

#include "absl/status/statusor.h"
#include "noodles/geometry/readers/reader_context.h"

namespace noodles::geometry_internal {

// A file without faces is a cloud of points. Errors: InvalidArgument with the
// line and column, what was expected and what was found, and how many of how
// many rows were there; ResourceExhausted beyond the limits.
absl::StatusOr<SceneData> ReadOff(const ReaderContext& context);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_READERS_OFF_READER_H_
