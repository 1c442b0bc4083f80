#include "noodles/relay/forwarding/origin_answer.h"

#include <string>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/calls/method_error.h"

namespace noodles::relay_internal {

Answer AnswerOf(absl::StatusOr<Any> result) {
  if (result.ok()) return ResultValue(*std::move(result));
  const absl::Status& status = result.status();
  if (IsMethodError(status)) return status;
  const std::string reason(StatusMessage(status));
  if (absl::IsUnavailable(status) || absl::IsCancelled(status)) {
    return MethodError(kInternalErrorCode,
                       "the origin of this relay is gone; whether the call was "
                       "carried out is unknown: " +
                           reason);
  }
  if (absl::IsDeadlineExceeded(status)) {
    return MethodError(kInternalErrorCode,
                       "the origin of this relay does not answer; whether the "
                       "call was carried out is unknown: " +
                           reason);
  }
  return MethodError(kInternalErrorCode,
                     "the call was not passed on to the origin: " + reason);
}

}  // namespace noodles::relay_internal
