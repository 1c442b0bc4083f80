// Reads 3MF packages: the core specification, the production extension and, of
// the extension for materials, colours and textures.
//
// Thread-safety: pure functions.
#ifndef NOODLES_IMPORT_PROGRAM_THREEMF_THREEMF_READER_H_
#define NOODLES_IMPORT_PROGRAM_THREEMF_THREEMF_READER_H_

#include "absl/status/statusor.h"
#include "noodles/geometry/readers/reader_context.h"

namespace noodles::import_program {

// Whether this build has the libraries (NOODLES_WITH_3MF).
bool CanReadThreeMf();

// A node for each item and component below a root node that turns the unit of
// the package into metres. Errors: InvalidArgument with the part of the
// package, the line and the column; ResourceExhausted beyond the limits;
// Unimplemented without the libraries.
absl::StatusOr<SceneData> ReadThreeMf(
    const geometry_internal::ReaderContext& context);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_THREEMF_THREEMF_READER_H_
