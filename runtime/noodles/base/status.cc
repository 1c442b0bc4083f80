#include "noodles/base/status.h"

#include "absl/strings/string_view.h"

namespace noodles {

absl::Status MakeStatus(absl::StatusCode code, std::string_view message) {
  return absl::Status(code, absl::string_view(message.data(), message.size()));
}

absl::Status Aborted(std::string_view message) {
  return MakeStatus(absl::StatusCode::kAborted, message);
}

absl::Status AlreadyExists(std::string_view message) {
  return MakeStatus(absl::StatusCode::kAlreadyExists, message);
}

absl::Status Cancelled(std::string_view message) {
  return MakeStatus(absl::StatusCode::kCancelled, message);
}

absl::Status DataLoss(std::string_view message) {
  return MakeStatus(absl::StatusCode::kDataLoss, message);
}

absl::Status DeadlineExceeded(std::string_view message) {
  return MakeStatus(absl::StatusCode::kDeadlineExceeded, message);
}

absl::Status FailedPrecondition(std::string_view message) {
  return MakeStatus(absl::StatusCode::kFailedPrecondition, message);
}

absl::Status Internal(std::string_view message) {
  return MakeStatus(absl::StatusCode::kInternal, message);
}

absl::Status InvalidArgument(std::string_view message) {
  return MakeStatus(absl::StatusCode::kInvalidArgument, message);
}

absl::Status NotFound(std::string_view message) {
  return MakeStatus(absl::StatusCode::kNotFound, message);
}

absl::Status OutOfRange(std::string_view message) {
  return MakeStatus(absl::StatusCode::kOutOfRange, message);
}

absl::Status PermissionDenied(std::string_view message) {
  return MakeStatus(absl::StatusCode::kPermissionDenied, message);
}

absl::Status ResourceExhausted(std::string_view message) {
  return MakeStatus(absl::StatusCode::kResourceExhausted, message);
}

absl::Status Unauthenticated(std::string_view message) {
  return MakeStatus(absl::StatusCode::kUnauthenticated, message);
}

absl::Status Unavailable(std::string_view message) {
  return MakeStatus(absl::StatusCode::kUnavailable, message);
}

absl::Status Unimplemented(std::string_view message) {
  return MakeStatus(absl::StatusCode::kUnimplemented, message);
}

absl::Status Unknown(std::string_view message) {
  return MakeStatus(absl::StatusCode::kUnknown, message);
}

std::string_view StatusMessage(const absl::Status& status) {
  return {status.message().data(), status.message().size()};
}

}  // namespace noodles
