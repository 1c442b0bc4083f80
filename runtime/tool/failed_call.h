// How a call that failed is told.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TOOL_FAILED_CALL_H_
#define NOODLES_TOOL_FAILED_CALL_H_

#include "tool/output.h"

namespace noodles::tool {

// Says why a call failed: what the server answered, with its code and data; or
// why there is no answer. How the tool ends comes back.
int FailCall(const Output& output, const absl::Status& status);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_FAILED_CALL_H_
