// Turns Assimp's meshes into ours.
//
// Thread-safety: pure functions.
#ifndef NOODLES_IMPORT_PROGRAM_IMPORT_MESHES_H_
#define NOODLES_IMPORT_PROGRAM_IMPORT_MESHES_H_

#include <assimp/scene.h>

#include <memory>

#include "noodles/geometry/mesh.h"

namespace noodles::import_program {

// The mesh of a file that was sorted by primitive types. It may be invalid.
// Arrays of `from` go as soon as they have been copied, so that one of them is
// in memory twice.
Mesh ConvertMesh(std::unique_ptr<aiMesh> from, bool keeps_normals);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_IMPORT_MESHES_H_
