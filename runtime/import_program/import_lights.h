// Turns Assimp's lights into those of the protocol.
//
// Thread-safety: none; an import belongs to a thread.
#ifndef NOODLES_IMPORT_PROGRAM_IMPORT_LIGHTS_H_
#define NOODLES_IMPORT_PROGRAM_IMPORT_LIGHTS_H_

#include <assimp/scene.h>

#include <vector>

#include "noodles/geometry/scene_data.h"

namespace noodles::import_program {

// Adds the lights of `from`, each on a node of its own below the node that
// carries it. `nodes` are those that to.nodes were made of, in their order.
// `has_half_angles` says how the format measures the cones of spot lights.
// Lights of other kinds and without a node are a warning.
void AddLights(const aiScene& from, const std::vector<const aiNode*>& nodes,
               bool has_half_angles, SceneData& to);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_IMPORT_LIGHTS_H_
