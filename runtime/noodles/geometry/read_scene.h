// Reads meshes back out of a document, or out of a client's mirror of one: for
// export, for tools and for clients that want arrays, not buffers.
//
//   absl::StatusOr<SceneData> scene = ReadScene(client.mirror());
//
// What a mirror holds is a server's word: nothing is believed that does not lie
// inside of its buffer. Where an index or an attribute reaches beyond its view,
// as Rigatoni's do, the buffer's end counts.
//
// Thread-safety: as the document's; a mirror is read while it goes on, each
// component as it is then. Ownership: what is returned is a copy.
#ifndef NOODLES_GEOMETRY_READ_SCENE_H_
#define NOODLES_GEOMETRY_READ_SCENE_H_

#include <functional>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/geometry/scene_data.h"
#include "noodles/protocol/buffers.h"
#include "noodles/state/document.h"
#include "noodles/state/mirror.h"

namespace noodles {

// Gives the bytes of a buffer that lie behind a location, all of them.
using BufferFetcher =
    std::function<absl::StatusOr<Bytes>(BufferID id, const Buffer& buffer)>;

struct ReadSceneOptions {
  // Absent: such a buffer is an error.
  BufferFetcher fetch{};
};

// All entities with what they draw, their materials, textures and lights.
// WorldCoord transforms count as the identity, with a warning. Errors:
// FailedPrecondition where a buffer's bytes are not here, or a parent is not
// there; NotFound where something else is not; InvalidArgument for values
// outside of their buffer and what Validate refuses.
absl::StatusOr<SceneData> ReadScene(const Document& document,
                                    const ReadSceneOptions& options = {});
absl::StatusOr<SceneData> ReadScene(const Mirror& mirror,
                                    const ReadSceneOptions& options = {});

// One geometry, with materials and textures, on one node. Errors: as above.
absl::StatusOr<SceneData> ReadGeometry(const Document& document, GeometryID id,
                                       const ReadSceneOptions& options = {});
absl::StatusOr<SceneData> ReadGeometry(const Mirror& mirror, GeometryID id,
                                       const ReadSceneOptions& options = {});

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_READ_SCENE_H_
