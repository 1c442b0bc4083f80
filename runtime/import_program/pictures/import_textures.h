// The pictures of a scene.
//
// Thread-safety: none; an import belongs to a thread. Ownership: the files must
// outlive the object.
#ifndef NOODLES_IMPORT_PROGRAM_PICTURES_IMPORT_TEXTURES_H_
#define NOODLES_IMPORT_PROGRAM_PICTURES_IMPORT_TEXTURES_H_

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "absl/status/status.h"
#include "import_program/files/import_files.h"
#include "noodles/geometry/scene_data.h"

namespace noodles::import_program {

class TextureImporter {
 public:
  TextureImporter(ImportFiles& files, size_t max_image_bytes)
      : files_(files), bytes_left_(max_image_bytes) {}

  // The place in `scene.textures` of the picture in the file `path` with this
  // sampler, which is added once. Pictures that the protocol does not carry are
  // converted to PNG. std::nullopt, with a warning in `scene`, where the
  // picture cannot be read.
  std::optional<size_t> Add(const std::string& path, const Sampler& sampler,
                            SceneData& scene);
  // The same for a picture that lies in another file, under the name `path`.
  std::optional<size_t> Add(const std::string& path, std::optional<Bytes> image,
                            const Sampler& sampler, SceneData& scene);

  // ResourceExhausted once the limits of pictures or files were reached.
  const absl::Status& status() const { return status_; }

 private:
  std::optional<Bytes> Check(const std::string& path,
                             std::optional<Bytes> image, SceneData& scene);

  ImportFiles& files_;
  size_t bytes_left_;
  // The path, and the members of the sampler.
  using Key =
      std::tuple<std::string, MagFilter, MinFilter, SamplerMode, SamplerMode>;
  std::map<Key, std::optional<size_t>> textures_;
  absl::Status status_;
};

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_PICTURES_IMPORT_TEXTURES_H_
