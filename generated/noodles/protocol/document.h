// Document: the structures of this part of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_PROTOCOL_DOCUMENT_H_
#define NOODLES_PROTOCOL_DOCUMENT_H_

#include <optional>
#include <vector>

#include "noodles/protocol/fingerprint.h"
#include "noodles/protocol/ids.h"

namespace noodles {

struct MsgDocumentUpdate {
  std::optional<std::vector<MethodID>> methods_list{};
  std::optional<std::vector<SignalID>> signals_list{};

  bool operator==(const MsgDocumentUpdate&) const = default;
};

// Every component ends, and every identifier becomes invalid.
struct MsgDocumentReset {
  bool operator==(const MsgDocumentReset&) const = default;
};

// The scene, as it was when the client introduced itself, is complete.
struct MsgDocumentInitialized {
  bool operator==(const MsgDocumentInitialized&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_DOCUMENT_H_
