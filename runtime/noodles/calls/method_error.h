// Failed calls: their codes, and their conversion from and to a status.
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

// The codes of the protocol (MethodException in noodles.cddl).
inline constexpr int64_t kParseErrorCode = -32700;
inline constexpr int64_t kInvalidRequestCode = -32600;
inline constexpr int64_t kMethodNotFoundCode = -32601;
inline constexpr int64_t kInvalidParametersCode = -32602;
inline constexpr int64_t kInternalErrorCode = -32603;

// The status of a failed call with this code and data for the client. The code
// is one of the application or of the protocol. The status has the absl code
// that says the same to a program:
//   kInvalidParametersCode  InvalidArgument
//   kParseErrorCode         InvalidArgument
//   kInvalidRequestCode     FailedPrecondition
//   kMethodNotFoundCode     NotFound
//   kInternalErrorCode      Internal
//   any other               Unknown
// Printed, the status shows its message, the code and the data as text.
absl::Status MethodError(int64_t code, std::string_view message,
                         Any data = nullptr);

// The status of a received exception, as above. The status holds the code and
// the data; ToMethodException returns them.
absl::Status MethodError(const MethodException& exception);

// Whether the status comes from MethodError: for the result of a call, whether
// the server replied an exception. The result of a call that got no reply has
// other statuses, with the same absl codes.
bool IsMethodError(const absl::Status& status);

// The exception that a client gets for a failed method. A status of MethodError
// gives its code, message and data. Any other status gives its message and the
// code -32602 for InvalidArgument and OutOfRange, else -32603.
MethodException ToMethodException(const absl::Status& status);

}  // namespace noodles

#endif  // NOODLES_CALLS_METHOD_ERROR_H_
