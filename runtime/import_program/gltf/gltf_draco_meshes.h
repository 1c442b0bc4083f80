// Makes plain meshes of those that KHR_draco_mesh_compression has packed.
//
// Thread-safety: pure functions.
#ifndef NOODLES_IMPORT_PROGRAM_GLTF_GLTF_DRACO_MESHES_H_
#define NOODLES_IMPORT_PROGRAM_GLTF_GLTF_DRACO_MESHES_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>

#include "absl/status/status.h"
#include "import_program/gltf/gltf_additions.h"
#include "noodles/base/bytes.h"

namespace noodles::import_program {

// `bytes_of_view` returns the bytes of a buffer view, if there is one;
// `values_left` is lowered by the vertices. Does nothing where the build has no
// Draco. Errors: those of ReadDraco.
absl::Status UnpackDracoMeshes(
    const std::function<std::optional<Bytes>(uint64_t)>& bytes_of_view,
    size_t& values_left, GltfAdditions& additions, nlohmann::json& root);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_GLTF_GLTF_DRACO_MESHES_H_
