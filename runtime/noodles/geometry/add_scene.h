// Puts a whole scene into a document.
//
//   absl::StatusOr<SceneData> scene = ImportScene("house.glb");
//   absl::StatusOr<AddedScene> added =
//       AddScene(document, *std::move(scene), {.name = "house"});
//   document.DeleteTree(added->root);               // deletes the scene
//
// Thread-safety: as the document's. Ownership: the document owns what is made.
#ifndef NOODLES_GEOMETRY_ADD_SCENE_H_
#define NOODLES_GEOMETRY_ADD_SCENE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/geometry/add_geometry.h"
#include "noodles/geometry/scene_data.h"
#include "noodles/state/document.h"

namespace noodles {

struct SceneOptions {
  // The name of the entity above all nodes.
  std::optional<std::string> name{};
  std::optional<EntityID> parent{};
  std::optional<Mat4> transform{};
  PatchOptions patch{};
  InstanceOptions instances{};
};

struct AddedScene {
  EntityID root{};
  // In the order of the scene's lists.
  std::vector<EntityID> nodes{};
  std::vector<GeometryID> geometries{};
  std::vector<MaterialID> materials{};
  std::vector<TextureID> textures{};
  std::vector<LightID> lights{};
};

// Makes all components together or, on an error, none. The function takes the
// scene apart, so that each large mesh is in memory once. Errors: those of
// Validate, PackPatch, PackInstances and of the document.
absl::StatusOr<AddedScene> AddScene(Document& document, SceneData scene,
                                    const SceneOptions& options = {});

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_ADD_SCENE_H_
