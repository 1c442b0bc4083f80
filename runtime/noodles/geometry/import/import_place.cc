#include "noodles/geometry/import/import_place.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>
#include <vector>

#include "noodles/base/status.h"

namespace noodles::geometry_internal {

// The path of noodles-import in the build tree or in the installed package with
// which the running program was linked. CMake adds the definition to the
// running program: see import_program_place.cc.in.
[[gnu::weak]] const char* ImportProgramPlace();

namespace {

namespace fs = std::filesystem;

constexpr char kProgram[] = "noodles/noodles-import";

// Appends the place of the program as seen from the folder of `file`.
void AddPlaceBeside(const fs::path& file, const char* way,
                    std::vector<fs::path>& places) {
  std::error_code error;
  const fs::path real = fs::canonical(file, error);
  if (error) return;
  places.push_back((real.parent_path() / way / kProgram).lexically_normal());
}

std::vector<fs::path> PlacesOf(const ImportOptions& options) {
  if (!options.import_program.empty()) return {options.import_program};
  const char* const named = secure_getenv("NOODLES_IMPORT_PROGRAM");
  if (named != nullptr && *named != '\0') return {named};
  std::vector<fs::path> places;
  Dl_info library = {};
  // The name of a statically linked program is what it was started as: it may
  // be relative to anything.
  if (dladdr(reinterpret_cast<const void*>(&FindImportProgram), &library) !=
          0 &&
      library.dli_fname != nullptr && library.dli_fname[0] == '/') {
    AddPlaceBeside(library.dli_fname, NOODLES_LIBEXEC_FROM_LIB, places);
  }
  AddPlaceBeside("/proc/self/exe", NOODLES_LIBEXEC_FROM_BIN, places);
  if (ImportProgramPlace != nullptr) places.push_back(ImportProgramPlace());
  places.push_back(fs::path(NOODLES_LIBEXEC) / kProgram);
  return places;
}

bool IsProgram(const fs::path& file) {
  std::error_code error;
  return fs::is_regular_file(file, error) && access(file.c_str(), X_OK) == 0;
}

}  // namespace

absl::StatusOr<std::string> FindImportProgram(const ImportOptions& options) {
  std::string looked_at;
  for (const fs::path& place : PlacesOf(options)) {
    if (IsProgram(place)) return place.string();
    if (looked_at.find(place.string()) != std::string::npos) continue;
    looked_at += (looked_at.empty() ? "" : ", ") + place.string();
  }
  return Unimplemented(
      "the program noodles-import, which reads mesh files, is not there: "
      "looked at " +
      looked_at +
      " (ImportOptions::import_program and the environment variable "
      "NOODLES_IMPORT_PROGRAM name another place)");
}

}  // namespace noodles::geometry_internal
