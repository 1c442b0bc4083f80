#include "noodles/calls/method_error.h"

#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/cord.h"
#include "noodles/base/printable.h"
#include "noodles/base/status.h"
#include "noodles/base/support/base64.h"
#include "noodles/codec.h"

namespace noodles {
namespace {

// The payloads of a status are text, since a status is printed with them:
//   "noodles.code"  the code; kNoMessage behind a code: there is no message
//   "noodles.data"  the data, encoded as CBOR in base64
//   "noodles.data.text"  the data for readers, shortened
constexpr char kCodePayload[] = "noodles.code";
constexpr char kDataPayload[] = "noodles.data";
constexpr char kDataTextPayload[] = "noodles.data.text";
constexpr std::string_view kNoMessage = " without a message";

// Bytes of the data that a printed status shows; of CBOR that is made a text.
constexpr size_t kMaxShownData = 256;
constexpr size_t kMaxDataAsText = 4096;

absl::StatusCode StatusCodeOf(int64_t code) {
  switch (code) {
    case kInvalidParametersCode:
    case kParseErrorCode:
      return absl::StatusCode::kInvalidArgument;
    case kInvalidRequestCode:
      return absl::StatusCode::kFailedPrecondition;
    case kMethodNotFoundCode:
      return absl::StatusCode::kNotFound;
    case kInternalErrorCode:
      return absl::StatusCode::kInternal;
    default:
      return absl::StatusCode::kUnknown;
  }
}

void SetPayload(absl::Status& status, const char* name, std::string_view text) {
  status.SetPayload(name,
                    absl::Cord(absl::string_view(text.data(), text.size())));
}

std::optional<Any> DataOf(const absl::Status& status) {
  const auto text = status.GetPayload(kDataPayload);
  if (!text) return std::nullopt;
  auto bytes = base_internal::DecodeBase64(std::string(*text));
  if (!bytes) return std::nullopt;
  auto data = Decode<Any>(Bytes::Adopt(*std::move(bytes)));
  if (!data.ok()) return std::nullopt;
  return *std::move(data);
}

}  // namespace

absl::Status MethodError(int64_t code, std::string_view message, Any data) {
  MethodException exception{code, std::string(message), std::nullopt};
  if (!data.is_null()) exception.data = std::move(data);
  return MethodError(exception);
}

absl::Status MethodError(const MethodException& exception) {
  absl::Status status =
      MakeStatus(StatusCodeOf(exception.code), exception.message.value_or(""));
  std::string code = std::to_string(exception.code);
  if (!exception.message) code += kNoMessage;
  SetPayload(status, kCodePayload, code);
  if (!exception.data) return status;
  const Bytes data = Encode(*exception.data);
  SetPayload(status, kDataPayload, base_internal::EncodeBase64(data.span()));
  SetPayload(
      status, kDataTextPayload,
      data.size() > kMaxDataAsText
          ? std::to_string(data.size()) + " bytes"
          : Printable(Shortened(exception.data->ToString(), kMaxShownData)));
  return status;
}

bool IsMethodError(const absl::Status& status) {
  return status.GetPayload(kCodePayload).has_value();
}

MethodException ToMethodException(const absl::Status& status) {
  if (const auto payload = status.GetPayload(kCodePayload)) {
    const std::string text(*payload);
    MethodException exception{0, std::nullopt, DataOf(status)};
    const char* const end = text.data() + text.size();
    const auto [rest, error] =
        std::from_chars(text.data(), end, exception.code);
    if (error == std::errc()) {
      if (rest == end) exception.message = std::string(StatusMessage(status));
      return exception;
    }
  }
  const bool is_callers_fault =
      status.code() == absl::StatusCode::kInvalidArgument ||
      status.code() == absl::StatusCode::kOutOfRange;
  return {is_callers_fault ? kInvalidParametersCode : kInternalErrorCode,
          std::string(StatusMessage(status)), std::nullopt};
}

}  // namespace noodles
