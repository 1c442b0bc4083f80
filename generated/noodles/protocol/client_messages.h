// Client messages: the structures of this part of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_PROTOCOL_CLIENT_MESSAGES_H_
#define NOODLES_PROTOCOL_CLIENT_MESSAGES_H_

#include <optional>
#include <string>
#include <vector>

#include "noodles/cbor/any.h"
#include "noodles/protocol/common_types.h"
#include "noodles/protocol/fingerprint.h"
#include "noodles/protocol/ids.h"

namespace noodles {

struct MsgIntroduction {
  std::string client_name{};

  bool operator==(const MsgIntroduction&) const = default;
};

// Without an invoke_id there is no reply. An invoke_id is at most 64 bytes and
// is never used twice by a client.
struct MsgInvokeMethod {
  MethodID method{};
  std::optional<InvokeIDType> context{};
  std::optional<std::string> invoke_id{};
  std::vector<cbor::Any> args{};

  bool operator==(const MsgInvokeMethod&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_CLIENT_MESSAGES_H_
