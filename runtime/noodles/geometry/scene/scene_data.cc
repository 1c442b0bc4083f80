#include "noodles/geometry/scene_data.h"

#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/scene/texture_places.h"
#include "noodles/geometry/vector.h"

namespace noodles {
namespace {

absl::Status CheckPlace(std::optional<size_t> place, size_t count,
                        const std::string& path) {
  if (!place || *place < count) return absl::OkStatus();
  return InvalidArgument(path + ": there is no place " +
                         std::to_string(*place) + " in a list of " +
                         std::to_string(count));
}

absl::Status CheckGeometry(const SceneData& scene,
                           const SceneGeometry& geometry,
                           const std::string& path) {
  if (geometry.parts.empty()) return InvalidArgument(path + " has no parts");
  for (size_t i = 0; i < geometry.parts.size(); ++i) {
    const std::string part = path + ".parts[" + std::to_string(i) + "]";
    absl::Status status = Validate(geometry.parts[i].mesh);
    if (!status.ok()) {
      return InvalidArgument(part + "." + std::string(StatusMessage(status)));
    }
    status = CheckPlace(geometry.parts[i].material, scene.materials.size(),
                        part + ".material");
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status CheckNode(const SceneData& scene, size_t place) {
  const SceneNode& node = scene.nodes[place];
  const std::string path = "nodes[" + std::to_string(place) + "]";
  absl::Status status = CheckPlace(node.parent, place, path + ".parent");
  if (status.ok()) {
    status =
        CheckPlace(node.geometry, scene.geometries.size(), path + ".geometry");
  }
  for (const size_t light : node.lights) {
    if (status.ok()) {
      status = CheckPlace(light, scene.lights.size(), path + ".lights");
    }
  }
  return status;
}

Mat4 MatrixOf(const Instance& instance) {
  Mat4 matrix = kIdentity;
  for (size_t axis = 0; axis < 3; ++axis) {
    Vec3 column = {};
    column[axis] = instance.scale[axis];
    column = vector::Rotate(instance.rotation, column);
    for (size_t row = 0; row < 3; ++row) matrix[4 * axis + row] = column[row];
    matrix[12 + axis] = instance.position[axis];
  }
  return matrix;
}

// How many nodes show each geometry.
std::vector<size_t> CountUses(const SceneData& scene) {
  std::vector<size_t> uses(scene.geometries.size());
  for (const SceneNode& node : scene.nodes) {
    if (node.geometry) ++uses[*node.geometry];
  }
  return uses;
}

void AppendOnce(Mesh& all, Mesh mesh, const Mat4& matrix) {
  if (matrix != kIdentity) Transform(mesh, matrix);
  Append(all, std::move(mesh));
}

// Moves the meshes out of a scene that is not const.
template <class Scene>
Mesh FlattenAny(Scene& scene, PrimitiveType type) {
  const std::vector<Mat4> transforms = WorldTransforms(scene);
  std::vector<size_t> uses = CountUses(scene);
  Mesh all;
  all.type = type;
  for (size_t i = 0; i < scene.nodes.size(); ++i) {
    const SceneNode& node = scene.nodes[i];
    if (!node.geometry) continue;
    std::vector<Mat4> matrices;
    for (const Instance& instance : node.instances) {
      matrices.push_back(Multiply(transforms[i], MatrixOf(instance)));
    }
    if (matrices.empty()) matrices.push_back(transforms[i]);
    const bool is_last_use = --uses[*node.geometry] == 0;
    for (auto& part : scene.geometries[*node.geometry].parts) {
      if (TypeWithoutStrips(part.mesh.type) != type) continue;
      Mesh mesh = WithoutStrips(is_last_use ? Mesh(std::move(part.mesh))
                                            : Mesh(part.mesh));
      for (size_t j = 0; j + 1 < matrices.size(); ++j) {
        AppendOnce(all, mesh, matrices[j]);
      }
      AppendOnce(all, std::move(mesh), matrices.back());
    }
  }
  return all;
}

}  // namespace

std::vector<TextureRef*> TexturesOf(Material& material) {
  std::vector<TextureRef*> textures;
  for (std::optional<TextureRef>* texture :
       geometry_internal::TexturePlacesOf(material)) {
    if (*texture) textures.push_back(&**texture);
  }
  return textures;
}

absl::Status Validate(const SceneData& scene) {
  for (size_t i = 0; i < scene.materials.size(); ++i) {
    Material material = scene.materials[i];
    for (const TextureRef* texture : TexturesOf(material)) {
      absl::Status status =
          CheckPlace(PlaceOf(texture->texture), scene.textures.size(),
                     "materials[" + std::to_string(i) + "]");
      if (!status.ok()) return status;
    }
  }
  for (size_t i = 0; i < scene.geometries.size(); ++i) {
    absl::Status status = CheckGeometry(
        scene, scene.geometries[i], "geometries[" + std::to_string(i) + "]");
    if (!status.ok()) return status;
  }
  for (size_t i = 0; i < scene.nodes.size(); ++i) {
    absl::Status status = CheckNode(scene, i);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

SceneData SceneOf(Mesh mesh, std::string name) {
  SceneData scene;
  scene.geometries.resize(1);
  scene.geometries[0].name = name;
  scene.geometries[0].parts.push_back({std::move(mesh), std::nullopt});
  scene.nodes.push_back({.name = std::move(name), .geometry = 0});
  return scene;
}

Mat4 Multiply(const Mat4& a, const Mat4& b) {
  Mat4 product = {};
  for (size_t column = 0; column < 4; ++column) {
    for (size_t row = 0; row < 4; ++row) {
      for (size_t i = 0; i < 4; ++i) {
        product[4 * column + row] += a[4 * i + row] * b[4 * column + i];
      }
    }
  }
  return product;
}

std::vector<Mat4> WorldTransforms(const SceneData& scene) {
  std::vector<Mat4> transforms;
  for (const SceneNode& node : scene.nodes) {
    transforms.push_back(
        node.parent ? Multiply(transforms[*node.parent], node.transform)
                    : node.transform);
  }
  return transforms;
}

Mesh Flatten(const SceneData& scene, PrimitiveType type) {
  return FlattenAny(scene, type);
}

Mesh Flatten(SceneData&& scene, PrimitiveType type) {
  return FlattenAny(scene, type);
}

}  // namespace noodles
