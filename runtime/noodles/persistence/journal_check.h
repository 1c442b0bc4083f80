// Checks the journal in a directory, and saves what can be saved of a damaged
// one. Both read the journal as a server does, into a document.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_PERSISTENCE_JOURNAL_CHECK_H_
#define NOODLES_PERSISTENCE_JOURNAL_CHECK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace noodles {

struct JournalCheck {
  // The paths of the files.
  std::string snapshot{};
  std::vector<std::string> journals{};
  uint64_t snapshot_bytes = 0;
  uint64_t journal_bytes = 0;
  // Records that count, behind the snapshot, and the last of them.
  uint64_t records = 0;
  uint64_t epoch = 0;
  uint64_t last_n = 0;
  // At the end of the journal.
  uint64_t components = 0;
  // The names of states beside the document.
  std::vector<std::string> states{};
  // What costs nothing, such as a torn tail, which a server cuts when it
  // starts.
  std::vector<std::string> warnings{};
  // Damage, with file and offset, and what could not be read because of it.
  // Empty: a server can start with the journal.
  std::vector<std::string> faults{};
};

// Reads a whole journal, and changes nothing. Errors: NotFound where there is
// no journal; FailedPrecondition where a process writes it; those of the
// system.
absl::StatusOr<JournalCheck> CheckJournal(const std::string& directory);

// Writes a journal into the directory `to`, which must hold no journal, with
// what can be read of the journal in `from`: the whole parts of the snapshot,
// and the records before the first damage. Without damage, `to` becomes an
// equal journal of one snapshot. Returns what was found in `from`. Errors: as
// CheckJournal; AlreadyExists where `to` has a journal; DataLoss where the
// begin of the snapshot is damaged.
absl::StatusOr<JournalCheck> SalvageJournal(const std::string& from,
                                            const std::string& to);

}  // namespace noodles

#endif  // NOODLES_PERSISTENCE_JOURNAL_CHECK_H_
