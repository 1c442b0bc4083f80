// Runs an importer in a process of its own.
//
// Libraries that read meshes crash, hang and fill the memory on some files. The
// child has a limit of time and memory, and whatever becomes of it, the caller
// gets a scene or an error. It has none of the caller's files and sockets.
//
// Thread-safety: may be called from any thread; the child has that thread only.
// POSIX.
#ifndef NOODLES_GEOMETRY_IMPORT_IMPORT_PROCESS_H_
#define NOODLES_GEOMETRY_IMPORT_IMPORT_PROCESS_H_

#include <functional>

#include "absl/status/statusor.h"
#include "noodles/geometry/import.h"

namespace noodles::geometry_internal {

// Calls `import` in a child, with a function for its progress, and gives back
// what it returns. Errors besides those of `import`: DeadlineExceeded,
// Cancelled, InvalidArgument where the child crashes, ResourceExhausted.
absl::StatusOr<SceneData> ImportInProcess(
    const ImportOptions& options,
    const std::function<absl::StatusOr<SceneData>(
        const std::function<bool(float)>& progress)>& import);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_IMPORT_IMPORT_PROCESS_H_
