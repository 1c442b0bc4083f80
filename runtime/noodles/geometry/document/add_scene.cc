#include "noodles/geometry/add_scene.h"

#include <utility>

#include "noodles/base/status.h"

namespace noodles {
namespace {

// Makes the components of one scene, inside a transaction.
class SceneAdder {
 public:
  SceneAdder(Document& document, SceneData& scene, const SceneOptions& options)
      : document_(document), scene_(scene), options_(options) {}

  absl::Status AddAll() {
    absl::Status status = Validate(scene_);
    if (status.ok()) status = AddTextures();
    if (status.ok()) status = AddMaterials();
    if (status.ok()) status = AddGeometries();
    if (status.ok()) status = AddLights();
    if (status.ok()) status = AddNodes();
    return status;
  }

  AddedScene& added() { return added_; }

 private:
  // Enters what was created into a list.
  template <class T>
  static absl::Status Keep(absl::StatusOr<T> created, std::vector<T>& list) {
    if (created.ok()) list.push_back(*created);
    return created.status();
  }

  static std::optional<std::string> NameOf(const std::string& name) {
    if (name.empty()) return std::nullopt;
    return name;
  }

  absl::Status AddTextures() {
    for (SceneTexture& texture : scene_.textures) {
      const absl::StatusOr<ImageID> image =
          AddImage(document_, std::move(texture.image), NameOf(texture.name));
      if (!image.ok()) return image.status();
      // Orzo needs a sampler for each texture.
      const absl::StatusOr<SamplerID> sampler =
          document_.Create(texture.sampler);
      if (!sampler.ok()) return sampler.status();
      absl::Status status =
          Keep(document_.Create(Texture{.name = NameOf(texture.name),
                                        .image = *image,
                                        .sampler = *sampler}),
               added_.textures);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::Status AddMaterials() {
    for (Material& material : scene_.materials) {
      for (TextureRef* texture : TexturesOf(material)) {
        texture->texture = added_.textures[PlaceOf(texture->texture)];
      }
      absl::Status status =
          Keep(document_.Create(std::move(material)), added_.materials);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::Status AddGeometries() {
    for (SceneGeometry& geometry : scene_.geometries) {
      std::vector<PatchSource> sources;
      for (const ScenePart& part : geometry.parts) {
        sources.push_back(SourceOf(part.mesh));
        if (part.material) {
          sources.back().material = added_.materials[*part.material];
        }
      }
      absl::Status status = Keep(
          AddGeometry(document_, sources,
                      {.name = NameOf(geometry.name), .patch = options_.patch}),
          added_.geometries);
      if (!status.ok()) return status;
      geometry.parts = {};
    }
    return absl::OkStatus();
  }

  absl::Status AddLights() {
    for (Light& light : scene_.lights) {
      absl::Status status =
          Keep(document_.Create(std::move(light)), added_.lights);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::Status AddNodes() {
    Entity top;
    top.name = options_.name;
    top.parent = options_.parent;
    if (options_.transform) top.transform = *options_.transform;
    const absl::StatusOr<EntityID> root = document_.Create(std::move(top));
    if (!root.ok()) return root.status();
    added_.root = *root;
    for (const SceneNode& node : scene_.nodes) {
      Entity entity;
      entity.name = NameOf(node.name);
      entity.parent = node.parent ? added_.nodes[*node.parent] : added_.root;
      entity.transform = node.transform;
      for (const size_t light : node.lights) {
        entity.lights.push_back(added_.lights[light]);
      }
      absl::Status status = SetRepresentation(node, entity);
      if (status.ok()) {
        status = Keep(document_.Create(std::move(entity)), added_.nodes);
      }
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::Status SetRepresentation(const SceneNode& node, Entity& entity) {
    if (!node.geometry) return absl::OkStatus();
    const GeometryID geometry = added_.geometries[*node.geometry];
    if (node.instances.empty()) {
      entity.representation = RenderRepresentation{.mesh = geometry};
      return absl::OkStatus();
    }
    absl::StatusOr<RenderRepresentation> instances =
        AddInstances(document_, geometry, node.instances, options_.instances);
    if (!instances.ok()) return instances.status();
    entity.representation = *std::move(instances);
    return absl::OkStatus();
  }

  Document& document_;
  SceneData& scene_;
  const SceneOptions& options_;
  AddedScene added_;
};

}  // namespace

absl::StatusOr<AddedScene> AddScene(Document& document, SceneData scene,
                                    const SceneOptions& options) {
  SceneAdder adder(document, scene, options);
  const absl::Status status = document.Transact([&] { return adder.AddAll(); });
  if (!status.ok()) return status;
  return std::move(adder.added());
}

}  // namespace noodles
