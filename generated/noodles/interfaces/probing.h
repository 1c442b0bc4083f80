// Probing: the structures of this part of the specification.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_INTERFACES_PROBING_H_
#define NOODLES_INTERFACES_PROBING_H_

#include <string>

#include "noodles/interfaces/fingerprint.h"
#include "noodles/protocol/common_types.h"

namespace noodles {

// The text to show, and where: the server may snap the place.
struct ProbeResult {
  std::string text{};
  Vec3 position{};

  bool operator==(const ProbeResult&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_INTERFACES_PROBING_H_
