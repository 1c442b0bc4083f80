// Failed calls: their codes, and how they travel as a status.
//
// Thread-safety: pure functions.
#ifndef NOODLES_CALLS_METHOD_ERROR_H_
#define NOODLES_CALLS_METHOD_ERROR_H_

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "noodles/cbor/any.h"
#include "noodles/protocol/signals_and_replies.h"

namespace noodles {

// The codes that belong to the protocol (noodles.cddl, MethodException).
inline constexpr int64_t kParseErrorCode = -32700;
inline constexpr int64_t kInvalidRequestCode = -32600;
inline constexpr int64_t kMethodNotFoundCode = -32601;
inline constexpr int64_t kInvalidParametersCode = -32602;
inline constexpr int64_t kInternalErrorCode = -32603;

// A failure with a code of the application's own, and anything that its client
// shall have with it. A code of the protocol is passed on too.
absl::Status MethodError(int64_t code, std::string_view message,
                         Any data = nullptr);

// A failure that was received: its status carries code and data, which
// ToMethodException gives back.
absl::Status MethodError(const MethodException& exception);

// What a client gets for a failed method: what MethodError was given; for any
// other status -32602 if it is InvalidArgument or OutOfRange, else -32603, with
// the status' message.
MethodException ToMethodException(const absl::Status& status);

}  // namespace noodles

#endif  // NOODLES_CALLS_METHOD_ERROR_H_
