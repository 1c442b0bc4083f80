// Snapshots: the structures of this part of the specification.
//
// Generated from journal.cddl, journal.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_JOURNAL_SNAPSHOTS_H_
#define NOODLES_JOURNAL_SNAPSHOTS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "noodles/base/bytes.h"
#include "noodles/journal/changes.h"
#include "noodles/journal/fingerprint.h"
#include "noodles/journal/identifiers.h"
#include "noodles/journal/records.h"

namespace noodles {

// The first record of a snapshot: which records of the journal it holds.
// `secret` is what names of assets are made with.
struct SnapshotHead {
  JournalPosition position{};
  Bytes secret{};
  std::vector<JournalSlots> slots{};

  bool operator==(const SnapshotHead&) const = default;
};

// The last record of a snapshot; `parts` counts the records before.
struct SnapshotTail {
  uint64_t parts = 0;

  bool operator==(const SnapshotTail&) const = default;
};

struct SnapshotPart {
  std::optional<SnapshotHead> head{};
  std::optional<JournalChanges> changes{};
  std::optional<SnapshotTail> tail{};

  bool operator==(const SnapshotPart&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_JOURNAL_SNAPSHOTS_H_
