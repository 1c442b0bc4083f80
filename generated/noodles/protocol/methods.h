// Methods: the structures of this part of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_PROTOCOL_METHODS_H_
#define NOODLES_PROTOCOL_METHODS_H_

#include <optional>
#include <string>
#include <vector>

#include "noodles/protocol/common_types.h"
#include "noodles/protocol/fingerprint.h"
#include "noodles/protocol/ids.h"

namespace noodles {

// Methods are immutable.
struct Method {
  std::string name{};
  std::optional<std::string> doc{};
  std::optional<std::string> return_doc{};
  std::vector<MethodArg> arg_doc{};

  bool operator==(const Method&) const = default;
};

// Message 0.
struct MsgMethodCreate {
  MethodID id{};
  Method content{};

  bool operator==(const MsgMethodCreate&) const = default;
};

// Message 1.
struct MsgMethodDelete {
  MethodID id{};

  bool operator==(const MsgMethodDelete&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_METHODS_H_
