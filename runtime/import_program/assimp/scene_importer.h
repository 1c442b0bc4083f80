// Reads a file with Assimp.
//
// Thread-safety: none; an import belongs to a thread.
#ifndef NOODLES_IMPORT_PROGRAM_ASSIMP_SCENE_IMPORTER_H_
#define NOODLES_IMPORT_PROGRAM_ASSIMP_SCENE_IMPORTER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "import_program/files/import_files.h"
#include "noodles/geometry/import.h"
#include "noodles/geometry/scene_data.h"

namespace noodles::import_program {

// The extensions of the files that Assimp reads: in lower case, without dots.
std::vector<std::string> AssimpExtensions();

// Reads the file `name` and the files that it names. Calls options.progress;
// ends with Cancelled where that returns false. Errors besides: InvalidArgument
// for a file that cannot be understood; ResourceExhausted beyond the limits.
// Assimp and the reader of JSON throw besides.
absl::StatusOr<SceneData> ReadByAssimp(std::unique_ptr<ImportFiles> files,
                                       const std::string& name,
                                       const std::string& extension,
                                       const ImportOptions& options);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_ASSIMP_SCENE_IMPORTER_H_
