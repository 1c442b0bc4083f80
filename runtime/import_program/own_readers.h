// Reads the formats for which this project has a reader of its own.
//
// Thread-safety: none; an import belongs to a thread.
#ifndef NOODLES_IMPORT_PROGRAM_OWN_READERS_H_
#define NOODLES_IMPORT_PROGRAM_OWN_READERS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "import_program/files/import_files.h"
#include "noodles/geometry/import.h"
#include "noodles/geometry/scene_data.h"

namespace noodles::import_program {

// Their extensions, in lower case.
std::vector<std::string> OwnExtensions();

// Reads the file `name`, whose extension is one of OwnExtensions. Errors: those
// of the readers.
absl::StatusOr<SceneData> ReadByOwnReader(ImportFiles& files,
                                          const std::string& name,
                                          const std::string& extension,
                                          const ImportOptions& options);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_OWN_READERS_H_
