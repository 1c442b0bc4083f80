// LocalEngine: a journal in a directory.
//
//   lock                 held by the process that writes; its number
//   snapshot-000007      a whole document
//   journal-000007       the records behind it, and ...
//   journal-000008       ... those since the next snapshot was begun
//   blobs/SHA-256        large byte strings
//
// Files in the making end in ".new"; a file that ends in ".pending" is a
// journal that counts once its snapshot does. A snapshot is written beside the
// one before, forced to the disk and renamed; only then the files before are
// removed. record_file.h describes the files.
//
// A torn tail of the last journal is cut, and the log tells. Damage before the
// tail is an error that names file and offset; SalvageJournal (journal_check.h)
// saves what can be saved.
//
// Thread-safety: as JournalEngine. Ownership: holds the lock of the directory
// until the engine is destroyed.
#ifndef NOODLES_PERSISTENCE_LOCAL_ENGINE_H_
#define NOODLES_PERSISTENCE_LOCAL_ENGINE_H_

#include <memory>

#include "absl/status/statusor.h"
#include "noodles/persistence/journal_engine.h"
#include "noodles/persistence/persistence_options.h"

namespace noodles {

class LocalEngine : public JournalEngine {
 public:
  // Opens the journal in options.directory, or makes one. Errors:
  // FailedPrecondition where another process has it open, with the number of
  // that process; DataLoss with file and offset; those of the system;
  // Unimplemented where Linguine was built without OpenSSL.
  static absl::StatusOr<std::unique_ptr<LocalEngine>> Open(
      const PersistenceOptions& options);
  ~LocalEngine() override = default;

  // Whether Open has made the journal.
  virtual bool is_new() const = 0;
};

}  // namespace noodles

#endif  // NOODLES_PERSISTENCE_LOCAL_ENGINE_H_
