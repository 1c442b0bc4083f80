// Types: the structures of this part of the specification.
//
// Generated from journal.cddl, journal.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_JOURNAL_TYPES_H_
#define NOODLES_JOURNAL_TYPES_H_

#include <optional>

#include "noodles/journal/fingerprint.h"
#include "noodles/journal/records.h"
#include "noodles/journal/snapshots.h"
#include "noodles/journal/tables.h"
#include "noodles/journal/variables.h"

namespace noodles {

// Everything that is written: records of a journal, parts of a snapshot, and
// the state in their notes.
struct Kept {
  std::optional<JournalRecord> record{};
  std::optional<SnapshotPart> part{};
  std::optional<TableState> table{};
  std::optional<JournalTableChange> table_change{};
  std::optional<VariablesState> variables{};

  bool operator==(const Kept&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_JOURNAL_TYPES_H_
