// Reads and writes whole files; "-" stands for stdin or stdout.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_TOOL_OUTPUT_FILES_H_
#define NOODLES_TOOL_OUTPUT_FILES_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"

namespace noodles::tool {

// Reads a file, or stdin for "-". Errors: NotFound if the file cannot be read.
absl::StatusOr<Bytes> ReadFile(const std::string& path);

// Writes a file, or stdout for "-". Errors: DataLoss if it cannot be written.
// It is no error if the reader of stdout closes the pipe before the end.
absl::Status WriteFile(const std::string& path, std::string_view content);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_OUTPUT_FILES_H_
