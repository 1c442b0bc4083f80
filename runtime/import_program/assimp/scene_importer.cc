#include "import_program/assimp/scene_importer.h"

#include <assimp/config.h>
#include <assimp/postprocess.h>
#include <assimp/scene.h>

#include <algorithm>
#include <assimp/Importer.hpp>
#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "import_program/assimp/import_lights.h"
#include "import_program/assimp/import_materials.h"
#include "import_program/assimp/import_meshes.h"
#include "import_program/assimp/import_progress.h"
#include "import_program/files/import_files.h"
#include "import_program/files/text_repair.h"
#include "import_program/finishing/finish_mesh.h"
#include "import_program/gltf/gltf_document.h"
#include "import_program/pictures/import_textures.h"
#include "noodles/base/status.h"
#include "noodles/geometry/mesh/clean_mesh.h"

namespace noodles::import_program {
namespace {

Mat4 ToMat4(const aiMatrix4x4& m) {
  return {m.a1, m.b1, m.c1, m.d1, m.a2, m.b2, m.c2, m.d2,
          m.a3, m.b3, m.c3, m.d3, m.a4, m.b4, m.c4, m.d4};
}

bool IsFinite(const Mat4& matrix) {
  for (const float number : matrix) {
    if (!std::isfinite(number)) return false;
  }
  return true;
}

// Converts the scene of Assimp, and frees the memory of Assimp step by step.
class SceneImporter {
 public:
  // `gltf` is null for other formats.
  SceneImporter(aiScene& from, ImportFiles& files, GltfDocument* gltf,
                const ImportOptions& options, ImportProgress& progress)
      : from_(from),
        textures_(files, options.limits.max_image_bytes),
        gltf_(gltf),
        options_(options),
        progress_(progress) {}

  absl::StatusOr<SceneData> Import() {
    absl::Status status = MaterialImporter(from_, textures_, to_).AddAll();
    if (status.ok()) status = AddMeshes();
    if (status.ok()) status = AddNodes();
    if (!status.ok()) return status;
    if (from_.HasAnimations()) {
      to_.warnings.push_back("animations are left out");
    }
    if (gltf_ != nullptr) {
      const GltfFindings& findings = gltf_->findings();
      to_.warnings.insert(to_.warnings.end(), findings.warnings.begin(),
                          findings.warnings.end());
      to_.normal_scales = findings.normal_scales;
      to_.normal_scales.resize(to_.materials.size(), 1.0f);
    }
    return std::move(to_);
  }

 private:
  absl::Status AddMeshes() {
    size_t vertices = 0;
    size_t corners = 0;
    for (unsigned int i = 0; i < from_.mNumMeshes; ++i) {
      vertices += from_.mMeshes[i]->mNumVertices;
      corners += size_t{3} * from_.mMeshes[i]->mNumFaces;
    }
    if (vertices > options_.limits.max_vertices ||
        corners > options_.limits.max_corners) {
      return ResourceExhausted("the file has " + std::to_string(vertices) +
                               " vertices and up to " +
                               std::to_string(corners) + " corners");
    }
    for (unsigned int i = 0; i < from_.mNumMeshes; ++i) {
      // AddMesh owns the mesh, so that two copies exist of one mesh only.
      absl::Status status = AddMesh(
          std::unique_ptr<aiMesh>(std::exchange(from_.mMeshes[i], nullptr)));
      if (!status.ok()) return status;
      const float part =
          static_cast<float>(i + 1) / static_cast<float>(from_.mNumMeshes);
      if (!progress_.Tell(kPartOfReading + (1 - kPartOfReading) * part)) {
        return Cancelled("the import was cancelled");
      }
    }
    return absl::OkStatus();
  }

  absl::Status AddMesh(std::unique_ptr<aiMesh> from) {
    const std::string name = from->mName.C_Str();
    const size_t material = from->mMaterialIndex;
    std::vector<float> tangent_signs;
    Mesh mesh = ConvertMesh(std::move(from), tangent_signs);
    geometry_internal::CleanMesh(mesh, to_.warnings);
    // A mesh without faces that can be drawn is left out.
    std::optional<size_t> place;
    if (!mesh.positions.empty() &&
        (!mesh.indices.empty() || mesh.type == PrimitiveType::kPoints)) {
      absl::Status status = Validate(mesh);
      if (!status.ok()) {
        return InvalidArgument("mesh " + name + ": " +
                               std::string(StatusMessage(status)));
      }
      FinishMesh(mesh, options_);
      if (tangent_signs.size() != mesh.tangents.size()) tangent_signs.clear();
      place = parts_.size();
    }
    places_.push_back(place);
    if (!place) return absl::OkStatus();
    parts_.push_back({std::move(mesh), std::nullopt, std::move(tangent_signs)});
    if (material < to_.materials.size()) parts_.back().material = material;
    return absl::OkStatus();
  }

  // The geometry of a node, shared by nodes with the same meshes.
  std::optional<size_t> GeometryOf(const aiNode& node) {
    std::vector<size_t> places;
    for (unsigned int i = 0; i < node.mNumMeshes; ++i) {
      const unsigned int mesh = node.mMeshes[i];
      if (mesh < places_.size() && places_[mesh]) {
        places.push_back(*places_[mesh]);
      }
    }
    if (places.empty()) return std::nullopt;
    const auto [known, is_new] =
        geometries_.try_emplace(places, to_.geometries.size());
    if (is_new) {
      SceneGeometry geometry = {.name = node.mName.C_Str()};
      for (const size_t place : places) {
        // A mesh that is in several geometries, which is rare, is copied.
        geometry.parts.push_back(parts_[place]);
      }
      to_.geometries.push_back(std::move(geometry));
    }
    return known->second;
  }

  absl::Status AddNodes() {
    // Without recursion, since the file chooses the depth.
    std::vector<std::pair<const aiNode*, std::optional<size_t>>> waiting = {
        {from_.mRootNode, std::nullopt}};
    std::vector<const aiNode*> nodes;
    while (!waiting.empty()) {
      const auto [from, parent] = waiting.back();
      waiting.pop_back();
      if (to_.nodes.size() >= options_.limits.max_nodes) {
        return ResourceExhausted("the file has more than max_nodes nodes");
      }
      SceneNode node = {.name = from->mName.C_Str(),
                        .parent = parent,
                        .transform = ToMat4(from->mTransformation),
                        .geometry = GeometryOf(*from)};
      if (!IsFinite(node.transform)) {
        return InvalidArgument("node " + node.name +
                               " has a matrix that is not finite");
      }
      const size_t place = to_.nodes.size();
      nodes.push_back(from);
      node.instances = InstancesOf(*from);
      to_.nodes.push_back(std::move(node));
      // The first child is taken first.
      for (unsigned int i = from->mNumChildren; i-- > 0;) {
        waiting.push_back({from->mChildren[i], place});
      }
    }
    AddLights(from_, nodes, gltf_ != nullptr, to_);
    return absl::OkStatus();
  }

  // Instances that cannot be read are left out, with a warning; the node then
  // draws its geometry once.
  std::vector<Instance> InstancesOf(const aiNode& node) {
    aiMetadata extensions;
    if (gltf_ == nullptr || node.mNumMeshes == 0 || node.mMetaData == nullptr ||
        !node.mMetaData->Get("extensions", extensions)) {
      return {};
    }
    absl::StatusOr<std::vector<Instance>> instances =
        gltf_->InstancesOf(extensions);
    if (instances.ok()) return *std::move(instances);
    to_.warnings.push_back(
        "the instances of node " + std::string(node.mName.C_Str()) +
        " are left out: " + std::string(StatusMessage(instances.status())));
    return {};
  }

  aiScene& from_;
  TextureImporter textures_;
  GltfDocument* const gltf_;
  const ImportOptions& options_;
  ImportProgress& progress_;
  SceneData to_;
  std::vector<ScenePart> parts_;
  // For each mesh of Assimp, its place in parts_.
  std::vector<std::optional<size_t>> places_;
  std::map<std::vector<size_t>, size_t> geometries_;
};

}  // namespace

std::vector<std::string> AssimpExtensions() {
  aiString list;
  Assimp::Importer().GetExtensionList(list);
  // "*.3ds;*.obj"
  std::vector<std::string> extensions;
  std::string_view rest(list.C_Str());
  while (!rest.empty()) {
    const size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view pattern = rest.substr(0, end);
    if (pattern.starts_with("*.")) extensions.emplace_back(pattern.substr(2));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return extensions;
}

absl::StatusOr<SceneData> ReadByAssimp(std::unique_ptr<ImportFiles> owned_files,
                                       const std::string& name,
                                       const std::string& extension,
                                       const ImportOptions& options) {
  if (extension.empty() ||
      !Assimp::Importer().IsExtensionSupported(extension)) {
    return InvalidArgument(name + ": files of this kind cannot be read");
  }
  Assimp::Importer importer;
  ImportFiles& files = *owned_files;
  // The importer owns and deletes both.
  importer.SetIOHandler(owned_files.release());
  auto owned_progress = std::make_unique<ImportProgress>(options);
  ImportProgress& progress = *owned_progress;
  importer.SetProgressHandler(owned_progress.release());
  importer.SetPropertyInteger(AI_CONFIG_PP_FD_REMOVE, 0);
  std::optional<GltfDocument> gltf;
  if (extension == "gltf" || extension == "glb") {
    absl::Status status = gltf.emplace(files, options.limits).Prepare(name);
    if (!files.status().ok()) return files.status();
    if (!status.ok()) return status;
  } else {
    absl::Status status = RepairText(name, extension, options.limits, files);
    if (!files.status().ok()) return files.status();
    if (!status.ok()) return status;
  }
  // Faces without area stay triangles: Assimp would make points and lines of
  // them.
  constexpr unsigned int kSteps = aiProcess_Triangulate |
                                  aiProcess_SortByPType | aiProcess_FlipUVs |
                                  aiProcess_GenUVCoords | aiProcess_GlobalScale;
  const aiScene* read = importer.ReadFile(gltf ? gltf->name() : name, kSteps);
  if (progress.is_cancelled()) return Cancelled("the import was cancelled");
  if (!files.status().ok()) return files.status();
  if (read == nullptr || read->mRootNode == nullptr) {
    return InvalidArgument(name + ": " + importer.GetErrorString());
  }
  const std::unique_ptr<aiScene> scene(importer.GetOrphanedScene());
  absl::StatusOr<SceneData> made =
      SceneImporter(*scene, files, gltf ? &*gltf : nullptr, options, progress)
          .Import();
  if (!made.ok()) return made;
  if (made->geometries.empty() && made->lights.empty()) {
    return InvalidArgument(name + ": the file has nothing that can be shown");
  }
  made->files = files.Wanted();
  return made;
}

}  // namespace noodles::import_program
