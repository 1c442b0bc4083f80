// Stands for the importer where the library is missing.
#include "noodles/base/status.h"
#include "noodles/geometry/import.h"

namespace noodles {
namespace {

absl::Status Missing() {
  return Unimplemented("this build has no Assimp (NOODLES_WITH_ASSIMP)");
}

}  // namespace

bool CanImport() { return false; }

bool CanImport(std::string_view) { return false; }

absl::StatusOr<SceneData> ImportScene(const std::filesystem::path&,
                                      const ImportOptions&) {
  return Missing();
}

absl::StatusOr<SceneData> ImportScene(const Bytes&, std::string_view,
                                      const ImportOptions&) {
  return Missing();
}

}  // namespace noodles
