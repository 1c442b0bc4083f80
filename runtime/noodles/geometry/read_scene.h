// Reads meshes back out of a document, for export and for tools.
//
// Thread-safety: as the document's. Ownership: what is returned is a copy.
#ifndef NOODLES_GEOMETRY_READ_SCENE_H_
#define NOODLES_GEOMETRY_READ_SCENE_H_

#include <functional>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/geometry/scene_data.h"
#include "noodles/protocol/buffers.h"
#include "noodles/state/document.h"

namespace noodles {

// Gives the bytes of a buffer that lie behind a location.
using BufferFetcher = std::function<absl::StatusOr<Bytes>(const Buffer&)>;

struct ReadSceneOptions {
  // Absent: such a buffer is an error.
  BufferFetcher fetch{};
};

// All entities with what they draw, their materials, textures and lights.
// WorldCoord transforms count as the identity, with a warning. Errors:
// FailedPrecondition where a buffer's bytes are not here.
absl::StatusOr<SceneData> ReadScene(const Document& document,
                                    const ReadSceneOptions& options = {});

// One geometry, with materials and textures, on one node.
absl::StatusOr<SceneData> ReadGeometry(const Document& document, GeometryID id,
                                       const ReadSceneOptions& options = {});

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_READ_SCENE_H_
