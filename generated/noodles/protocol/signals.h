// Signals: the structures of this part of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_PROTOCOL_SIGNALS_H_
#define NOODLES_PROTOCOL_SIGNALS_H_

#include <optional>
#include <string>
#include <vector>

#include "noodles/protocol/common_types.h"
#include "noodles/protocol/fingerprint.h"
#include "noodles/protocol/ids.h"

namespace noodles {

// Signals are immutable.
struct Signal {
  std::string name{};
  std::optional<std::string> doc{};
  std::vector<MethodArg> arg_doc{};

  bool operator==(const Signal&) const = default;
};

// Message 2.
struct MsgSignalCreate {
  SignalID id{};
  Signal content{};

  bool operator==(const MsgSignalCreate&) const = default;
};

// Message 3.
struct MsgSignalDelete {
  SignalID id{};

  bool operator==(const MsgSignalDelete&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_SIGNALS_H_
