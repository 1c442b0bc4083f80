// Changes text files so that Assimp reads them.
//
// Thread-safety: none; an import belongs to a thread.
#ifndef NOODLES_IMPORT_PROGRAM_FILES_TEXT_REPAIR_H_
#define NOODLES_IMPORT_PROGRAM_FILES_TEXT_REPAIR_H_

#include <string>

#include "absl/status/status.h"
#include "import_program/files/import_files.h"
#include "noodles/geometry/import.h"

namespace noodles::import_program {

// Turns UTF-16 with a byte order mark into UTF-8; in COLLADA files also UTF-16
// without one, and several blanks between numbers into one. The changed file
// replaces the file `name` in `files`. Errors: InvalidArgument for UTF-16 that
// ends within a character.
absl::Status RepairText(const std::string& name, const std::string& extension,
                        const ImportLimits& limits, ImportFiles& files);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_FILES_TEXT_REPAIR_H_
