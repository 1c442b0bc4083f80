#include "import_program/gltf/gltf_draco_meshes.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "import_program/gltf/gltf_draco.h"
#include "import_program/gltf/gltf_json.h"
#include "import_program/gltf/gltf_numbers.h"
#include "noodles/base/status.h"

namespace noodles::import_program {
namespace {

constexpr char kDraco[] = "KHR_draco_mesh_compression";
constexpr uint64_t kNoItem = ~uint64_t{0};
constexpr int kTriangles = 4;

// Divides integers where the accessor says that they stand for -1 to 1.
void Normalize(const Json& accessor, DracoMesh::Attribute& attribute) {
  const auto normalized = accessor.find("normalized");
  const float greatest =
      GreatestOf(NumberOf(accessor, "componentType", kFloat));
  if (attribute.is_normalized || greatest == 0 ||
      normalized == accessor.end() || *normalized != true) {
    return;
  }
  for (float& number : attribute.numbers) {
    number = std::max(number / greatest, -1.0f);
  }
}

// The names of the attributes, and their numbers in the packed mesh. Skins are
// left out.
std::vector<std::pair<std::string, uint32_t>> AttributesOf(const Json& packed) {
  std::vector<std::pair<std::string, uint32_t>> attributes;
  for (const auto& [name, id] : MemberOf(packed, "attributes").items()) {
    const bool is_of_skin =
        name.starts_with("JOINTS_") || name.starts_with("WEIGHTS_");
    if (id.is_number_unsigned() && !is_of_skin) {
      attributes.emplace_back(name, id.get<uint32_t>());
    }
  }
  return attributes;
}

void Replace(DracoMesh mesh,
             const std::vector<std::pair<std::string, uint32_t>>& names,
             GltfAdditions& additions, Json& root, Json& primitive) {
  const Json& old = MemberOf(primitive, "attributes");
  Json attributes = Json::object();
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string& name = names[i].first;
    DracoMesh::Attribute& attribute = mesh.attributes[i];
    const Json* const accessor =
        ItemOf(root, "accessors", NumberOf(old, name.c_str(), kNoItem));
    if (accessor != nullptr) Normalize(*accessor, attribute);
    attributes[name] =
        additions.AddAccessor(attribute.numbers, attribute.width, kFloat, root);
  }
  primitive["attributes"] = std::move(attributes);
  primitive["indices"] =
      additions.AddAccessor(mesh.indices, 1, kUnsignedInt, root);
  primitive["mode"] = kTriangles;
  primitive["extensions"].erase(kDraco);
}

}  // namespace

absl::Status UnpackDracoMeshes(
    const std::function<std::optional<Bytes>(uint64_t)>& bytes_of_view,
    size_t& values_left, GltfAdditions& additions, nlohmann::json& root) {
  if (!CanReadDraco()) return absl::OkStatus();
  const auto unpack = [&](Json& primitive) -> absl::Status {
    const Json& packed = MemberOf(primitive["extensions"], kDraco);
    const std::optional<Bytes> bytes =
        bytes_of_view(NumberOf(packed, "bufferView", kNoItem));
    if (!bytes) return InvalidArgument("there is no bufferView of this number");
    const auto names = AttributesOf(packed);
    std::vector<uint32_t> ids;
    ids.reserve(names.size());
    for (const auto& [name, id] : names) ids.push_back(id);
    absl::StatusOr<DracoMesh> mesh = ReadDraco(bytes->span(), ids, values_left);
    if (!mesh.ok()) return mesh.status();
    values_left -= mesh->vertices;
    Replace(*std::move(mesh), names, additions, root, primitive);
    return absl::OkStatus();
  };
  for (size_t i = 0; i < MemberOf(root, "meshes").size(); ++i) {
    if (ItemOf(root, "meshes", i) == nullptr) continue;
    Json& mesh = root["meshes"][i];
    for (size_t j = 0; j < MemberOf(mesh, "primitives").size(); ++j) {
      if (ItemOf(mesh, "primitives", j) == nullptr) continue;
      Json& primitive = mesh["primitives"][j];
      if (!MemberOf(primitive, "extensions").contains(kDraco)) continue;
      absl::Status status = unpack(primitive);
      if (status.ok()) continue;
      return MakeStatus(status.code(), std::string(kDraco) + ": " +
                                           std::string(StatusMessage(status)));
    }
  }
  return absl::OkStatus();
}

}  // namespace noodles::import_program
