#include "noodles/geometry/read_scene.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>

#include "noodles/base/status.h"
#include "noodles/geometry/scene/component_names.h"
#include "noodles/geometry/scene/component_source.h"
#include "noodles/geometry/scene/texture_places.h"
#include "noodles/state/components/buffer_layout.h"

namespace noodles {
namespace {

struct Shape {
  ScalarType type;
  size_t scalars;
  size_t bytes;
};

Shape ShapeOf(Format format) {
  switch (format) {
    case Format::kU8:
      return {ScalarType::kU8, 1, 1};
    case Format::kU16:
      return {ScalarType::kU16, 1, 2};
    case Format::kU32:
      return {ScalarType::kU32, 1, 4};
    case Format::kU8Vec4:
      return {ScalarType::kU8, 4, 1};
    case Format::kU16Vec2:
      return {ScalarType::kU16, 2, 2};
    case Format::kVec2:
      return {ScalarType::kFloat, 2, 4};
    case Format::kVec3:
      return {ScalarType::kFloat, 3, 4};
    case Format::kVec4:
      return {ScalarType::kFloat, 4, 4};
    case Format::kMat3:
      return {ScalarType::kFloat, 9, 4};
    case Format::kMat4:
      break;
  }
  return {ScalarType::kFloat, 16, 4};
}

// The `count` values that an attribute or an index has in these bytes.
absl::StatusOr<ArrayView> Values(const Bytes& bytes, Format format,
                                 uint64_t offset, uint64_t stride,
                                 uint64_t count, std::string_view name) {
  const state_internal::ValueLayout layout = {offset, stride, count,
                                              state_internal::BytesOf(format)};
  if (!state_internal::IsInside(layout, bytes.size())) {
    return InvalidArgument(std::string(name) +
                           ": the values lie outside of their buffer");
  }
  const Shape shape = ShapeOf(format);
  return ArrayView(bytes.data() + offset, shape.type, count, shape.scalars,
                   layout.distance(), shape.bytes);
}

template <size_t n>
std::vector<std::array<float, n>> CopyOf(const ArrayView& values,
                                         bool is_normalized) {
  std::vector<std::array<float, n>> copy(values.size());
  for (size_t i = 0; i < copy.size(); ++i) {
    for (size_t j = 0; j < std::min(n, values.scalars()); ++j) {
      copy[i][j] =
          is_normalized ? values.NormalizedAt(i, j) : values.FloatAt(i, j);
    }
  }
  return copy;
}

// Puts a channel to the place that its number names.
template <class T>
void SetChannel(std::vector<std::vector<T>>& channels, uint64_t channel,
                std::vector<T> values) {
  // Stops a number that would make a list of billions of channels.
  constexpr uint64_t kMostChannels = 16;
  if (channel >= kMostChannels) return;
  if (channels.size() <= channel) channels.resize(channel + 1);
  channels[channel] = std::move(values);
}

template <class Source>
class SceneReader {
 public:
  // Tolerant: what cannot be read is left out, with a warning.
  SceneReader(const Source& source, const ReadSceneOptions& options,
              bool is_tolerant)
      : source_(source), options_(options), is_tolerant_(is_tolerant) {}

  void ReadEntities() {
    std::map<EntityID, size_t> places;
    std::set<EntityID> orphans;
    // Parents come first in any order of the slots: an entity without a placed
    // parent waits for the next round.
    std::vector<EntityID> waiting = source_.Entities();
    while (!waiting.empty()) {
      std::vector<EntityID> later;
      for (const EntityID id : waiting) {
        absl::StatusOr<Entity> entity = source_.Get(id);
        if (!entity.ok()) continue;
        if (orphans.contains(id)) entity->parent.reset();
        if (entity->parent && !places.contains(*entity->parent)) {
          later.push_back(id);
          continue;
        }
        SceneNode node;
        if (entity->parent) node.parent = places[*entity->parent];
        ReadEntity(id, *entity, node);
        places[id] = scene_.nodes.size();
        scene_.nodes.push_back(std::move(node));
      }
      if (later.size() == waiting.size()) AddOrphans(later, orphans);
      waiting = std::move(later);
    }
  }

  absl::StatusOr<size_t> ReadGeometry(GeometryID id) {
    const auto known = geometries_.find(id);
    if (known != geometries_.end()) return known->second;
    absl::StatusOr<size_t> place = ReadNewGeometry(id);
    geometries_.emplace(id, place);
    return place;
  }

  SceneData& scene() { return scene_; }

  // Adds how many warnings were left out.
  void FinishWarnings() {
    if (more_warnings_ == 0) return;
    scene_.warnings.push_back("and " + std::to_string(more_warnings_) +
                              " more");
  }

 private:
  // Stops a scene of a million faults from filling the memory with warnings.
  static constexpr size_t kMostWarnings = 1000;

  void Warn(ComponentRef ref, std::string_view what) {
    if (scene_.warnings.size() >= kMostWarnings) {
      ++more_warnings_;
      return;
    }
    scene_.warnings.push_back(ToString(ref).append(": ").append(what));
  }

  // Whether the reading goes on without a part of `ref` that has this error.
  bool Tolerate(ComponentRef ref, const absl::Status& error) {
    if (!is_tolerant_) return false;
    Warn(ref, StatusMessage(error));
    return true;
  }

  // None of `waiting` has a parent with a place: those whose parent is not
  // among them stand at the top, or one of them where all do.
  void AddOrphans(const std::vector<EntityID>& waiting,
                  std::set<EntityID>& orphans) {
    const std::set<EntityID> all(waiting.begin(), waiting.end());
    const size_t before = orphans.size();
    for (const EntityID id : waiting) {
      const absl::StatusOr<Entity> entity = source_.Get(id);
      if (!entity.ok() || !entity->parent || all.contains(*entity->parent)) {
        continue;
      }
      Warn(id, "the parent " + ToString(ComponentRef(*entity->parent)) +
                   " is not there; the entity stands at the top");
      orphans.insert(id);
    }
    if (orphans.size() != before) return;
    Warn(waiting.front(),
         "the entity is its own ancestor, or its parent went while it was "
         "read; it stands at the top");
    orphans.insert(waiting.front());
  }

  absl::StatusOr<size_t> ReadNewGeometry(GeometryID id) {
    const absl::StatusOr<Geometry> geometry = source_.Get(id);
    if (!geometry.ok()) return geometry.status();
    absl::Status first_error;
    SceneGeometry read = {
        .name = geometry_internal::NameWithout(
            geometry->name.value_or(""), geometry_internal::kGeometrySuffix)};
    for (const GeometryPatch& patch : geometry->patches) {
      absl::StatusOr<Mesh> mesh = ReadPatch(patch);
      if (!mesh.ok()) {
        first_error.Update(mesh.status());
        if (!Tolerate(id, mesh.status())) return mesh.status();
        continue;
      }
      ScenePart& part = read.parts.emplace_back();
      part.mesh = *std::move(mesh);
      const absl::StatusOr<size_t> material = ReadMaterial(patch.material);
      if (material.ok()) {
        part.material = *material;
      } else if (!Tolerate(id, material.status())) {
        return material.status();
      }
    }
    if (read.parts.empty()) {
      first_error.Update(InvalidArgument("the geometry has no patches"));
      return first_error;
    }
    scene_.geometries.push_back(std::move(read));
    return scene_.geometries.size() - 1;
  }

  // All bytes of the view's buffer from the first of the view on.
  absl::StatusOr<Bytes> ReadFrom(const BufferView& view) {
    const absl::StatusOr<Buffer> buffer = source_.Get(view.source_buffer);
    if (!buffer.ok()) return buffer.status();
    absl::StatusOr<Bytes> bytes = BytesOfBuffer(view.source_buffer, *buffer);
    if (!bytes.ok()) return bytes.status();
    if (view.offset > bytes->size()) {
      return InvalidArgument("a view begins behind the end of its buffer");
    }
    return bytes->Slice(view.offset, bytes->size() - view.offset);
  }

  absl::StatusOr<Bytes> BytesOfBuffer(BufferID id, const Buffer& buffer) {
    if (const Bytes* bytes = std::get_if<Bytes>(&buffer.source)) return *bytes;
    if (!options_.fetch) {
      return FailedPrecondition("the bytes of Buffer " +
                                buffer.name.value_or("") +
                                " lie behind a location");
    }
    if (fetched_ && fetched_->first == id) return fetched_->second;
    absl::StatusOr<Bytes> bytes = options_.fetch(id, buffer);
    if (bytes.ok() && bytes->size() < buffer.size) {
      return DataLoss("a buffer is shorter than its size");
    }
    if (bytes.ok()) fetched_.emplace(id, *bytes);
    return bytes;
  }

  // The bytes of the view alone.
  absl::StatusOr<Bytes> ReadView(BufferViewID id) {
    const absl::StatusOr<BufferView> view = source_.Get(id);
    if (!view.ok()) return view.status();
    const absl::StatusOr<Bytes> bytes = ReadFrom(*view);
    if (!bytes.ok()) return bytes.status();
    if (view->length > bytes->size()) {
      return InvalidArgument("a view ends behind the end of its buffer");
    }
    return bytes->Slice(0, view->length);
  }

  absl::StatusOr<Bytes> ReadFrom(BufferViewID id) {
    const absl::StatusOr<BufferView> view = source_.Get(id);
    if (!view.ok()) return view.status();
    return ReadFrom(*view);
  }

  absl::StatusOr<Mesh> ReadPatch(const GeometryPatch& patch) {
    Mesh mesh;
    mesh.type = patch.type;
    for (const Attribute& attribute : patch.attributes) {
      const absl::StatusOr<Bytes> bytes = ReadFrom(attribute.view);
      if (!bytes.ok()) return bytes.status();
      const absl::StatusOr<ArrayView> values =
          Values(*bytes, attribute.format, attribute.offset, attribute.stride,
                 patch.vertex_count, ToString(attribute.semantic));
      if (!values.ok()) return values.status();
      ReadAttribute(attribute, *values, mesh);
    }
    if (patch.indices) {
      const Index& indices = *patch.indices;
      const absl::StatusOr<Bytes> bytes = ReadFrom(indices.view);
      if (!bytes.ok()) return bytes.status();
      const absl::StatusOr<ArrayView> values =
          Values(*bytes, indices.format, indices.offset, indices.stride,
                 indices.count, "indices");
      if (!values.ok()) return values.status();
      mesh.indices.reserve(values->size());
      for (size_t i = 0; i < values->size(); ++i) {
        mesh.indices.push_back(static_cast<uint32_t>(values->IntegerAt(i, 0)));
      }
    }
    absl::Status status = Validate(mesh);
    if (!status.ok()) return status;
    return mesh;
  }

  static void ReadAttribute(const Attribute& attribute, const ArrayView& values,
                            Mesh& mesh) {
    const uint64_t channel = attribute.channel.value_or(0);
    switch (attribute.semantic) {
      case AttributeSemantic::kPosition:
        mesh.positions = CopyOf<3>(values, false);
        break;
      case AttributeSemantic::kNormal:
        mesh.normals = CopyOf<3>(values, false);
        break;
      case AttributeSemantic::kTangent:
        mesh.tangents = CopyOf<3>(values, false);
        break;
      case AttributeSemantic::kTexture:
        SetChannel(mesh.texture_coordinates, channel, CopyOf<2>(values, true));
        break;
      case AttributeSemantic::kColor:
        SetChannel(mesh.colors, channel, CopyOf<4>(values, true));
        break;
    }
  }

  absl::StatusOr<size_t> ReadMaterial(MaterialID id) {
    const auto known = materials_.find(id);
    if (known != materials_.end()) return known->second;
    absl::StatusOr<Material> material = source_.Get(id);
    if (!material.ok()) return material.status();
    for (std::optional<TextureRef>* texture :
         geometry_internal::TexturePlacesOf(*material)) {
      if (!*texture) continue;
      const absl::StatusOr<size_t> place = ReadTexture((*texture)->texture);
      if (place.ok()) {
        (*texture)->texture = TextureAt(*place);
      } else if (Tolerate(id, place.status())) {
        texture->reset();
      } else {
        return place.status();
      }
    }
    scene_.materials.push_back(*std::move(material));
    return materials_[id] = scene_.materials.size() - 1;
  }

  absl::StatusOr<Bytes> BytesOfImage(ImageID id, const Image& image) {
    const auto* view = std::get_if<BufferViewID>(&image.source);
    if (view != nullptr) return ReadView(*view);
    if (!options_.fetch_image) {
      return FailedPrecondition("the bytes of Image " +
                                image.name.value_or("") +
                                " lie behind a location");
    }
    return options_.fetch_image(id, image);
  }

  absl::StatusOr<size_t> ReadTexture(TextureID id) {
    const auto known = textures_.find(id);
    if (known != textures_.end()) return known->second;
    const absl::StatusOr<Texture> texture = source_.Get(id);
    if (!texture.ok()) return texture.status();
    const absl::StatusOr<Image> image = source_.Get(texture->image);
    if (!image.ok()) return image.status();
    absl::StatusOr<Bytes> bytes = BytesOfImage(texture->image, *image);
    if (!bytes.ok()) return bytes.status();
    SceneTexture read = {.name = texture->name.value_or(""),
                         .image = *std::move(bytes)};
    if (texture->sampler) {
      const absl::StatusOr<Sampler> sampler = source_.Get(*texture->sampler);
      if (sampler.ok()) read.sampler = *sampler;
    }
    scene_.textures.push_back(std::move(read));
    return textures_[id] = scene_.textures.size() - 1;
  }

  void ReadEntity(EntityID id, const Entity& entity, SceneNode& node) {
    node.name = entity.name.value_or("");
    if (entity.transform) {
      if (const auto* matrix = std::get_if<Mat4>(&*entity.transform)) {
        node.transform = *matrix;
      } else {
        scene_.warnings.push_back(node.name + ": WorldCoord is left out");
      }
    }
    for (const LightID light_id : entity.lights) {
      absl::StatusOr<Light> light = source_.Get(light_id);
      if (!light.ok()) {
        Warn(id, StatusMessage(light.status()));
        continue;
      }
      node.lights.push_back(scene_.lights.size());
      scene_.lights.push_back(*std::move(light));
    }
    const auto* render =
        std::get_if<RenderRepresentation>(&entity.representation);
    if (render == nullptr) return;
    const absl::StatusOr<size_t> geometry = ReadGeometry(render->mesh);
    absl::Status status = geometry.status();
    if (status.ok() && render->instances) {
      status = ReadInstances(*render->instances, node);
    }
    if (status.ok()) {
      node.geometry = *geometry;
    } else {
      // One mesh in the place of its instances would be another scene.
      node.instances.clear();
      Warn(id, "draws nothing: " + std::string(StatusMessage(status)));
    }
  }

  absl::Status ReadInstances(const InstanceSource& source, SceneNode& node) {
    const absl::StatusOr<Bytes> view = ReadView(source.view);
    if (!view.ok()) return view.status();
    const uint64_t stride = source.stride == 0 ? sizeof(Mat4) : source.stride;
    // Values that overlap could be more bytes than the view has.
    if (stride < sizeof(Mat4)) {
      return InvalidArgument("instances: a stride of " +
                             std::to_string(stride) + " bytes");
    }
    for (uint64_t i = 0; state_internal::IsInside(
             {0, stride, i + 1, sizeof(Mat4)}, view->size());
         ++i) {
      std::array<Vec4, 4> columns;
      std::memcpy(&columns, view->data() + i * stride, sizeof columns);
      node.instances.push_back(
          {.position = {columns[0][0], columns[0][1], columns[0][2]},
           .column = columns[1],
           .rotation = columns[2],
           .scale = {columns[3][0], columns[3][1], columns[3][2]}});
    }
    return absl::OkStatus();
  }

  const Source& source_;
  const ReadSceneOptions& options_;
  const bool is_tolerant_;
  size_t more_warnings_ = 0;
  // The last buffer: the views of a patch share one.
  std::optional<std::pair<BufferID, Bytes>> fetched_;
  SceneData scene_;
  // With the error of each that cannot be read: many entities may draw it.
  std::map<GeometryID, absl::StatusOr<size_t>> geometries_;
  std::map<MaterialID, size_t> materials_;
  std::map<TextureID, size_t> textures_;
};

template <class Source>
absl::StatusOr<SceneData> ReadAll(const Source& source,
                                  const ReadSceneOptions& options) {
  SceneReader<Source> reader(source, options, /*is_tolerant=*/true);
  reader.ReadEntities();
  reader.FinishWarnings();
  return std::move(reader.scene());
}

template <class Source>
absl::StatusOr<SceneData> ReadOne(const Source& source, GeometryID id,
                                  const ReadSceneOptions& options) {
  SceneReader<Source> reader(source, options, /*is_tolerant=*/false);
  const absl::StatusOr<size_t> place = reader.ReadGeometry(id);
  if (!place.ok()) return place.status();
  SceneNode node;
  node.name = reader.scene().geometries[*place].name;
  node.geometry = *place;
  reader.scene().nodes.push_back(std::move(node));
  return std::move(reader.scene());
}

}  // namespace

namespace geometry_internal {

absl::Status FetchTookTooLong(ComponentRef ref,
                              std::chrono::milliseconds limit) {
  return DeadlineExceeded(ToString(ref) + " was not fetched within " +
                          std::to_string(limit.count()) +
                          " ms (ReadSceneOptions::fetch_limit)");
}

}  // namespace geometry_internal

absl::StatusOr<SceneData> ReadScene(const Document& document,
                                    const ReadSceneOptions& options) {
  return ReadAll(geometry_internal::DocumentSource(document), options);
}

absl::StatusOr<SceneData> ReadScene(const Mirror& mirror,
                                    const ReadSceneOptions& options) {
  return ReadAll(geometry_internal::MirrorSource(mirror), options);
}

absl::StatusOr<SceneData> ReadGeometry(const Document& document, GeometryID id,
                                       const ReadSceneOptions& options) {
  return ReadOne(geometry_internal::DocumentSource(document), id, options);
}

absl::StatusOr<SceneData> ReadGeometry(const Mirror& mirror, GeometryID id,
                                       const ReadSceneOptions& options) {
  return ReadOne(geometry_internal::MirrorSource(mirror), id, options);
}

}  // namespace noodles
