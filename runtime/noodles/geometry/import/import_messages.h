// The messages between the library and the program noodles-import.
//
// The library sends one request. The program answers with a greeting, any
// number of progress reports, and one scene or one error. A greeting names the
// version, so that a library and a program of different versions tell each
// other apart.
//
// Both ends check what they read. Thread-safety: none.
#ifndef NOODLES_GEOMETRY_IMPORT_IMPORT_MESSAGES_H_
#define NOODLES_GEOMETRY_IMPORT_IMPORT_MESSAGES_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/geometry/import.h"
#include "noodles/geometry/import/pipe.h"

namespace noodles::geometry_internal {

// The arguments of the program.
inline constexpr char kFormatsArgument[] = "--formats";
inline constexpr char kImportArgument[] = "--import";
// The first line that --formats prints. Each further line is an extension.
inline constexpr char kFormatsTitle[] = "noodles-import formats";

struct ImportRequest {
  // Of the file, and of all files that it may name. Unused with `contents`.
  std::string folder{};
  // Of the file, without its folder.
  std::string name{};
  // In lower case, without the dot.
  std::string extension{};
  // The file, where it lies in memory.
  std::optional<Bytes> contents{};
  // Of its members, `max_time`, `max_memory_bytes` and `import_program` are not
  // sent: they concern the process. `progress` is sent as whether there is one;
  // the receiver gets a function that does nothing.
  ImportOptions options{};
};

void SendRequest(PipeReader& pipe, const ImportRequest& request);

// Errors: FailedPrecondition for a request of another version; DataLoss where
// the request ends early; ResourceExhausted beyond its own limits.
absl::StatusOr<ImportRequest> ReceiveRequest(PipeReader& pipe);

bool SendGreeting(PipeWriter& pipe);
bool SendProgress(PipeWriter& pipe, float part);
bool SendResult(PipeWriter& pipe, const SceneData& scene);
// The status must not be OK.
bool SendError(PipeWriter& pipe, const absl::Status& status);

// Reads the answer to a request up to the scene, calls options.progress on the
// way, and validates the scene. Errors: those that the program reports;
// DeadlineExceeded at the reader's deadline; Cancelled by `progress`;
// FailedPrecondition where the other end is no noodles-import of this version;
// InvalidArgument where the answer ends early, as it does when the program
// crashes over the file; DataLoss and ResourceExhausted as ReceiveScene.
absl::StatusOr<SceneData> ReceiveAnswer(PipeReader& pipe,
                                        const ImportOptions& options);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_IMPORT_IMPORT_MESSAGES_H_
