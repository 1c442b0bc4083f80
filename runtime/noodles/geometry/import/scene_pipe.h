// Sends a scene from the program noodles-import to the library.
//
// Whatever arrives is untrusted: a broken file may have taken the program over.
// The receiver takes no more than the limits allow and checks every number that
// the C++ type does not allow freely; the caller must Validate the scene.
//
// The format is that of one build on one machine: numbers and vectors as they
// lie in memory, components as CBOR.
//
// Thread-safety: none.
#ifndef NOODLES_GEOMETRY_IMPORT_SCENE_PIPE_H_
#define NOODLES_GEOMETRY_IMPORT_SCENE_PIPE_H_

#include "absl/status/status.h"
#include "noodles/geometry/import.h"
#include "noodles/geometry/import/pipe.h"
#include "noodles/geometry/scene_data.h"

namespace noodles::geometry_internal {

// False once the other end is closed.
bool SendScene(PipeWriter& pipe, const SceneData& scene);

// Errors: DataLoss where the bytes end early or are none of SendScene;
// ResourceExhausted beyond the limits. The scene is then of no use.
absl::Status ReceiveScene(PipeReader& pipe, const ImportLimits& limits,
                          SceneData& scene);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_IMPORT_SCENE_PIPE_H_
