#include "import_program/finishing/finish_mesh.h"

#include "noodles/geometry/normals.h"

namespace noodles::import_program {

void FinishMesh(Mesh& mesh, const ImportOptions& options) {
  if (mesh.type != PrimitiveType::kTriangles) return;
  // Before the normals, which split vertices only where they must.
  if (mesh.positions.size() >= mesh.indices.size() && mesh.tangents.empty()) {
    MergeVertices(mesh);
  }
  if (mesh.normals.empty()) {
    ComputeNormals(mesh, {.crease_angle = options.crease_angle}).IgnoreError();
  }
  // A mesh without coordinates gets no tangents.
  if (options.computes_tangents && mesh.tangents.empty()) {
    ComputeTangents(mesh).IgnoreError();
  }
}

}  // namespace noodles::import_program
