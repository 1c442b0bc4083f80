#include "noodles/geometry/import.h"

#include <cctype>
#include <system_error>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/import/import_place.h"
#include "noodles/geometry/import/import_process.h"

namespace noodles {
namespace {

std::string Lower(std::string_view extension) {
  if (extension.starts_with('.')) extension.remove_prefix(1);
  std::string lower(extension);
  for (char& letter : lower) {
    letter =
        static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  return lower;
}

}  // namespace

bool CanImport() { return geometry_internal::FindImportProgram({}).ok(); }

bool CanImport(std::string_view extension) {
  const absl::StatusOr<std::set<std::string>> extensions =
      geometry_internal::AskForExtensions();
  return extensions.ok() && extensions->contains(Lower(extension));
}

absl::StatusOr<SceneData> ImportScene(const std::filesystem::path& file,
                                      const ImportOptions& options) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) {
    return NotFound(file.string() + " is no file");
  }
  return geometry_internal::ImportInProcess(
      {.folder = std::filesystem::absolute(file.parent_path(), error).string(),
       .name = file.filename().string(),
       .extension = Lower(file.extension().string()),
       .options = options});
}

absl::StatusOr<SceneData> ImportScene(const Bytes& file,
                                      std::string_view extension,
                                      const ImportOptions& options) {
  if (file.size() > options.limits.max_file_bytes) {
    return ResourceExhausted("the file has more than max_file_bytes");
  }
  return geometry_internal::ImportInProcess(
      {.name = "memory." + Lower(extension),
       .extension = Lower(extension),
       .contents = file,
       .options = options});
}

absl::StatusOr<Mesh> ImportMesh(const std::filesystem::path& file,
                                const ImportOptions& options) {
  absl::StatusOr<SceneData> scene = ImportScene(file, options);
  if (!scene.ok()) return scene.status();
  Mesh mesh = Flatten(*std::move(scene));
  if (mesh.positions.empty()) {
    return InvalidArgument(file.filename().string() + " has no triangles");
  }
  return mesh;
}

}  // namespace noodles
