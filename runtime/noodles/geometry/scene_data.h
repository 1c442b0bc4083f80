// A scene as plain data: importers read it, exporters write it, and AddScene
// puts it into a document.
//
// Items name each other by their places in the lists. Where a structure of the
// protocol has an identifier, the slot of the identifier is the place and its
// generation is 0: see PlaceOf.
//
// Thread-safety: plain values. Ownership: a scene owns what it holds; bytes
// share their owner.
#ifndef NOODLES_GEOMETRY_SCENE_DATA_H_
#define NOODLES_GEOMETRY_SCENE_DATA_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "noodles/base/bytes.h"
#include "noodles/geometry/instances.h"
#include "noodles/geometry/mesh.h"
#include "noodles/protocol/ids.h"
#include "noodles/protocol/lights.h"
#include "noodles/protocol/materials.h"
#include "noodles/protocol/samplers.h"

namespace noodles {

inline constexpr Mat4 kIdentity = {1, 0, 0, 0, 0, 1, 0, 0,
                                   0, 0, 1, 0, 0, 0, 0, 1};

struct SceneTexture {
  std::string name{};
  // A PNG, JPEG or KTX2 file.
  Bytes image{};
  Sampler sampler{};
};

// A mesh in one material.
struct ScenePart {
  Mesh mesh{};
  std::optional<size_t> material{};
  // Of glTF, and kept for its export: 1 or -1 for each tangent, the side of the
  // bitangent. Where the list is empty, the texture coordinates tell the side.
  // The protocol has no place for it.
  std::vector<float> tangent_signs{};
};

struct SceneGeometry {
  std::string name{};
  std::vector<ScenePart> parts{};
};

struct SceneNode {
  std::string name{};
  // The place of the parent is before the place of the node.
  std::optional<size_t> parent{};
  // Column-major, into the parent's space.
  Mat4 transform = kIdentity;
  std::optional<size_t> geometry{};
  // The node draws its geometry once for each instance, and once where the list
  // is empty.
  std::vector<Instance> instances{};
  std::vector<size_t> lights{};
};

struct SceneData {
  std::vector<SceneTexture> textures{};
  // Their texture identifiers are places in `textures`.
  std::vector<Material> materials{};
  // Of glTF, and kept for its export: the factor of the normal texture by the
  // place of the material; 1 beyond the end of the list. The protocol has no
  // place for it.
  std::vector<float> normal_scales{};
  std::vector<SceneGeometry> geometries{};
  std::vector<Light> lights{};
  std::vector<SceneNode> nodes{};
  // Messages for people about the parts of a file that an importer has left
  // out, for example animations and images of other kinds.
  std::vector<std::string> warnings{};
  // Of an imported scene: the paths of all files that were read, and of those
  // that were looked for in vain. Whoever follows the changes of a scene
  // follows these.
  std::vector<std::string> files{};
};

inline TextureID TextureAt(size_t place) {
  return {static_cast<uint32_t>(place), 0};
}
inline size_t PlaceOf(TextureID id) { return id.slot; }

// The textures that a material refers to.
std::vector<TextureRef*> TexturesOf(Material& material);

// Checks that all places exist, that parents come first and that the meshes are
// valid. Errors: InvalidArgument with the place.
absl::Status Validate(const SceneData& scene);

// A scene of one node that shows the mesh.
SceneData SceneOf(Mesh mesh, std::string name = "");

// Each node's matrix into the space of the scene. The scene must be valid.
std::vector<Mat4> WorldTransforms(const SceneData& scene);

// The product of two column-major matrices.
Mat4 Multiply(const Mat4& a, const Mat4& b);

// All triangles (lines, points) of the scene as one mesh in its space,
// instances included, materials left out. The scene must be valid. A scene that
// is moved into the function is taken apart, so that each large mesh is in
// memory once.
Mesh Flatten(const SceneData& scene,
             PrimitiveType type = PrimitiveType::kTriangles);
Mesh Flatten(SceneData&& scene, PrimitiveType type = PrimitiveType::kTriangles);

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_SCENE_DATA_H_
