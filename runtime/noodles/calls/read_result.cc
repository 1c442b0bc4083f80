#include "noodles/calls/read_result.h"

#include "noodles/base/status.h"
#include "noodles/cbor/error.h"

namespace noodles::calls_internal {

absl::Status ResultError(const cbor::DecodeError& error) {
  return Internal(DescribeError("result", error));
}

absl::Status ResultOutOfRange() {
  return Internal("result: the number is out of range");
}

}  // namespace noodles::calls_internal
