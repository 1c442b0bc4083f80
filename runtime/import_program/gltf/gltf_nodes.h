// The tree of the nodes of a glTF file.
//
// Thread-safety: pure functions.
#ifndef NOODLES_IMPORT_PROGRAM_GLTF_GLTF_NODES_H_
#define NOODLES_IMPORT_PROGRAM_GLTF_GLTF_NODES_H_

#include <cstddef>
#include <nlohmann/json_fwd.hpp>

#include "absl/status/status.h"

namespace noodles::import_program {

// Assimp calls itself for the children of a node. Errors: InvalidArgument for a
// node that is its own ancestor; ResourceExhausted for one with `most`
// ancestors or more (ImportLimits::max_nesting).
absl::Status CheckNodes(const nlohmann::json& root, size_t most);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_GLTF_GLTF_NODES_H_
