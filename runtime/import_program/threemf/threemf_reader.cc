#include "import_program/threemf/threemf_reader.h"

#ifdef NOODLES_HAS_3MF

#include <zip.h>

#include <algorithm>
#include <memory>
#include <set>
#include <tuple>
#include <utility>

#include "import_program/threemf/threemf_model.h"
#include "noodles/base/status.h"
#include "noodles/geometry/mesh/clean_mesh.h"
#include "noodles/geometry/readers/corner_mesh.h"

namespace noodles::import_program {
namespace {

using geometry_internal::FaultOf;
using geometry_internal::ReaderContext;

// The parts of a package, each unpacked when it is read.
class Package {
 public:
  explicit Package(const ReaderContext& context)
      : context_(context), bytes_left_(context.limits.max_file_bytes) {}

  absl::Status Open() {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* const source = zip_source_buffer_create(
        context_.contents.data(), context_.contents.size(), 0, &error);
    if (source != nullptr) {
      archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
      if (archive_ == nullptr) zip_source_free(source);
    }
    const std::string reason = zip_error_strerror(&error);
    zip_error_fini(&error);
    if (archive_ != nullptr) return absl::OkStatus();
    return FaultOf(context_, "expected a ZIP archive: " + reason);
  }

  // Calls `use` with each piece of the part, and at last with an empty one.
  // Errors: NotFound; ResourceExhausted beyond max_file_bytes.
  absl::StatusOr<Bytes> Read(const std::string& path) {
    zip_stat_t stat;
    const zip_int64_t place =
        zip_name_locate(archive_.get(), path.c_str(), ZIP_FL_NOCASE);
    if (place < 0 ||
        zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(place), 0,
                       &stat) != 0) {
      return NotFound(context_.name + ": the package has no part " + path);
    }
    if (stat.size > bytes_left_) {
      return ResourceExhausted(context_.name +
                               ": the parts of the package are beyond "
                               "ImportLimits::max_file_bytes");
    }
    bytes_left_ -= stat.size;
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
        zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(place), 0),
        zip_fclose);
    std::vector<uint8_t> bytes;
    // The size in the archive may be a lie: memory grows with what is there.
    while (file != nullptr && bytes.size() < stat.size) {
      constexpr size_t kPiece = size_t{1} << 20;
      const size_t at = bytes.size();
      bytes.resize(std::min<size_t>(stat.size, at + kPiece));
      const zip_int64_t count =
          zip_fread(file.get(), bytes.data() + at, bytes.size() - at);
      if (count <= 0) break;
      bytes.resize(at + static_cast<size_t>(count));
      if (bytes.size() == stat.size) return Bytes::Adopt(std::move(bytes));
    }
    if (file != nullptr && stat.size == 0) return Bytes();
    return FaultOf(context_, "the part " + path + " cannot be unpacked");
  }

  // The first part whose name ends in ".model"; empty where there is none.
  std::string FirstModel() const {
    const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
    for (zip_int64_t i = 0; i < count; ++i) {
      const char* const name =
          zip_get_name(archive_.get(), static_cast<zip_uint64_t>(i), 0);
      if (name != nullptr && std::string_view(name).ends_with(".model")) {
        return name;
      }
    }
    return "";
  }

 private:
  const ReaderContext& context_;
  uint64_t bytes_left_;
  std::unique_ptr<zip_t, void (*)(zip_t*)> archive_{nullptr, zip_discard};
};

// Makes the scene of the models of a package.
class SceneMaker {
 public:
  SceneMaker(const ReaderContext& context, Package& package)
      : context_(context), package_(package) {}

  absl::StatusOr<SceneData> Make() {
    std::string root = "3D/3dmodel.model";
    const absl::StatusOr<Bytes> relations = package_.Read("_rels/.rels");
    if (relations.ok()) root = ThreeMfRoot(relations->text());
    if (root.empty()) root = package_.FirstModel();
    const absl::StatusOr<ThreeMfModel*> model = ModelOf(root);
    if (!model.ok()) return model.status();
    const float unit = (*model)->unit;
    SceneNode top;
    top.transform = {unit, 0, 0, 0, 0, unit, 0, 0, 0, 0, unit, 0, 0, 0, 0, 1};
    scene_.nodes.push_back(std::move(top));
    for (const ThreeMfComponent& item : (*model)->items) {
      absl::Status status = Add(item, 0, 0);
      if (!status.ok()) return status;
    }
    for (const std::string& what : left_out_) {
      scene_.warnings.push_back(what + " is left out");
    }
    if (scene_.geometries.empty()) {
      return FaultOf(
          context_,
          "the file has nothing that can be shown: its build has " +
              geometry_internal::CountOf((*model)->items.size(), "item") +
              ", and none of them has a triangle");
    }
    return std::move(scene_);
  }

 private:
  // How deep components may lie in one another: a cycle ends here.
  static constexpr size_t kMostDepth = 64;

  absl::StatusOr<ThreeMfModel*> ModelOf(const std::string& path) {
    const auto [known, is_new] = models_.try_emplace(path);
    if (!is_new) return &known->second;
    const absl::StatusOr<Bytes> bytes = package_.Read(path);
    if (!bytes.ok()) return bytes.status();
    size_t at = 0;
    absl::Status status = ParseThreeMfModel(
        known->first,
        [&] {
          constexpr size_t kPiece = size_t{1} << 20;
          const std::string_view piece = bytes->text().substr(at, kPiece);
          at += piece.size();
          return piece;
        },
        context_.limits, known->second);
    if (!status.ok()) {
      return MakeStatus(status.code(), context_.name + ": " +
                                           std::string(StatusMessage(status)));
    }
    left_out_.insert(known->second.left_out.begin(),
                     known->second.left_out.end());
    return &known->second;
  }

  absl::Status Add(const ThreeMfComponent& component, size_t parent,
                   size_t depth) {
    if (depth > kMostDepth) {
      return FaultOf(context_,
                     "components lie deeper than 64 in one another: "
                     "object " +
                         std::to_string(component.object) + " may hold itself");
    }
    if (scene_.nodes.size() >= context_.limits.max_nodes) {
      return ResourceExhausted(context_.name +
                               ": the items and components are more than "
                               "ImportLimits::max_nodes");
    }
    const absl::StatusOr<ThreeMfModel*> model = ModelOf(component.path);
    if (!model.ok()) return model.status();
    const auto object = (*model)->objects.find(component.object);
    if (object == (*model)->objects.end()) {
      return FaultOf(context_, component.path + " has no object " +
                                   std::to_string(component.object));
    }
    const size_t place = scene_.nodes.size();
    scene_.nodes.push_back({.name = object->second.name,
                            .parent = parent,
                            .transform = component.transform});
    absl::Status status = AddMesh(component, **model, object->second, place);
    for (const ThreeMfComponent& part : object->second.components) {
      if (status.ok()) status = Add(part, place, depth + 1);
    }
    return status;
  }

  absl::Status AddMesh(const ThreeMfComponent& component,
                       const ThreeMfModel& model, const ThreeMfObject& object,
                       size_t node) {
    if (object.triangles.empty()) return absl::OkStatus();
    const auto [known, is_new] = geometries_.try_emplace(
        {component.path, component.object}, std::nullopt, Vec3{0, 0, 0});
    auto& [geometry, origin] = known->second;
    if (is_new) {
      origin = object.points.Origin();
      SceneGeometry made = {.name = object.name};
      absl::Status status = AddParts(model, object, origin, made);
      if (!status.ok()) return status;
      if (!made.parts.empty()) {
        geometry = scene_.geometries.size();
        scene_.geometries.push_back(std::move(made));
      }
    }
    scene_.nodes[node].geometry = geometry;
    if (origin != Vec3{0, 0, 0}) {
      scene_.nodes[node].geometry.reset();
      scene_.nodes.push_back(
          {.parent = node, .transform = MoveBy(origin), .geometry = geometry});
    }
    return absl::OkStatus();
  }

  // What the triangles of a part have in common: the group, and the place of
  // the material in a group of materials.
  using PartKey = std::pair<uint64_t, uint32_t>;

  absl::Status AddParts(const ThreeMfModel& model, const ThreeMfObject& object,
                        const Vec3& origin, SceneGeometry& geometry) {
    std::map<PartKey, std::vector<size_t>> parts;
    for (size_t i = 0; i < object.triangles.size(); ++i) {
      const ThreeMfProperty& property = object.properties[i];
      const auto group = model.groups.find(property.group);
      if (group == model.groups.end()) {
        parts[{0, 0}].push_back(i);
        continue;
      }
      const bool is_material =
          group->second.kind == ThreeMfGroup::Kind::kMaterials;
      parts[{property.group, is_material ? property.places[0] : 0}].push_back(
          i);
    }
    Mesh all;
    all.positions = object.points.Relative(origin);
    for (const auto& [key, triangles] : parts) {
      Mesh mesh = all;
      for (const size_t i : triangles) {
        mesh.indices.insert(mesh.indices.end(), object.triangles[i].begin(),
                            object.triangles[i].end());
      }
      const std::optional<size_t> material =
          Decorate(model, object, key, triangles, mesh);
      // Only the vertices of these triangles.
      const std::vector<uint32_t> indices = mesh.indices;
      mesh = geometry_internal::PartOf(mesh, indices);
      geometry_internal::CleanMesh(mesh, scene_.warnings);
      if (mesh.positions.empty()) continue;
      geometry.parts.push_back({std::move(mesh), material});
      if (!material &&
          geometry_internal::HasTransparentColors(geometry.parts.back().mesh)) {
        geometry.parts.back().material = scene_.materials.size();
        scene_.materials.push_back(geometry_internal::TransparentMaterial());
      }
    }
    return absl::OkStatus();
  }

  // Gives the mesh the colours or coordinates of its corners; returns its
  // material.
  std::optional<size_t> Decorate(const ThreeMfModel& model,
                                 const ThreeMfObject& object,
                                 const PartKey& key,
                                 const std::vector<size_t>& triangles,
                                 Mesh& mesh) {
    const auto found = model.groups.find(key.first);
    if (found == model.groups.end()) return std::nullopt;
    const ThreeMfGroup& group = found->second;
    std::vector<Vec4> colors;
    std::vector<Vec2> coordinates;
    for (const size_t i : triangles) {
      for (const uint32_t place : object.properties[i].places) {
        if (group.kind == ThreeMfGroup::Kind::kColors) {
          colors.push_back(place < group.colors.size() ? group.colors[place]
                                                       : Vec4{1, 1, 1, 1});
        } else if (group.kind == ThreeMfGroup::Kind::kCoordinates) {
          coordinates.push_back(place < group.coordinates.size()
                                    ? group.coordinates[place]
                                    : Vec2{0, 0});
        }
      }
    }
    geometry_internal::SplitCorners(mesh, coordinates, colors);
    if (group.kind == ThreeMfGroup::Kind::kMaterials) {
      return MaterialOf(&model, key, group);
    }
    if (group.kind == ThreeMfGroup::Kind::kCoordinates) {
      return TexturedMaterial(model, key, group);
    }
    return std::nullopt;
  }

  std::optional<size_t> MaterialOf(const ThreeMfModel* model,
                                   const PartKey& key,
                                   const ThreeMfGroup& group) {
    if (key.second >= group.colors.size()) return std::nullopt;
    const auto [known, is_new] = materials_.try_emplace(
        {model, key.first, key.second}, scene_.materials.size());
    if (!is_new) return known->second;
    Material material = geometry_internal::TransparentMaterial();
    const Vec4& color = group.colors[key.second];
    if (color[3] >= 1.0f) {
      material.use_alpha = false;
      material.alpha_cutoff = Material().alpha_cutoff;
    }
    material.name = group.names[key.second];
    material.pbr_info.base_color = color;
    scene_.materials.push_back(std::move(material));
    return known->second;
  }

  std::optional<size_t> TexturedMaterial(const ThreeMfModel& model,
                                         const PartKey& key,
                                         const ThreeMfGroup& group) {
    const auto texture = model.textures.find(group.texture);
    if (texture == model.textures.end() || !context_.add_picture) {
      return std::nullopt;
    }
    const auto known = materials_.find({&model, key.first, 0});
    if (known != materials_.end()) return known->second;
    std::string path = texture->second.path;
    if (path.starts_with('/')) path.erase(0, 1);
    const absl::StatusOr<Bytes> picture = package_.Read(path);
    if (!picture.ok()) {
      left_out_.insert("the texture " + path +
                       ", which is not in the package,");
      return std::nullopt;
    }
    const std::optional<size_t> place =
        context_.add_picture(path, *picture, texture->second.sampler, scene_);
    if (!place) return std::nullopt;
    materials_[{&model, key.first, 0}] = scene_.materials.size();
    Material material = {
        .name = path,
        .pbr_info = {.base_color_texture =
                         TextureRef{.texture = TextureAt(*place)},
                     .metallic = 0.0f,
                     .roughness = 0.7f},
        .emissive_factor = {0, 0, 0}};
    scene_.materials.push_back(std::move(material));
    return scene_.materials.size() - 1;
  }

  const ReaderContext& context_;
  Package& package_;
  SceneData scene_;
  std::map<std::string, ThreeMfModel> models_;
  // The geometry, and the local origin of its points.
  std::map<std::pair<std::string, uint64_t>,
           std::pair<std::optional<size_t>, Vec3>>
      geometries_;
  std::map<std::tuple<const ThreeMfModel*, uint64_t, uint32_t>, size_t>
      materials_;
  std::set<std::string> left_out_;
};

}  // namespace

bool CanReadThreeMf() { return true; }

absl::StatusOr<SceneData> ReadThreeMf(const ReaderContext& context) {
  Package package(context);
  absl::Status status = package.Open();
  if (!status.ok()) return status;
  return SceneMaker(context, package).Make();
}

}  // namespace noodles::import_program

#else

#include "noodles/base/status.h"

namespace noodles::import_program {

bool CanReadThreeMf() { return false; }

absl::StatusOr<SceneData> ReadThreeMf(const geometry_internal::ReaderContext&) {
  return Unimplemented("this build cannot read 3MF (NOODLES_WITH_3MF)");
}

}  // namespace noodles::import_program

#endif  // NOODLES_HAS_3MF
