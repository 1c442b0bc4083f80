// Changes the JSON of glTF files so that Assimp reads it as the specification
// says, and finds what an import leaves out.
//
// Thread-safety: pure functions.
#ifndef NOODLES_IMPORT_PROGRAM_GLTF_GLTF_REPAIR_H_
#define NOODLES_IMPORT_PROGRAM_GLTF_GLTF_REPAIR_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace noodles::import_program {

// What RepairGltf found.
struct GltfFindings {
  bool is_changed = false;
  std::vector<std::string> warnings{};
  // normalTexture.scale of each material.
  std::vector<float> normal_scales{};
};

// Gives a file without scenes a scene of all root nodes; turns
// KHR_materials_pbrSpecularGlossiness into metallic and roughness; moves
// KHR_texture_transform.texCoord to the texture; gives a texture whose picture
// stands in KHR_texture_basisu or EXT_texture_webp alone that picture. Adds a
// warning for each thing that is left out. Errors: InvalidArgument for an
// extension that is required and not known, and for a version other than 2.
absl::Status RepairGltf(nlohmann::json& root, GltfFindings& findings);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_GLTF_GLTF_REPAIR_H_
