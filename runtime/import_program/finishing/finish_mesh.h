// The last step of each import of a mesh.
//
// Thread-safety: pure functions.
#ifndef NOODLES_IMPORT_PROGRAM_FINISHING_FINISH_MESH_H_
#define NOODLES_IMPORT_PROGRAM_FINISHING_FINISH_MESH_H_

#include "noodles/geometry/import.h"
#include "noodles/geometry/mesh.h"

namespace noodles::import_program {

// Joins the vertices of triangles that share none, and computes the normals and
// tangents that are missing. The mesh must be valid.
void FinishMesh(Mesh& mesh, const ImportOptions& options);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_FINISHING_FINISH_MESH_H_
