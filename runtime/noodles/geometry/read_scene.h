// Reads meshes from a document or from a client's mirror: for export, for tools
// and for clients that need arrays instead of buffers.
//
//   absl::StatusOr<SceneData> scene = ReadScene(client);
//
// With a client, large buffers and images are fetched over HTTP; with its
// mirror alone, they are errors, unless ReadSceneOptions has functions for
// them.
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

#include <chrono>
#include <concepts>
#include <functional>
#include <future>
#include <utility>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/geometry/scene_data.h"
#include "noodles/protocol/buffers.h"
#include "noodles/protocol/images.h"
#include "noodles/protocol/traits.h"
#include "noodles/state/document.h"
#include "noodles/state/mirror.h"

namespace noodles {

// Returns all bytes of a buffer at a location.
using BufferFetcher =
    std::function<absl::StatusOr<Bytes>(BufferID id, const Buffer& buffer)>;

// The same for the file of an image.
using ImageFetcher =
    std::function<absl::StatusOr<Bytes>(ImageID id, const Image& image)>;

struct ReadSceneOptions {
  // Without these functions, a buffer or an image with a location cannot be
  // read. ReadScene and ReadGeometry of a client set those that are not set.
  BufferFetcher fetch{};
  ImageFetcher fetch_image{};
  // How long a client may fetch one buffer or image.
  std::chrono::milliseconds fetch_limit = std::chrono::seconds(60);
};

// noodles::Client, or a class with the same functions.
template <class T>
concept FetchingClient = requires(T& client, BufferID buffer, ImageID image,
                                  std::future<absl::StatusOr<Bytes>>& result,
                                  std::chrono::milliseconds limit) {
  { client.mirror() } -> std::convertible_to<const Mirror&>;
  { client.Fetch(buffer) } -> std::same_as<std::future<absl::StatusOr<Bytes>>>;
  { client.Fetch(image) } -> std::same_as<std::future<absl::StatusOr<Bytes>>>;
  { client.Await(result, limit) } -> std::same_as<bool>;
};

namespace geometry_internal {

absl::Status FetchTookTooLong(ComponentRef ref,
                              std::chrono::milliseconds limit);

// The bytes of a fetch of `client`, or DeadlineExceeded.
template <FetchingClient Client, class Identifier>
absl::StatusOr<Bytes> AwaitFetch(Client& client, Identifier id,
                                 std::chrono::milliseconds limit) {
  std::future<absl::StatusOr<Bytes>> result = client.Fetch(id);
  if (client.Await(result, limit)) return result.get();
  return FetchTookTooLong(id, limit);
}

template <FetchingClient Client>
ReadSceneOptions WithFetches(Client& client, ReadSceneOptions options) {
  const std::chrono::milliseconds limit = options.fetch_limit;
  if (!options.fetch) {
    options.fetch = [&client, limit](BufferID id, const Buffer&) {
      return AwaitFetch(client, id, limit);
    };
  }
  if (!options.fetch_image) {
    options.fetch_image = [&client, limit](ImageID id, const Image&) {
      return AwaitFetch(client, id, limit);
    };
  }
  return options;
}

}  // namespace geometry_internal

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
// Waits for what the client fetches, so a hook of the client, which would stop
// the fetches, must not call this. More errors: those of the fetches.
template <FetchingClient Client>
absl::StatusOr<SceneData> ReadScene(Client& client,
                                    const ReadSceneOptions& options = {}) {
  return ReadScene(client.mirror(),
                   geometry_internal::WithFetches(client, options));
}

// One geometry, with materials and textures, on one node. Errors:
// FailedPrecondition where the bytes of a buffer are missing; NotFound where
// another component is missing; InvalidArgument for values outside of their
// buffer and for meshes that Validate refuses.
absl::StatusOr<SceneData> ReadGeometry(const Document& document, GeometryID id,
                                       const ReadSceneOptions& options = {});
absl::StatusOr<SceneData> ReadGeometry(const Mirror& mirror, GeometryID id,
                                       const ReadSceneOptions& options = {});
template <FetchingClient Client>
absl::StatusOr<SceneData> ReadGeometry(Client& client, GeometryID id,
                                       const ReadSceneOptions& options = {}) {
  return ReadGeometry(client.mirror(), id,
                      geometry_internal::WithFetches(client, options));
}

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_READ_SCENE_H_
