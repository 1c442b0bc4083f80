#include "import_program/gltf/gltf_repair.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>
#include <utility>

#include "noodles/base/status.h"

namespace noodles::import_program {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kSpecularGlossiness =
    "KHR_materials_pbrSpecularGlossiness";
constexpr std::string_view kTextureTransform = "KHR_texture_transform";
// Whatever of these a file requires is read, or its loss is a warning.
constexpr std::string_view kKnownExtensions[] = {
    "KHR_lights_punctual",   "KHR_mesh_quantization",
    "KHR_texture_transform", "KHR_texture_basisu",
    "EXT_texture_webp",      "EXT_mesh_gpu_instancing",
    "KHR_xmp_json_ld",       "KHR_draco_mesh_compression"};

// The member `key` of an object, if it is of the type that `is` tests.
Json* Find(Json& object, std::string_view key, bool (Json::*is)() const) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(std::string(key));
  return found != object.end() && ((*found).*is)() ? &*found : nullptr;
}

Json* FindObject(Json& object, std::string_view key) {
  return Find(object, key,
              static_cast<bool (Json::*)() const>(&Json::is_object));
}

// The items of the list `key`; none where there is no list.
std::vector<Json*> ItemsOf(Json& object, std::string_view key) {
  std::vector<Json*> items;
  Json* const list =
      Find(object, key, static_cast<bool (Json::*)() const>(&Json::is_array));
  if (list == nullptr) return items;
  for (Json& item : *list) items.push_back(&item);
  return items;
}

Json* ExtensionOf(Json& object, std::string_view name) {
  Json* const extensions = FindObject(object, "extensions");
  return extensions == nullptr ? nullptr : FindObject(*extensions, name);
}

std::string NameOf(const Json& item, size_t place) {
  const auto name = item.find("name");
  if (item.is_object() && name != item.end() && name->is_string()) {
    return name->get<std::string>();
  }
  return std::to_string(place);
}

class Repair {
 public:
  Repair(Json& root, GltfFindings& findings)
      : root_(root), findings_(findings) {}

  absl::Status All() {
    absl::Status status = CheckVersion();
    if (status.ok()) status = CheckExtensions();
    if (!status.ok()) return status;
    WarnOfExtensions();
    AddScene();
    RepairTextures();
    RepairMaterials();
    WarnOfMeshes();
    for (const char* list : {"skins", "cameras"}) {
      if (!ItemsOf(root_, list).empty()) {
        findings_.warnings.push_back(std::string(list) + " are left out");
      }
    }
    return absl::OkStatus();
  }

 private:
  // A file that does not tell its version counts as 2.0.
  absl::Status CheckVersion() {
    Json& asset = root_["asset"];
    if (!asset.is_object()) asset = Json::object();
    for (const char* key : {"minVersion", "version"}) {
      const auto found = asset.find(key);
      if (found == asset.end() || !found->is_string()) continue;
      const std::string& version = found->get_ref<const std::string&>();
      if (version.starts_with("2.") &&
          (key == std::string_view("version") || version == "2.0")) {
        continue;
      }
      return InvalidArgument("asset." + std::string(key) + " is " +
                             version.substr(0, 40) +
                             "; glTF 2.0 can be read: convert the file");
    }
    const auto version = asset.find("version");
    if (version != asset.end() && version->is_string()) {
      return absl::OkStatus();
    }
    asset["version"] = "2.0";
    findings_.is_changed = true;
    findings_.warnings.push_back(
        "asset.version: expected a text such as \"2.0\", found none; 2.0 is "
        "taken");
    return absl::OkStatus();
  }

  // Extensions of materials are told with their material.
  void WarnOfExtensions() {
    for (const Json* item : ItemsOf(root_, "extensionsUsed")) {
      if (!item->is_string()) continue;
      const std::string& name = item->get_ref<const std::string&>();
      const bool is_of_material = name.starts_with("KHR_materials_") &&
                                  name != "KHR_materials_variants";
      if (is_of_material ||
          std::find(std::begin(kKnownExtensions), std::end(kKnownExtensions),
                    name) != std::end(kKnownExtensions)) {
        continue;
      }
      findings_.warnings.push_back("the extension " + name + " is left out");
    }
  }

  absl::Status CheckExtensions() {
    for (const Json* item : ItemsOf(root_, "extensionsRequired")) {
      if (!item->is_string()) continue;
      const std::string& name = item->get_ref<const std::string&>();
      const bool is_known =
          name.starts_with("KHR_materials_") ||
          std::find(std::begin(kKnownExtensions), std::end(kKnownExtensions),
                    name) != std::end(kKnownExtensions);
      if (is_known) continue;
      return InvalidArgument("extensionsRequired: the extension " + name +
                             " is not known; save the file without it");
    }
    return absl::OkStatus();
  }

  void AddScene() {
    if (!ItemsOf(root_, "scenes").empty()) return;
    const std::vector<Json*> nodes = ItemsOf(root_, "nodes");
    std::set<uint64_t> children;
    for (Json* node : nodes) {
      for (const Json* child : ItemsOf(*node, "children")) {
        if (child->is_number_unsigned())
          children.insert(child->get<uint64_t>());
      }
    }
    Json roots = Json::array();
    for (size_t i = 0; i < nodes.size(); ++i) {
      if (!children.contains(i)) roots.push_back(i);
    }
    if (roots.empty()) return;
    root_["scenes"] = Json::array();
    root_["scenes"].push_back({{"nodes", std::move(roots)}});
    root_["scene"] = 0;
    findings_.is_changed = true;
  }

  // Pictures in extensions, for textures that have no other.
  void RepairTextures() {
    for (Json* texture : ItemsOf(root_, "textures")) {
      if (!texture->is_object() || texture->contains("source")) continue;
      for (const char* name : {"KHR_texture_basisu", "EXT_texture_webp"}) {
        const Json* const extension = ExtensionOf(*texture, name);
        if (extension == nullptr || !extension->contains("source")) continue;
        (*texture)["source"] = (*extension)["source"];
        findings_.is_changed = true;
        break;
      }
    }
  }

  void RepairMaterials() {
    const std::vector<Json*> materials = ItemsOf(root_, "materials");
    for (size_t i = 0; i < materials.size(); ++i) {
      Json& material = *materials[i];
      findings_.normal_scales.push_back(1.0f);
      if (!material.is_object()) continue;
      ReplaceSpecularGlossiness(material, i);
      MoveTextureSlots(material, 0);
      ReadNormalScale(material, i);
      Json* const extensions = FindObject(material, "extensions");
      if (extensions == nullptr) continue;
      for (const auto& [name, value] : extensions->items()) {
        findings_.warnings.push_back(name + " of material " +
                                     NameOf(material, i) + " is left out");
      }
    }
  }

  void ReplaceSpecularGlossiness(Json& material, size_t place) {
    Json* const extension = ExtensionOf(material, kSpecularGlossiness);
    if (extension == nullptr) return;
    Json surface = {{"metallicFactor", 0.0}};
    double glossiness = 1;
    const auto read = extension->find("glossinessFactor");
    if (read != extension->end() && read->is_number()) {
      glossiness = read->get<double>();
    }
    surface["roughnessFactor"] = std::clamp(1 - glossiness, 0.0, 1.0);
    if (extension->contains("diffuseFactor")) {
      surface["baseColorFactor"] = (*extension)["diffuseFactor"];
    }
    if (extension->contains("diffuseTexture")) {
      surface["baseColorTexture"] = (*extension)["diffuseTexture"];
    }
    if (extension->contains("specularGlossinessTexture")) {
      findings_.warnings.push_back("specularGlossinessTexture of material " +
                                   NameOf(material, place) + " is left out");
    }
    material["pbrMetallicRoughness"] = std::move(surface);
    material["extensions"].erase(std::string(kSpecularGlossiness));
    findings_.is_changed = true;
  }

  // texCoord of the extension counts in place of that of the texture.
  void MoveTextureSlots(Json& object, int depth) {
    if (!object.is_structured() || depth > 8) return;
    Json* const transform = ExtensionOf(object, kTextureTransform);
    if (transform != nullptr && transform->contains("texCoord")) {
      object["texCoord"] = (*transform)["texCoord"];
      transform->erase("texCoord");
      findings_.is_changed = true;
    }
    for (Json& member : object) MoveTextureSlots(member, depth + 1);
  }

  void ReadNormalScale(Json& material, size_t place) {
    Json* const texture = FindObject(material, "normalTexture");
    if (texture == nullptr || !texture->contains("scale") ||
        !(*texture)["scale"].is_number()) {
      return;
    }
    const float scale = (*texture)["scale"].get<float>();
    if (!std::isfinite(scale) || scale == 1.0f) return;
    findings_.normal_scales.back() = scale;
    findings_.warnings.push_back(
        "normalTexture.scale of material " + NameOf(material, place) +
        " is kept for exports only: the protocol has no place for it");
  }

  void WarnOfMeshes() {
    const std::vector<Json*> meshes = ItemsOf(root_, "meshes");
    for (size_t i = 0; i < meshes.size(); ++i) {
      const std::vector<Json*> primitives = ItemsOf(*meshes[i], "primitives");
      if (std::any_of(primitives.begin(), primitives.end(), [](Json* item) {
            return !ItemsOf(*item, "targets").empty();
          })) {
        findings_.warnings.push_back("morph targets of mesh " +
                                     NameOf(*meshes[i], i) + " are left out");
      }
    }
  }

  Json& root_;
  GltfFindings& findings_;
};

}  // namespace

absl::Status RepairGltf(Json& root, GltfFindings& findings) {
  return Repair(root, findings).All();
}

}  // namespace noodles::import_program
