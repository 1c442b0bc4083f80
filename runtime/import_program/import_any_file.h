// Reads a file of any known format: chooses the reader by the extension.
//
// Thread-safety: none; an import belongs to a thread.
#ifndef NOODLES_IMPORT_PROGRAM_IMPORT_ANY_FILE_H_
#define NOODLES_IMPORT_PROGRAM_IMPORT_ANY_FILE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/geometry/import/import_messages.h"
#include "noodles/geometry/scene_data.h"

namespace noodles::import_program {

// The extensions of the files that can be read: in lower case, without dots.
std::vector<std::string> Extensions();

// Reads the file of the request and the files that the file names. Calls
// request.options.progress; ends with Cancelled where that returns false.
// Errors besides: InvalidArgument for a file that cannot be understood;
// ResourceExhausted beyond the limits.
absl::StatusOr<SceneData> Import(
    const geometry_internal::ImportRequest& request);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_IMPORT_ANY_FILE_H_
