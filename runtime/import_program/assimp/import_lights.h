// Turns Assimp's lights into those of the protocol.
//
// Thread-safety: none; an import belongs to a thread.
#ifndef NOODLES_IMPORT_PROGRAM_ASSIMP_IMPORT_LIGHTS_H_
#define NOODLES_IMPORT_PROGRAM_ASSIMP_IMPORT_LIGHTS_H_

#include <assimp/scene.h>

#include <vector>

#include "noodles/geometry/scene_data.h"

namespace noodles::import_program {

// Adds the lights of `from`, each on a new node below the node that carries the
// light. `nodes` are the nodes of Assimp from which to.nodes were made, in the
// same order. `has_half_angles`: the format measures cones of spot lights from
// the axis. Lights of other kinds and without a node become warnings.
void AddLights(const aiScene& from, const std::vector<const aiNode*>& nodes,
               bool has_half_angles, SceneData& to);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_ASSIMP_IMPORT_LIGHTS_H_
