// Prints, for the Python tests, the scene of a server as our client has it:
// each node with its meshes decoded, and its instances, as JSON.
//
//   scene_probe URL
#include <noodles/client.h>
#include <noodles/geometry/read_scene.h>
#include <noodles/json.h>

#include <iostream>
#include <utility>
#include <vector>

namespace {

using noodles::Any;

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

Any MeshOf(const noodles::Mesh& mesh) {
  return Any::Map{{"type", noodles::ToString(mesh.type)},
                  {"positions", ToAny(mesh.positions)},
                  {"normals", ToAny(mesh.normals)},
                  {"tangents", ToAny(mesh.tangents)},
                  {"texture_coordinates", ToAny(mesh.texture_coordinates)},
                  {"colors", ToAny(mesh.colors)},
                  {"indices", ToAny(mesh.indices)}};
}

Any InstanceOf(const noodles::Instance& instance) {
  return Any::Map{{"position", ToAny(instance.position)},
                  {"column", ToAny(instance.column.value_or(noodles::Vec4{}))},
                  {"rotation", ToAny(instance.rotation)},
                  {"scale", ToAny(instance.scale)}};
}

Any NodeOf(const noodles::SceneData& scene, const noodles::SceneNode& node) {
  Any::Array parts;
  if (node.geometry) {
    for (const noodles::ScenePart& part :
         scene.geometries[*node.geometry].parts) {
      parts.push_back(MeshOf(part.mesh));
    }
  }
  Any::Array instances;
  for (const noodles::Instance& instance : node.instances) {
    instances.push_back(InstanceOf(instance));
  }
  return Any::Map{{"name", node.name},
                  {"transform", ToAny(node.transform)},
                  {"parts", std::move(parts)},
                  {"instances", std::move(instances)}};
}

absl::Status Print(const char* url) {
  noodles::Client client;
  absl::Status status = client.Connect(url);
  if (status.ok()) status = client.WaitUntilReady();
  if (!status.ok()) return status;
  const noodles::BufferFetcher fetch = [&](noodles::BufferID id,
                                           const noodles::Buffer&) {
    return client.Fetch(id).get();
  };
  const absl::StatusOr<noodles::SceneData> scene =
      noodles::ReadScene(client.mirror(), {.fetch = fetch});
  if (!scene.ok()) return scene.status();
  Any::Array nodes;
  for (const noodles::SceneNode& node : scene->nodes) {
    nodes.push_back(NodeOf(*scene, node));
  }
  std::cout << noodles::ToJson(Any(std::move(nodes))) << "\n";
  return absl::OkStatus();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const absl::Status status = Print(arguments[1]);
  if (!status.ok()) std::cerr << status << "\n";
  return status.ok() ? 0 : 1;
}
