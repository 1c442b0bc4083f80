// How a call that failed is told.
//
// Thread-safety: pure functions.
#ifndef EXAMPLES_CLI_FAILED_CALL_H_
#define EXAMPLES_CLI_FAILED_CALL_H_

#include "output.h"

namespace cli {

// Says why a call failed: what the server answered, with its code and data; or
// why there is no answer. How the tool ends comes back.
int FailCall(const Output& output, const absl::Status& status);

}  // namespace cli

#endif  // EXAMPLES_CLI_FAILED_CALL_H_
