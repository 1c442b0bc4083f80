#include "tool/output/failed_call.h"

#include <noodles/calls/method_error.h>
#include <noodles/json.h>

#include <string>

namespace noodles::tool {
namespace {

// Prints the error that the server replied.
int PrintException(const Output& output, const MethodException& exception) {
  if (output.is_json) {
    Any::Map fields = {{"code", exception.code}};
    if (exception.message) fields.emplace_back("message", *exception.message);
    if (exception.data) fields.emplace_back("data", *exception.data);
    output.Json(Any::Map{{"method_exception", std::move(fields)}});
    return kFailed;
  }
  std::string what = "error " + std::to_string(exception.code);
  if (exception.message && !exception.message->empty()) {
    what += ": " + *exception.message;
  }
  if (exception.data) what += "\ndata: " + ToJson(*exception.data);
  return output.Fail(kFailed, what);
}

}  // namespace

// The client uses the code Unknown only for an error that the server replied.
int FailCall(const Output& output, const absl::Status& status) {
  if (status.code() != absl::StatusCode::kUnknown) return output.Fail(status);
  return PrintException(output, ToMethodException(status));
}

}  // namespace noodles::tool
