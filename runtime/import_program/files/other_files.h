// Recognises files that are not what their names say.
//
// Thread-safety: pure functions.
#ifndef NOODLES_IMPORT_PROGRAM_FILES_OTHER_FILES_H_
#define NOODLES_IMPORT_PROGRAM_FILES_OTHER_FILES_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace noodles::import_program {

// InvalidArgument, with advice, where `contents` begin as another kind of file
// does than files with this extension: as a pointer of Git LFS, a web page, a
// packed file, or a mesh of another format.
absl::Status CheckKind(const std::string& name, std::string_view extension,
                       std::string_view contents);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_FILES_OTHER_FILES_H_
