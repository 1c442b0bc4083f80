#include "tool/output/failed_call.h"

#include <noodles/calls/method_error.h>

#include <string>

namespace noodles::tool {
namespace {

// Prints the error that the server replied.
int PrintException(const Output& output, const MethodException& exception,
                   std::string_view hint) {
  if (output.is_json) {
    Any::Map fields = {{"code", exception.code}};
    if (exception.message) fields.emplace_back("message", *exception.message);
    if (exception.data) fields.emplace_back("data", *exception.data);
    output.Json(Any::Map{{"method_exception", std::move(fields)}});
    return kFailed;
  }
  std::string what =
      "the server replied error " + std::to_string(exception.code);
  if (exception.message && !exception.message->empty()) {
    what += ": " + *exception.message;
  }
  output.Fail(kFailed, what, hint);
  if (exception.data) output.Note("data: " + JsonText(*exception.data));
  return kFailed;
}

}  // namespace

int FailCall(const Output& output, const absl::Status& status,
             std::string_view hint) {
  if (!IsMethodError(status)) return output.Fail(status);
  return PrintException(output, ToMethodException(status), hint);
}

}  // namespace noodles::tool
