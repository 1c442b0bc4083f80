// The answer to a viewer for the result of a call to the origin.
//
// Thread-safety: pure functions.
#ifndef NOODLES_RELAY_FORWARDING_ORIGIN_ANSWER_H_
#define NOODLES_RELAY_FORWARDING_ORIGIN_ANSWER_H_

#include "absl/status/statusor.h"
#include "noodles/calls/answer.h"
#include "noodles/cbor/any.h"

namespace noodles::relay_internal {

// An exception of the origin stays as it is. A call without a reply gets the
// code -32603 and the reason.
Answer AnswerOf(absl::StatusOr<Any> result);

}  // namespace noodles::relay_internal

#endif  // NOODLES_RELAY_FORWARDING_ORIGIN_ANSWER_H_
