#include "geometry/scene_json.h"

#include <type_traits>
#include <utility>
#include <vector>

#include "noodles/json.h"

namespace noodles {
namespace {

// Numbers as they are; arrays as arrays.
template <class T>
Any ToAny(const T& value) {
  if constexpr (std::is_arithmetic_v<T>) {
    return Any(value);
  } else {
    Any::Array list;
    for (const auto& item : value) list.push_back(ToAny(item));
    return list;
  }
}

Any ToAny(const std::optional<size_t>& place) {
  return place ? Any(*place) : Any();
}

// A component as its create message.
template <class Create, class Component>
Any Created(size_t place, const Component& component) {
  const Create message{{static_cast<uint32_t>(place), 0}, component};
  const auto decoded = Decode<Any>(Encode(message));
  return decoded.ok() ? *decoded : Any();
}

Any ToAny(const ScenePart& part) {
  const Mesh& mesh = part.mesh;
  return Any::Map{{"type", ToString(mesh.type)},
                  {"material", ToAny(part.material)},
                  {"positions", ToAny(mesh.positions)},
                  {"normals", ToAny(mesh.normals)},
                  {"tangents", ToAny(mesh.tangents)},
                  {"texture_coordinates", ToAny(mesh.texture_coordinates)},
                  {"colors", ToAny(mesh.colors)},
                  {"indices", ToAny(mesh.indices)}};
}

Any ToAny(const Instance& instance) {
  return Any::Map{{"position", ToAny(instance.position)},
                  {"column", ToAny(instance.column.value_or(Vec4{}))},
                  {"rotation", ToAny(instance.rotation)},
                  {"scale", ToAny(instance.scale)}};
}

Any NodeToAny(const SceneData& scene, const SceneNode& node) {
  Any::Array parts;
  if (node.geometry) {
    for (const ScenePart& part : scene.geometries[*node.geometry].parts) {
      parts.push_back(ToAny(part));
    }
  }
  Any::Array instances;
  for (const Instance& instance : node.instances) {
    instances.push_back(ToAny(instance));
  }
  return Any::Map{{"name", node.name},
                  {"parent", ToAny(node.parent)},
                  {"transform", ToAny(node.transform)},
                  {"geometry", ToAny(node.geometry)},
                  {"parts", std::move(parts)},
                  {"instances", std::move(instances)},
                  {"lights", ToAny(node.lights)}};
}

}  // namespace

std::string SceneJson(const SceneData& scene) {
  Any::Array nodes;
  for (const SceneNode& node : scene.nodes) {
    nodes.push_back(NodeToAny(scene, node));
  }
  Any::Array materials;
  for (const Material& material : scene.materials) {
    materials.push_back(Created<MsgMaterialCreate>(materials.size(), material));
  }
  Any::Array lights;
  for (const Light& light : scene.lights) {
    lights.push_back(Created<MsgLightCreate>(lights.size(), light));
  }
  Any::Array textures;
  for (const SceneTexture& texture : scene.textures) {
    textures.push_back(Any::Map{
        {"image", texture.image},
        {"sampler",
         Created<MsgSamplerCreate>(textures.size(), texture.sampler)}});
  }
  Any::Array warnings;
  for (const std::string& warning : scene.warnings) warnings.push_back(warning);
  return ToJson(Any(Any::Map{{"nodes", std::move(nodes)},
                             {"materials", std::move(materials)},
                             {"textures", std::move(textures)},
                             {"lights", std::move(lights)},
                             {"warnings", std::move(warnings)}}));
}

}  // namespace noodles
