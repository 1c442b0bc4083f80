// Converts the meshes of Assimp.
//
// Thread-safety: pure functions.
#ifndef NOODLES_IMPORT_PROGRAM_ASSIMP_IMPORT_MESHES_H_
#define NOODLES_IMPORT_PROGRAM_ASSIMP_IMPORT_MESHES_H_

#include <assimp/scene.h>

#include <memory>
#include <vector>

#include "noodles/geometry/mesh.h"

namespace noodles::import_program {

// Converts a mesh with faces of one primitive type. The result may be invalid.
// `tangent_signs` gets the side of the bitangent, 1 or -1, for each tangent.
// Frees each array of `from` after its copy, so that at most one array is in
// memory twice.
Mesh ConvertMesh(std::unique_ptr<aiMesh> from,
                 std::vector<float>& tangent_signs);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_ASSIMP_IMPORT_MESHES_H_
