// Converts the materials and images of Assimp.
//
// Thread-safety: none; an import belongs to a thread.
#ifndef NOODLES_IMPORT_PROGRAM_ASSIMP_IMPORT_MATERIALS_H_
#define NOODLES_IMPORT_PROGRAM_ASSIMP_IMPORT_MATERIALS_H_

#include <assimp/scene.h>

#include <cstddef>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "import_program/pictures/import_textures.h"
#include "noodles/geometry/scene_data.h"

namespace noodles::import_program {

class MaterialImporter {
 public:
  // All arguments must outlive the importer, which adds to the lists of `to`.
  MaterialImporter(const aiScene& from, TextureImporter& textures,
                   SceneData& to)
      : from_(from), textures_(textures), to_(to) {}

  // Makes the materials, in the order of Assimp. A texture that cannot be read
  // becomes a warning. Errors: ResourceExhausted beyond max_image_bytes.
  absl::Status AddAll();

 private:
  Material Convert(const aiMaterial& from);
  void ConvertTextures(const aiMaterial& from, Material& to);
  std::optional<TextureRef> FindTexture(const aiMaterial& from,
                                        aiTextureType type,
                                        unsigned int index = 0);

  const aiScene& from_;
  TextureImporter& textures_;
  SceneData& to_;
};

// Clamps to 0 and 1; a number that is not finite becomes 1.
float Unit(float number);
RGB ToRgb(const aiColor3D& color);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_ASSIMP_IMPORT_MATERIALS_H_
