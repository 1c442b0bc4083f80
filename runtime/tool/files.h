// Whole files, and stdin and stdout in their place.
//
// Thread-safety: any thread. Ownership: plain values.
#ifndef NOODLES_TOOL_FILES_H_
#define NOODLES_TOOL_FILES_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"

namespace noodles::tool {

// The whole of a file, or of stdin for "-". NotFound where it cannot be read.
absl::StatusOr<noodles::Bytes> ReadFile(const std::string& path);

// Writes a file as a whole, or stdout for "-". DataLoss where it cannot be
// written.
absl::Status WriteFile(const std::string& path, std::string_view content);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_FILES_H_
