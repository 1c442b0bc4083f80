// Finds the program noodles-import.
//
// Thread-safety: may be called from any thread, as long as no thread changes
// the environment.
#ifndef NOODLES_GEOMETRY_IMPORT_IMPORT_PLACE_H_
#define NOODLES_GEOMETRY_IMPORT_IMPORT_PLACE_H_

#include <string>

#include "absl/status/statusor.h"
#include "noodles/geometry/import.h"

namespace noodles::geometry_internal {

// The path of the program, in the order that ImportOptions::import_program
// documents. Error: Unimplemented, with all places where it looked.
absl::StatusOr<std::string> FindImportProgram(const ImportOptions& options);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_IMPORT_IMPORT_PLACE_H_
