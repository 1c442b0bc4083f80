// glTF 2.0, as one binary file (GLB) or as JSON and a file of buffers.
#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <numbers>
#include <string>
#include <utility>
#include <variant>

#include "noodles/geometry/export/export_formats.h"
#include "noodles/geometry/export/gltf_values.h"
#include "noodles/geometry/png.h"
#include "noodles/geometry/scene/alpha_mode.h"
#include "noodles/geometry/scene/texture_transform.h"
#include "noodles/geometry/support/byte_writer.h"

namespace noodles::geometry_internal {
namespace {

using Json = nlohmann::json;

// Numbers of the format.
constexpr int kFloatComponent = 5126;
constexpr int kUnsignedInt = 5125;
constexpr int kArrayBuffer = 34962;
constexpr int kElementArrayBuffer = 34963;

int ModeOf(PrimitiveType type) {
  switch (type) {
    case PrimitiveType::kPoints:
      return 0;
    case PrimitiveType::kLines:
      return 1;
    case PrimitiveType::kLineLoop:
      return 2;
    case PrimitiveType::kLineStrip:
      return 3;
    case PrimitiveType::kTriangles:
      return 4;
    case PrimitiveType::kTriangleStrip:
      break;
  }
  return 5;
}

int WrapOf(SamplerMode mode) {
  switch (mode) {
    case SamplerMode::kClampToEdge:
      return 33071;
    case SamplerMode::kMirroredRepeat:
      return 33648;
    case SamplerMode::kRepeat:
      break;
  }
  return 10497;
}

int FilterOf(MinFilter filter) {
  switch (filter) {
    case MinFilter::kNearest:
      return 9728;
    case MinFilter::kLinear:
      return 9729;
    case MinFilter::kLinearMipmapLinear:
      break;
  }
  return 9987;
}

// A name as a relative URI, with all but unreserved characters percent-encoded
// (RFC 3986, section 2).
std::string UriOf(std::string_view name) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string uri;
  for (const char letter : name) {
    const auto byte = static_cast<unsigned char>(letter);
    if (std::isalnum(byte) != 0 || letter == '-' || letter == '.' ||
        letter == '_' || letter == '~') {
      uri += letter;
    } else {
      uri += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return uri;
}

class GltfWriter {
 public:
  explicit GltfWriter(const SceneData& scene) : scene_(scene) {}

  std::vector<ExportedFile> Write(const std::string& stem, bool is_binary) {
    root_["asset"] = {{"version", "2.0"}, {"generator", "Linguine"}};
    for (const SceneTexture& texture : scene_.textures) AddTexture(texture);
    for (const Material& material : scene_.materials) AddMaterial(material);
    for (const SceneGeometry& geometry : scene_.geometries) {
      AddMesh(geometry);
    }
    AddLights();
    AddNodes();
    buffer_.Pad(4);
    // A buffer has at least one byte.
    if (buffer_.size() == 0) {
      if (is_binary) return {{stem + ".glb", Glb()}};
      return {{stem + ".gltf", Bytes::Copy(Text())}};
    }
    Json buffer = {{"byteLength", buffer_.size()}};
    if (!is_binary) buffer["uri"] = UriOf(stem + ".bin");
    root_["buffers"].push_back(std::move(buffer));
    if (is_binary) return {{stem + ".glb", Glb()}};
    return {{stem + ".gltf", Bytes::Copy(Text())},
            {stem + ".bin", buffer_.Take()}};
  }

 private:
  // Names that are not UTF-8 must not end the export.
  std::string Text() const {
    return root_.dump(-1, ' ', false, Json::error_handler_t::replace);
  }

  Bytes Glb() {
    const Bytes buffer = buffer_.Take();
    ByteWriter json;
    json.PutText(Text());
    json.Pad(4, ' ');
    const Bytes text = json.Take();
    ByteWriter file;
    file.PutText("glTF");
    file.Put(uint32_t{2});
    const size_t end = buffer.empty() ? 0 : 8 + buffer.size();
    file.Put(static_cast<uint32_t>(12 + 8 + text.size() + end));
    file.Put(static_cast<uint32_t>(text.size()));
    file.PutText("JSON");
    file.PutText(text.text());
    if (buffer.empty()) return file.Take();
    file.Put(static_cast<uint32_t>(buffer.size()));
    file.PutText(std::string_view("BIN\0", 4));
    file.PutText(buffer.text());
    return file.Take();
  }

  static void SetName(Json& item, const std::string& name) {
    if (!name.empty()) item["name"] = name;
  }

  template <class T>
  size_t AddView(const std::vector<T>& values, std::optional<int> target) {
    buffer_.Pad(4);
    Json view = {{"buffer", 0},
                 {"byteOffset", buffer_.size()},
                 {"byteLength", values.size() * sizeof(T)}};
    if (target) view["target"] = *target;
    buffer_.PutAll(values);
    root_["bufferViews"].push_back(std::move(view));
    return root_["bufferViews"].size() - 1;
  }

  template <size_t n>
  size_t AddAccessor(const std::vector<std::array<float, n>>& values) {
    constexpr const char* kTypes[] = {"", "SCALAR", "VEC2", "VEC3", "VEC4"};
    root_["accessors"].push_back({{"bufferView", AddView(values, kArrayBuffer)},
                                  {"componentType", kFloatComponent},
                                  {"count", values.size()},
                                  {"type", kTypes[n]}});
    return root_["accessors"].size() - 1;
  }

  void AddMesh(const SceneGeometry& geometry) {
    Json mesh = {{"primitives", Json::array()}};
    SetName(mesh, geometry.name);
    for (const ScenePart& part : geometry.parts) {
      mesh["primitives"].push_back(MakePrimitive(part));
    }
    root_["meshes"].push_back(std::move(mesh));
  }

  Json MakePrimitive(const ScenePart& part) {
    const Mesh& mesh = part.mesh;
    Json attributes = Json::object();
    const size_t positions = AddAccessor(mesh.positions);
    const BoundingBox bounds = Bounds(mesh);
    root_["accessors"][positions]["min"] = bounds.min;
    root_["accessors"][positions]["max"] = bounds.max;
    attributes["POSITION"] = positions;
    if (!mesh.normals.empty()) {
      attributes["NORMAL"] = AddAccessor(UnitVectors(mesh.normals, {0, 1, 0}));
    }
    if (!mesh.tangents.empty() && !mesh.normals.empty()) {
      attributes["TANGENT"] = AddAccessor(SignedTangents(part));
    }
    for (size_t i = 0; i < mesh.texture_coordinates.size(); ++i) {
      attributes["TEXCOORD_" + std::to_string(i)] =
          AddAccessor(mesh.texture_coordinates[i]);
    }
    // A texture must not name coordinates that are not there.
    for (size_t i = mesh.texture_coordinates.size(); i < ChannelsOf(part);
         ++i) {
      attributes["TEXCOORD_" + std::to_string(i)] =
          AddAccessor(std::vector<Vec2>(mesh.positions.size()));
    }
    for (size_t i = 0; i < mesh.colors.size(); ++i) {
      std::vector<Vec4> colors = mesh.colors[i];
      for (Vec4& color : colors) color = Units(color);
      attributes["COLOR_" + std::to_string(i)] = AddAccessor(colors);
    }
    Json primitive = {{"attributes", std::move(attributes)},
                      {"mode", ModeOf(mesh.type)}};
    if (part.material) primitive["material"] = *part.material;
    if (mesh.indices.empty()) return primitive;
    root_["accessors"].push_back(
        {{"bufferView", AddView(mesh.indices, kElementArrayBuffer)},
         {"componentType", kUnsignedInt},
         {"count", mesh.indices.size()},
         {"type", "SCALAR"}});
    primitive["indices"] = root_["accessors"].size() - 1;
    return primitive;
  }

  // The channels of coordinates that the textures of the part's material need.
  size_t ChannelsOf(const ScenePart& part) const {
    if (!part.material) return 0;
    Material material = scene_.materials[*part.material];
    size_t channels = 0;
    for (const TextureRef* texture : TexturesOf(material)) {
      channels = std::max(channels, size_t{texture->texture_coord_slot} + 1);
    }
    return std::min(channels, kMostChannels);
  }

  void AddTexture(const SceneTexture& texture) {
    const std::vector<uint8_t> bytes(texture.image.begin(),
                                     texture.image.end());
    Json image = {{"bufferView", AddView(bytes, std::nullopt)},
                  {"mimeType", ImageTypeOf(texture.image.span())}};
    SetName(image, texture.name);
    const Sampler& sampler = texture.sampler;
    root_["images"].push_back(std::move(image));
    root_["samplers"].push_back(
        {{"magFilter", sampler.mag_filter == MagFilter::kNearest ? 9728 : 9729},
         {"minFilter", FilterOf(sampler.min_filter)},
         {"wrapS", WrapOf(sampler.wrap_s)},
         {"wrapT", WrapOf(sampler.wrap_t)}});
    const size_t place = root_["images"].size() - 1;
    Json made = {{"sampler", place}};
    if (ImageTypeOf(texture.image.span()) == "image/ktx2") {
      constexpr char kBasis[] = "KHR_texture_basisu";
      made["extensions"][UseExtension(kBasis)] = {{"source", place}};
      root_["extensionsRequired"] = {kBasis};
    } else {
      made["source"] = place;
    }
    root_["textures"].push_back(std::move(made));
  }

  Json MakeTexture(const TextureRef& texture) {
    Json made = {{"index", PlaceOf(texture.texture)},
                 {"texCoord", texture.texture_coord_slot}};
    if (!texture.transform) return made;
    if (const auto transform = TextureTransformOf(*texture.transform)) {
      made["extensions"][UseExtension("KHR_texture_transform")] = {
          {"offset", transform->offset},
          {"rotation", transform->rotation},
          {"scale", transform->scale}};
    }
    return made;
  }

  // Returns the name, and adds it to the list of extensions in use.
  const char* UseExtension(const char* name) {
    Json& used = root_["extensionsUsed"];
    if (std::find(used.begin(), used.end(), name) == used.end()) {
      used.push_back(name);
    }
    return name;
  }

  void AddMaterial(const Material& from) {
    const PBRInfo& surface = from.pbr_info;
    Json pbr = {{"baseColorFactor", Units(surface.base_color)},
                {"metallicFactor", UnitOf(surface.metallic)},
                {"roughnessFactor", UnitOf(surface.roughness)}};
    if (surface.base_color_texture) {
      pbr["baseColorTexture"] = MakeTexture(*surface.base_color_texture);
    }
    if (surface.metal_rough_texture) {
      pbr["metallicRoughnessTexture"] =
          MakeTexture(*surface.metal_rough_texture);
    }
    Json material = {{"pbrMetallicRoughness", std::move(pbr)},
                     {"emissiveFactor", Units(from.emissive_factor)},
                     {"doubleSided", from.double_sided}};
    SetAlpha(from, material);
    SetName(material, from.name.value_or(""));
    const size_t place = root_["materials"].size();
    if (from.normal_texture) {
      material["normalTexture"] = MakeTexture(*from.normal_texture);
      if (place < scene_.normal_scales.size() &&
          scene_.normal_scales[place] != 1.0f) {
        material["normalTexture"]["scale"] = scene_.normal_scales[place];
      }
    }
    if (from.occlusion_texture) {
      material["occlusionTexture"] = MakeTexture(*from.occlusion_texture);
      material["occlusionTexture"]["strength"] =
          UnitOf(from.occlusion_texture_factor);
    }
    if (from.emissive_texture) {
      material["emissiveTexture"] = MakeTexture(*from.emissive_texture);
    }
    root_["materials"].push_back(std::move(material));
  }

  static void SetAlpha(const Material& from, Json& material) {
    switch (AlphaModeOf(from)) {
      case AlphaMode::kOpaque:
        material["alphaMode"] = "OPAQUE";
        break;
      case AlphaMode::kBlend:
        material["alphaMode"] = "BLEND";
        break;
      case AlphaMode::kMask:
        material["alphaMode"] = "MASK";
        material["alphaCutoff"] = std::max(CutoffOf(from), 0.0f);
        break;
    }
  }

  // KHR_lights_punctual.
  void AddLights() {
    if (scene_.lights.empty()) return;
    Json lights = Json::array();
    for (const Light& from : scene_.lights) {
      Json light = {{"color", Units(from.color)},
                    {"intensity", std::max(from.intensity, 0.0f)}};
      SetName(light, from.name.value_or(""));
      std::visit([&](const auto& type) { SetType(type, light); }, from.type);
      lights.push_back(std::move(light));
    }
    root_["extensions"][UseExtension("KHR_lights_punctual")]["lights"] =
        std::move(lights);
  }

  // A range that is absent or not positive means: without an end.
  static void SetRange(float range, Json& light) {
    if (range > 0.0f) light["range"] = range;
  }
  static void SetType(const PointLight& point, Json& light) {
    light["type"] = "point";
    SetRange(point.range, light);
  }
  static void SetType(const SpotLight& spot, Json& light) {
    light["type"] = "spot";
    // The inner angle is smaller than the outer, which is at most a right one.
    constexpr float kLeast = 1e-3f;
    const float outer = std::clamp(spot.outer_cone_angle_rad, kLeast,
                                   std::numbers::pi_v<float> / 2);
    light["spot"] = {{"innerConeAngle", std::clamp(spot.inner_cone_angle_rad,
                                                   0.0f, outer - kLeast / 2)},
                     {"outerConeAngle", outer}};
    SetRange(spot.range, light);
  }
  // glTF has no range for directional lights.
  static void SetType(const DirectionalLight&, Json& light) {
    light["type"] = "directional";
  }

  void AddNodes() {
    Json& nodes = root_["nodes"] = Json::array();
    Json roots = Json::array();
    for (const SceneNode& from : scene_.nodes) {
      Json node;
      SetName(node, from.name);
      if (from.parent) {
        nodes[holders_[*from.parent]]["children"].push_back(nodes.size());
      } else {
        roots.push_back(nodes.size());
      }
      std::optional<TurnedNode> turned;
      if (from.transform != kIdentity) {
        if (IsScaledRotation(from.transform)) {
          node["matrix"] = from.transform;
        } else {
          turned = TurnedNodeOf(from.transform);
          node["translation"] = turned->translation;
          node["rotation"] = turned->rotation;
          node["scale"] = turned->scale;
        }
      }
      if (turned) {
        // glTF has no shear: two nodes, of which the inner one turns only.
        node["children"].push_back(nodes.size() + 1);
        nodes.push_back(std::move(node));
        node = {{"rotation", turned->inner_rotation}};
      }
      if (from.geometry && from.instances.empty()) {
        node["mesh"] = *from.geometry;
      }
      holders_.push_back(nodes.size());
      nodes.push_back(node.is_null() ? Json::object() : std::move(node));
    }
    for (size_t i = 0; i < scene_.nodes.size(); ++i) AddBelow(i, nodes);
    Json scene = Json::object();
    if (!roots.empty()) scene["nodes"] = std::move(roots);
    root_["scenes"].push_back(std::move(scene));
    if (nodes.empty()) root_.erase("nodes");
    root_["scene"] = 0;
  }

  // A node for each instance and each light of a node.
  void AddBelow(size_t place, Json& nodes) {
    const SceneNode& from = scene_.nodes[place];
    const size_t holder = holders_[place];
    for (const Instance& instance : from.instances) {
      nodes[holder]["children"].push_back(nodes.size());
      nodes.push_back({{"mesh", *from.geometry},
                       {"translation", instance.position},
                       {"rotation", UnitQuaternion(instance.rotation)},
                       {"scale", instance.scale}});
    }
    for (const size_t light : from.lights) {
      nodes[holder]["children"].push_back(nodes.size());
      Json node;
      SetName(node, scene_.lights[light].name.value_or(""));
      node["extensions"]["KHR_lights_punctual"]["light"] = light;
      nodes.push_back(std::move(node));
    }
  }

  // Of a slot that no mesh can have.
  static constexpr size_t kMostChannels = 8;

  const SceneData& scene_;
  // For each node of the scene, the node of the file that holds its mesh.
  std::vector<size_t> holders_;
  Json root_;
  ByteWriter buffer_;
};

}  // namespace

std::vector<ExportedFile> WriteGltf(const SceneData& scene,
                                    const std::string& stem, bool is_binary) {
  return GltfWriter(scene).Write(stem, is_binary);
}

}  // namespace noodles::geometry_internal
