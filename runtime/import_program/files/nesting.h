// Bounds how deep a text file nests: parsers call themselves for each level,
// and a stack has an end.
//
// Thread-safety: pure functions.
#ifndef NOODLES_IMPORT_PROGRAM_FILES_NESTING_H_
#define NOODLES_IMPORT_PROGRAM_FILES_NESTING_H_

#include <cstddef>
#include <string_view>

#include "absl/status/status.h"

namespace noodles::import_program {

// JSON: `{` and `[` outside of strings. Errors: ResourceExhausted with the line
// where there are more than `most` levels (ImportLimits::max_nesting).
absl::Status CheckJsonNesting(std::string_view text, size_t most);

// The same for a file that Assimp reads, by its extension: tags of XML,
// braces, or the numbers of children of AC3D. Formats that are not known to
// nest, and binary files, pass.
absl::Status CheckNesting(std::string_view extension, std::string_view text,
                          size_t most);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_FILES_NESTING_H_
