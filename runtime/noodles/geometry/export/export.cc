#include "noodles/geometry/export.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <limits>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/export/export_formats.h"

namespace noodles {
namespace {

constexpr std::pair<std::string_view, SceneFormat> kExtensions[] = {
    {"obj", SceneFormat::kObj},
    {"ply", SceneFormat::kPly},
    {"stl", SceneFormat::kStl},
    {"gltf", SceneFormat::kGltf},
    {"glb", SceneFormat::kGlb}};

// Where the first geometry of the scene lies, if that is so far from zero that
// floats would round its points: 0 otherwise.
std::array<double, 3> FarOriginOf(const SceneData& scene) {
  constexpr float kFar = 4096.0f;
  const std::vector<Mat4> transforms = WorldTransforms(scene);
  std::array<double, 3> origin = {};
  for (size_t i = 0; i < scene.nodes.size(); ++i) {
    if (!scene.nodes[i].geometry) continue;
    for (size_t axis = 0; axis < 3; ++axis) {
      const float at = transforms[i][12 + axis];
      if (std::abs(at) >= kFar && std::isfinite(at)) origin[axis] = double{at};
    }
    break;
  }
  return origin;
}

SceneData MovedNear(SceneData scene, const std::array<double, 3>& origin) {
  for (SceneNode& node : scene.nodes) {
    if (node.parent) continue;
    for (size_t axis = 0; axis < 3; ++axis) {
      float& at = node.transform[12 + axis];
      at = static_cast<float>(double{at} - origin[axis]);
    }
  }
  return scene;
}

absl::StatusOr<std::vector<ExportedFile>> ExportMesh(const SceneData& scene,
                                                     SceneFormat format,
                                                     const std::string& stem) {
  const std::array<double, 3> origin = format == SceneFormat::kPly
                                           ? FarOriginOf(scene)
                                           : std::array<double, 3>{};
  SceneData moved;
  const bool is_far = origin != std::array<double, 3>{};
  if (is_far) moved = MovedNear(scene, origin);
  const SceneData& near = is_far ? moved : scene;
  Mesh mesh = Flatten(near);
  if (format == SceneFormat::kPly && mesh.positions.empty()) {
    mesh = Flatten(near, PrimitiveType::kPoints);
  }
  if (mesh.positions.empty()) {
    return InvalidArgument("the scene has nothing that the format could hold");
  }
  if (format == SceneFormat::kPly) {
    return std::vector<ExportedFile>{
        {stem + ".ply", geometry_internal::WritePly(mesh, origin)}};
  }
  return std::vector<ExportedFile>{
      {stem + ".stl", geometry_internal::WriteStl(mesh)}};
}

absl::StatusOr<std::vector<ExportedFile>> ExportGlb(const SceneData& scene,
                                                    const std::string& stem) {
  std::vector<ExportedFile> files =
      geometry_internal::WriteGltf(scene, stem, true);
  // The lengths in a GLB file have 32 bits.
  if (files[0].contents.size() > std::numeric_limits<uint32_t>::max()) {
    return ResourceExhausted("a GLB file holds 4 GiB at most; glTF holds more");
  }
  return files;
}

}  // namespace

absl::StatusOr<SceneFormat> SceneFormatOf(std::string_view extension) {
  if (extension.starts_with('.')) extension.remove_prefix(1);
  for (const auto& [name, format] : kExtensions) {
    if (name == extension) return format;
  }
  return InvalidArgument("files *." + std::string(extension) +
                         " cannot be written; obj, ply, stl, gltf and glb can");
}

absl::StatusOr<std::vector<ExportedFile>> Export(const SceneData& scene,
                                                 SceneFormat format,
                                                 const std::string& stem) {
  absl::Status status = Validate(scene);
  if (!status.ok()) return status;
  // glTF holds nodes without content, too.
  const bool is_gltf =
      format == SceneFormat::kGltf || format == SceneFormat::kGlb;
  if (scene.geometries.empty() && !(is_gltf && !scene.nodes.empty())) {
    return InvalidArgument("the scene has no geometry");
  }
  switch (format) {
    case SceneFormat::kObj:
      return geometry_internal::WriteObj(scene, stem);
    case SceneFormat::kGltf:
      return geometry_internal::WriteGltf(scene, stem, false);
    case SceneFormat::kGlb:
      return ExportGlb(scene, stem);
    case SceneFormat::kPly:
    case SceneFormat::kStl:
      break;
  }
  return ExportMesh(scene, format, stem);
}

absl::Status ExportFile(const SceneData& scene,
                        const std::filesystem::path& file) {
  const absl::StatusOr<SceneFormat> format =
      SceneFormatOf(file.extension().string());
  if (!format.ok()) return format.status();
  const absl::StatusOr<std::vector<ExportedFile>> files =
      Export(scene, *format, file.stem().string());
  if (!files.ok()) return files.status();
  for (const ExportedFile& exported : *files) {
    const std::filesystem::path path = file.parent_path() / exported.name;
    std::ofstream stream(path, std::ios::binary);
    stream.write(reinterpret_cast<const char*>(exported.contents.data()),
                 static_cast<std::streamsize>(exported.contents.size()));
    stream.close();
    if (!stream) return Unavailable(path.string() + " cannot be written");
  }
  return absl::OkStatus();
}

}  // namespace noodles
