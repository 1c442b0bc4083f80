// Variables: the structures of this part of the specification.
//
// Generated from journal.cddl, journal.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_JOURNAL_VARIABLES_H_
#define NOODLES_JOURNAL_VARIABLES_H_

#include <string>
#include <vector>

#include "noodles/cbor/any.h"
#include "noodles/journal/fingerprint.h"

namespace noodles {

struct VariableState {
  std::string key{};
  cbor::Any value{};

  bool operator==(const VariableState&) const = default;
};

// The values of settable variables.
struct VariablesState {
  std::vector<VariableState> variables{};

  bool operator==(const VariablesState&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_JOURNAL_VARIABLES_H_
