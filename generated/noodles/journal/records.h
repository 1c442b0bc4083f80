// Records: the structures of this part of the specification.
//
// Generated from journal.cddl, journal.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_JOURNAL_RECORDS_H_
#define NOODLES_JOURNAL_RECORDS_H_

#include <cstdint>
#include <optional>

#include "noodles/base/bytes.h"
#include "noodles/journal/changes.h"
#include "noodles/journal/fingerprint.h"

namespace noodles {

// An epoch begins with each start of an origin. The changes of one transaction
// may be several records, of which `part` counts from 0; they count together.
struct JournalRecord {
  uint64_t epoch = 0;
  uint64_t n = 0;
  Bytes previous{};
  bool begins_epoch = false;
  uint64_t part = 0;
  uint64_t parts = 1;
  std::optional<JournalChanges> changes{};

  bool operator==(const JournalRecord&) const = default;
};

// The place behind a record: its epoch, its number and its hash.
struct JournalPosition {
  uint64_t epoch = 0;
  uint64_t n = 0;
  Bytes hash{};

  bool operator==(const JournalPosition&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_JOURNAL_RECORDS_H_
