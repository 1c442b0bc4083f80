// Reads meshes from a document or from a client's mirror: for export, for tools
// and for clients that need arrays instead of buffers.
//
//   absl::StatusOr<SceneData> scene = ReadScene(client.mirror());
//
// The contents of a mirror come from a server and are untrusted: values that
// lie outside of their buffer are faults. Where an index or an attribute
// reaches beyond its view, as those of Rigatoni do, the end of the buffer
// counts.
//
// One component that cannot be read does not spoil a scene: ReadScene leaves
// out as little as possible and says what in SceneData::warnings. ReadGeometry,
// which reads one thing, fails.
//
// Thread-safety: as the document's. A mirror may change during the reading;
// each component is read as it is at that moment. Ownership: the results are
// copies.
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

// Returns all bytes of a buffer at a location.
using BufferFetcher =
    std::function<absl::StatusOr<Bytes>(BufferID id, const Buffer& buffer)>;

struct ReadSceneOptions {
  // Without this function, a buffer with a location cannot be read.
  BufferFetcher fetch{};
};

// All entities with what they draw, their materials, textures and lights.
// WorldCoord transforms count as the identity, with a warning. Left out, each
// with a warning that names the component and the reason: a patch whose bytes
// cannot be read or lie outside of their buffer, a geometry without any patch
// that can be read, a material, texture or light that is missing, instances
// that cannot be read (the entity then draws nothing). An entity without its
// parent stands at the top. After 1000 warnings the rest is counted. No
// component makes the whole fail.
absl::StatusOr<SceneData> ReadScene(const Document& document,
                                    const ReadSceneOptions& options = {});
absl::StatusOr<SceneData> ReadScene(const Mirror& mirror,
                                    const ReadSceneOptions& options = {});

// One geometry, with materials and textures, on one node. Errors:
// FailedPrecondition where the bytes of a buffer are missing; NotFound where
// another component is missing; InvalidArgument for values outside of their
// buffer and for meshes that Validate refuses.
absl::StatusOr<SceneData> ReadGeometry(const Document& document, GeometryID id,
                                       const ReadSceneOptions& options = {});
absl::StatusOr<SceneData> ReadGeometry(const Mirror& mirror, GeometryID id,
                                       const ReadSceneOptions& options = {});

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_READ_SCENE_H_
