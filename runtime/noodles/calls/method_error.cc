#include "noodles/calls/method_error.h"

#include <utility>

#include "absl/strings/cord.h"
#include "noodles/base/status.h"
#include "noodles/codec.h"

namespace noodles {
namespace {

constexpr char kPayload[] = "noodles.MethodException";

}  // namespace

absl::Status MethodError(int64_t code, std::string_view message, Any data) {
  MethodException exception{code, std::string(message), std::nullopt};
  if (!data.is_null()) exception.data = std::move(data);
  return MethodError(exception);
}

absl::Status MethodError(const MethodException& exception) {
  absl::Status status = Unknown(exception.message.value_or(""));
  const Bytes encoded = Encode(exception);
  status.SetPayload(kPayload, absl::Cord(absl::string_view(
                                  encoded.text().data(), encoded.size())));
  return status;
}

MethodException ToMethodException(const absl::Status& status) {
  if (const auto payload = status.GetPayload(kPayload)) {
    auto exception =
        Decode<MethodException>(Bytes::Adopt(std::string(*payload)));
    if (exception.ok()) return *std::move(exception);
  }
  const bool is_callers_fault =
      status.code() == absl::StatusCode::kInvalidArgument ||
      status.code() == absl::StatusCode::kOutOfRange;
  return {is_callers_fault ? kInvalidParametersCode : kInternalErrorCode,
          std::string(StatusMessage(status)), std::nullopt};
}

}  // namespace noodles
