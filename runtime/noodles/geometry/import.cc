// What does not depend on Assimp.
#include "noodles/geometry/import.h"

#include <utility>

#include "noodles/base/status.h"

namespace noodles {

absl::StatusOr<Mesh> ImportMesh(const std::filesystem::path& file,
                                const ImportOptions& options) {
  absl::StatusOr<SceneData> scene = ImportScene(file, options);
  if (!scene.ok()) return scene.status();
  Mesh mesh = Flatten(*std::move(scene));
  if (mesh.positions.empty()) {
    return InvalidArgument(file.filename().string() + " has no triangles");
  }
  return mesh;
}

}  // namespace noodles
