// Selection: the structures of this part of the specification.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_INTERFACES_SELECTION_H_
#define NOODLES_INTERFACES_SELECTION_H_

#include <cstdint>

#include "noodles/interfaces/fingerprint.h"

namespace noodles {

// Above 0 adds, below 0 takes away, 0 replaces.
using SelectionMode = int64_t;

}  // namespace noodles

#endif  // NOODLES_INTERFACES_SELECTION_H_
