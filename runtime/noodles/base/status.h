// Makes absl::Status from standard strings.
//
// Debian 12's Abseil has its own string_view, so that
// `absl::InvalidArgumentError(std::string_view)` does not compile. These
// functions have the same meaning and take std::string_view. This header is as
// expensive to compile as `absl/status`, so bytes, CBOR and the generated
// headers do not include it.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_BASE_STATUS_H_
#define NOODLES_BASE_STATUS_H_

#include <string_view>

#include "absl/status/status.h"

namespace noodles {

// A status with `code` and a copy of `message`. For absl::StatusCode::kOk, an
// OK status without a message.
absl::Status MakeStatus(absl::StatusCode code, std::string_view message);

absl::Status Aborted(std::string_view message);
absl::Status AlreadyExists(std::string_view message);
absl::Status Cancelled(std::string_view message);
absl::Status DataLoss(std::string_view message);
absl::Status DeadlineExceeded(std::string_view message);
absl::Status FailedPrecondition(std::string_view message);
absl::Status Internal(std::string_view message);
absl::Status InvalidArgument(std::string_view message);
absl::Status NotFound(std::string_view message);
absl::Status OutOfRange(std::string_view message);
absl::Status PermissionDenied(std::string_view message);
absl::Status ResourceExhausted(std::string_view message);
absl::Status Unauthenticated(std::string_view message);
absl::Status Unavailable(std::string_view message);
absl::Status Unimplemented(std::string_view message);
absl::Status Unknown(std::string_view message);

// The message of `status`. Valid until `status` is changed or destroyed.
std::string_view StatusMessage(const absl::Status& status);

}  // namespace noodles

#endif  // NOODLES_BASE_STATUS_H_
