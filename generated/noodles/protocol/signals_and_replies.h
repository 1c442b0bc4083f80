// Signals and replies: the structures of this part of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_PROTOCOL_SIGNALS_AND_REPLIES_H_
#define NOODLES_PROTOCOL_SIGNALS_AND_REPLIES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "noodles/cbor/any.h"
#include "noodles/protocol/common_types.h"
#include "noodles/protocol/fingerprint.h"
#include "noodles/protocol/ids.h"

namespace noodles {

struct MsgSignalInvoke {
  SignalID id{};
  std::optional<InvokeIDType> context{};
  std::vector<cbor::Any> signal_data{};

  bool operator==(const MsgSignalInvoke&) const = default;
};

// Codes from -32768 to -32000 belong to the protocol: -32700 parse error,
// -32600 invalid request, -32601 method not found, -32602 invalid parameters,
// -32603 internal error. All others belong to the application.
struct MethodException {
  int64_t code = 0;
  std::optional<std::string> message{};
  std::optional<cbor::Any> data{};

  bool operator==(const MethodException&) const = default;
};

struct MsgMethodReply {
  std::string invoke_id{};
  // At most one: result or method_exception.
  std::variant<std::monostate, cbor::Any, MethodException> outcome{};

  bool operator==(const MsgMethodReply&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_SIGNALS_AND_REPLIES_H_
