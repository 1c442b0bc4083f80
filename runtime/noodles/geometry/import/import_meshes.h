// Turns Assimp's meshes into ours.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_IMPORT_IMPORT_MESHES_H_
#define NOODLES_GEOMETRY_IMPORT_IMPORT_MESHES_H_

#include <assimp/scene.h>

#include <memory>

#include "noodles/geometry/mesh.h"

namespace noodles::geometry_internal {

// The mesh of a file that was sorted by primitive types. It may be invalid.
// Arrays of `from` go as soon as they have been copied, so that one of them is
// in memory twice.
Mesh ConvertMesh(std::unique_ptr<aiMesh> from, bool keeps_normals);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_IMPORT_IMPORT_MESHES_H_
