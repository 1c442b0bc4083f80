#include "import_program/own_readers.h"

#include <algorithm>
#include <utility>

#include "import_program/files/other_files.h"
#include "import_program/finishing/finish_mesh.h"
#include "import_program/pictures/import_textures.h"
#include "import_program/threemf/threemf_reader.h"
#include "noodles/base/status.h"
#include "noodles/geometry/readers/obj_reader.h"
#include "noodles/geometry/readers/off_reader.h"
#include "noodles/geometry/readers/ply_reader.h"
#include "noodles/geometry/readers/reader_context.h"
#include "noodles/geometry/readers/stl_reader.h"

namespace noodles::import_program {
namespace {

using geometry_internal::ReaderContext;
using Reader = absl::StatusOr<SceneData> (*)(const ReaderContext&);

constexpr std::pair<std::string_view, Reader> kReaders[] = {
    {"3mf", ReadThreeMf},
    {"obj", geometry_internal::ReadObj},
    {"off", geometry_internal::ReadOff},
    {"ply", geometry_internal::ReadPly},
    {"stl", geometry_internal::ReadStl}};

absl::Status Finish(SceneData& scene, const ImportOptions& options) {
  size_t vertices = 0;
  size_t corners = 0;
  for (const SceneGeometry& geometry : scene.geometries) {
    for (const ScenePart& part : geometry.parts) {
      vertices += part.mesh.positions.size();
      corners += part.mesh.indices.size();
    }
  }
  absl::Status status = geometry_internal::CheckLimits(
      {.name = "the scene", .limits = options.limits}, vertices, corners);
  if (!status.ok()) return status;
  if (scene.nodes.size() > options.limits.max_nodes) {
    return ResourceExhausted("the scene has more than max_nodes nodes");
  }
  for (SceneGeometry& geometry : scene.geometries) {
    for (ScenePart& part : geometry.parts) FinishMesh(part.mesh, options);
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<std::string> OwnExtensions() {
  std::vector<std::string> extensions;
  for (const auto& [extension, reader] : kReaders) {
    if (extension == "3mf" && !CanReadThreeMf()) continue;
    extensions.emplace_back(extension);
  }
  return extensions;
}

absl::StatusOr<SceneData> ReadByOwnReader(ImportFiles& files,
                                          const std::string& name,
                                          const std::string& extension,
                                          const ImportOptions& options) {
  std::optional<Bytes> contents = files.Read(name);
  if (!files.status().ok()) return files.status();
  if (!contents) return NotFound(name + " cannot be read");
  absl::Status kind = CheckKind(name, extension, contents->text());
  if (!kind.ok()) return kind;
  TextureImporter textures(files, options.limits.max_image_bytes);
  const ReaderContext context = {
      .name = name,
      .contents = *std::move(contents),
      .limits = options.limits,
      .read_file = [&](const std::string& file) { return files.Read(file); },
      .has_file =
          [&](const std::string& file) { return files.Exists(file.c_str()); },
      .add_texture =
          [&](const std::string& file, const Sampler& sampler,
              SceneData& scene) { return textures.Add(file, sampler, scene); },
      .add_picture =
          [&](const std::string& file, const Bytes& image,
              const Sampler& sampler, SceneData& scene) {
            return textures.Add(file, image, sampler, scene);
          },
      .progress = options.progress};
  const auto* const reader =
      std::find_if(std::begin(kReaders), std::end(kReaders),
                   [&](const auto& item) { return item.first == extension; });
  absl::StatusOr<SceneData> scene = reader->second(context);
  if (!files.status().ok()) return files.status();
  if (!textures.status().ok()) return textures.status();
  if (!scene.ok()) return scene;
  absl::Status status = Finish(*scene, options);
  if (!status.ok()) return status;
  if (options.progress && !options.progress(1.0f)) {
    return Cancelled("the import was cancelled");
  }
  return scene;
}

}  // namespace noodles::import_program
