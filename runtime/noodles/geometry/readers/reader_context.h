// What a reader of a mesh format gets, and helpers that all readers share.
//
// Thread-safety: none; a reading belongs to a thread. Ownership: the functions
// of a context must outlive the reading.
#ifndef NOODLES_GEOMETRY_READERS_READER_CONTEXT_H_
#define NOODLES_GEOMETRY_READERS_READER_CONTEXT_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "noodles/base/bytes.h"
#include "noodles/geometry/import.h"
#include "noodles/geometry/scene_data.h"

namespace noodles::geometry_internal {

struct ReaderContext {
  // Of the file, for messages.
  std::string name{};
  Bytes contents{};
  ImportLimits limits{};
  // Reads another file, whose name is relative to the folder of this one;
  // std::nullopt where there is no such file. Without the function there are no
  // other files.
  std::function<std::optional<Bytes>(const std::string& name)> read_file{};
  // Whether there is such a file.
  std::function<bool(const std::string& name)> has_file{};
  // The place of a texture of this picture in `scene.textures`; std::nullopt,
  // with a warning in `scene`, where the picture cannot be used. Without the
  // function there are no pictures.
  std::function<std::optional<size_t>(const std::string& name,
                                      const Sampler& sampler, SceneData& scene)>
      add_texture{};
  // The same for a picture that lies within the file.
  std::function<std::optional<size_t>(const std::string& name,
                                      const Bytes& image,
                                      const Sampler& sampler, SceneData& scene)>
      add_picture{};
  // As ImportOptions::progress.
  std::function<bool(float part)> progress{};
};

// "NAME: WHAT" as InvalidArgument.
absl::Status FaultOf(const ReaderContext& context, std::string_view what);
// "NAME:LINE:COLUMN: WHAT", for the place `offset` in a text.
absl::Status FaultAt(const ReaderContext& context, std::string_view text,
                     size_t offset, std::string_view what);
// "NAME: byte OFFSET: WHAT".
absl::Status FaultAtByte(const ReaderContext& context, size_t offset,
                         std::string_view what);

// InvalidArgument for a file with nothing that can be shown. The warnings of
// the scene say what was left out.
absl::Status NothingToShow(const ReaderContext& context,
                           const SceneData& scene);

// ResourceExhausted, with the name of the limit, where the numbers are beyond
// max_vertices or max_corners.
absl::Status CheckLimits(const ReaderContext& context, size_t vertices,
                         size_t corners);

// False once the caller has cancelled.
bool TellProgress(const ReaderContext& context, float part);

// The text, as UTF-8 and without a byte order mark. UTF-16, with a mark or
// recognised by the zero bytes between the first letters, is converted. Bytes
// that are UTF-8 without a mark share their owner. Errors: InvalidArgument for
// UTF-16 that ends within a character, and for UTF-32.
absl::StatusOr<Bytes> TextOf(const ReaderContext& context);

// "1 face", "3 faces".
std::string CountOf(size_t count, std::string_view noun);

// A material for vertices whose colours have an alpha below 1.
Material TransparentMaterial();
// Whether any colour of the first channel has an alpha below 1.
bool HasTransparentColors(const Mesh& mesh);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_READERS_READER_CONTEXT_H_
