// Prints the error of a call.
//
// Thread-safety: one thread.
#ifndef NOODLES_TOOL_OUTPUT_FAILED_CALL_H_
#define NOODLES_TOOL_OUTPUT_FAILED_CALL_H_

#include <string_view>

#include "tool/output/output.h"

namespace noodles::tool {

// Prints why a call failed: the MethodException of the server with its code and
// data, or the reason why there is no reply. `hint` tells what the user can do
// about it. Returns the exit code of the tool.
int FailCall(const Output& output, const absl::Status& status,
             std::string_view hint = "");

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_OUTPUT_FAILED_CALL_H_
