// Converts the meshes of Assimp.
//
// Thread-safety: pure functions.
#ifndef NOODLES_IMPORT_PROGRAM_IMPORT_MESHES_H_
#define NOODLES_IMPORT_PROGRAM_IMPORT_MESHES_H_

#include <assimp/scene.h>

#include <memory>

#include "noodles/geometry/mesh.h"

namespace noodles::import_program {

// Converts a mesh with faces of one primitive type. The result may be invalid.
// Frees each array of `from` after its copy, so that at most one array is in
// memory twice.
Mesh ConvertMesh(std::unique_ptr<aiMesh> from, bool keeps_normals);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_IMPORT_MESHES_H_
