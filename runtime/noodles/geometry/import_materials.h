// Turns Assimp's materials, images and lights into those of the protocol.
//
// Thread-safety: none; an import belongs to a thread.
#ifndef NOODLES_GEOMETRY_IMPORT_MATERIALS_H_
#define NOODLES_GEOMETRY_IMPORT_MATERIALS_H_

#include <assimp/scene.h>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "noodles/geometry/import_files.h"
#include "noodles/geometry/scene_data.h"

namespace noodles {

class MaterialImporter {
 public:
  // All must outlive it. Adds to the lists of `to`.
  MaterialImporter(const aiScene& from, ImportFiles& files,
                   size_t max_image_bytes, SceneData& to)
      : from_(from), files_(files), bytes_left_(max_image_bytes), to_(to) {}

  // Makes the materials, in Assimp's order. A texture that cannot be had is a
  // warning; ResourceExhausted beyond the bytes.
  absl::Status AddAll();

 private:
  Material Convert(const aiMaterial& from);
  void ConvertTextures(const aiMaterial& from, Material& to);
  std::optional<TextureRef> FindTexture(const aiMaterial& from,
                                        aiTextureType type,
                                        unsigned int index = 0);
  std::optional<Bytes> ReadImage(const std::string& path);

  const aiScene& from_;
  ImportFiles& files_;
  size_t bytes_left_;
  SceneData& to_;
  // By the path and the wrapping.
  std::map<std::pair<std::string, std::pair<SamplerMode, SamplerMode>>,
           std::optional<size_t>>
      textures_;
  absl::Status status_;
};

// The light; nothing for kinds that the protocol does not have.
std::optional<Light> ConvertLight(const aiLight& from, bool has_half_angles);

// Where it is and shines, in the space of its node.
Mat4 TransformOf(const aiLight& light);

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_IMPORT_MATERIALS_H_
