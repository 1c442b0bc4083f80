// What a method is called with, and what it answers.
//
// Thread-safety: a call belongs to the thread that runs the method.
#ifndef NOODLES_SERVER_CALL_H_
#define NOODLES_SERVER_CALL_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/cbor/any.h"
#include "noodles/protocol/common_types.h"
#include "noodles/protocol/ids.h"
#include "noodles/protocol/signals_and_replies.h"

namespace noodles {

using cbor::Any;

class Document;
class Server;

// Names a client of this server for as long as it is connected; never used
// twice.
using ClientNumber = uint64_t;

struct CallContext {
  Server& server;
  Document& document;
  MethodID method;
  // What the method was called on; nothing: the document.
  std::optional<InvokeIDType> target;
  ClientNumber client = 0;
  // As the client introduced itself.
  std::string client_name;
};

// A method in its plainest form. The result null is no result. Exceptions are
// caught and answered like an Internal status.
using MethodFunction = std::function<absl::StatusOr<Any>(
    CallContext& context, const std::vector<Any>& arguments)>;

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

// What a client gets for a failed method: what MethodError was given; for any
// other status -32602 if it is InvalidArgument or OutOfRange, else -32603, with
// the status' message.
MethodException ToMethodException(const absl::Status& status);

}  // namespace noodles

#endif  // NOODLES_SERVER_CALL_H_
