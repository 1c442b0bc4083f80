// The files of a journal in a directory (local_engine.h).
//
// Thread-safety: pure functions on the directory.
#ifndef NOODLES_PERSISTENCE_FILES_JOURNAL_DIRECTORY_H_
#define NOODLES_PERSISTENCE_FILES_JOURNAL_DIRECTORY_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace noodles::persistence_internal {

inline constexpr std::string_view kJournalPrefix = "journal-";
inline constexpr std::string_view kSnapshotPrefix = "snapshot-";
inline constexpr std::string_view kNewSuffix = ".new";
inline constexpr std::string_view kPendingSuffix = ".pending";
inline constexpr std::string_view kBlobFolder = "blobs";

// "journal-000007"
std::string NumberedName(std::string_view prefix, uint64_t number);

struct JournalFiles {
  // Of the newest snapshot; 0: the directory holds no journal.
  uint64_t number = 0;
  std::string snapshot{};  // a path
  // The journals behind the snapshot, in order: numbers from `number` on.
  std::vector<std::string> journals{};
  // The first of `journals` stands under its name with kPendingSuffix.
  bool is_pending = false;
  // Files of the journal that count no more, or never did.
  std::vector<std::string> leftovers{};
};

// Errors: those of the system; DataLoss where a journal has no snapshot, or a
// journal is missing.
absl::StatusOr<JournalFiles> FindJournalFiles(const std::string& directory);

}  // namespace noodles::persistence_internal

#endif  // NOODLES_PERSISTENCE_FILES_JOURNAL_DIRECTORY_H_
