#include "import_program/import_any_file.h"

#include <algorithm>
#include <exception>
#include <memory>
#include <new>
#include <string_view>
#include <utility>

#include "import_program/assimp/scene_importer.h"
#include "import_program/files/import_files.h"
#include "import_program/finishing/scene_texts.h"
#include "import_program/own_readers.h"
#include "noodles/base/status.h"

namespace noodles::import_program {
namespace {

bool IsOwn(std::string_view extension) {
  const std::vector<std::string> own = OwnExtensions();
  return std::find(own.begin(), own.end(), extension) != own.end();
}

std::unique_ptr<ImportFiles> FilesOf(
    const geometry_internal::ImportRequest& request) {
  if (request.contents) {
    return std::make_unique<ImportFiles>(request.name, *request.contents);
  }
  return std::make_unique<ImportFiles>(request.folder,
                                       request.options.limits.max_file_bytes);
}

absl::StatusOr<SceneData> ImportAnything(
    const geometry_internal::ImportRequest& request) {
  const std::string& name = request.name;
  const std::string& extension = request.extension;
  // Assimp throws where a file makes Assimp ask for too much.
  try {
    if (IsOwn(extension)) {
      const std::unique_ptr<ImportFiles> files = FilesOf(request);
      absl::StatusOr<SceneData> scene =
          ReadByOwnReader(*files, name, extension, request.options);
      if (scene.ok()) scene->files = files->Wanted();
      return scene;
    }
    return ReadByAssimp(FilesOf(request), name, extension, request.options);
  } catch (const std::bad_alloc&) {
    return ResourceExhausted(name + " needs more memory than there is");
  } catch (const std::exception& error) {
    return InvalidArgument(name + ": " + error.what());
  }
}

}  // namespace

std::vector<std::string> Extensions() {
  std::vector<std::string> extensions = OwnExtensions();
  for (std::string& extension : AssimpExtensions()) {
    if (!IsOwn(extension)) extensions.push_back(std::move(extension));
  }
  return extensions;
}

absl::StatusOr<SceneData> Import(
    const geometry_internal::ImportRequest& request) {
  absl::StatusOr<SceneData> scene = ImportAnything(request);
  if (!scene.ok()) return PrintableStatus(scene.status());
  RepairTexts(*scene);
  return scene;
}

}  // namespace noodles::import_program
