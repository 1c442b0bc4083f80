#include "noodles/persistence/journal_check.h"

#include <limits>
#include <memory>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/persistence/files/local_journal.h"
#include "noodles/persistence/keeping/journal.h"
#include "noodles/persistence/keeping/restorer.h"
#include "noodles/persistence/persistence_options.h"
#include "noodles/state/document.h"

namespace noodles {
namespace {

using persistence_internal::Journal;
using persistence_internal::LocalJournal;
using persistence_internal::OpenMode;
using persistence_internal::Restorer;

// The limits of the server that wrote the journal are not known.
DocumentOptions GenerousOptions() {
  DocumentOptions options;
  options.max_total_bytes = std::numeric_limits<size_t>::max();
  return options;
}

absl::StatusOr<std::unique_ptr<LocalJournal>> OpenToRead(
    const std::string& directory) {
  PersistenceOptions options;
  options.directory = directory;
  absl::StatusOr<std::unique_ptr<LocalJournal>> journal =
      LocalJournal::Open(options, OpenMode::kRead);
  if (journal.ok() && (*journal)->is_new()) {
    return NotFound(directory + " holds no journal");
  }
  return journal;
}

// Reads all that can be read; faults go into `check`. Errors: DataLoss without
// the begin of the snapshot.
absl::Status ReadAll(LocalJournal& journal, Restorer& restorer,
                     JournalCheck& check) {
  const auto text = [](const absl::Status& status) {
    return std::string(StatusMessage(status));
  };
  journal.set_reading({.on_damage =
                           [&](const absl::Status& status) {
                             check.faults.push_back(text(status));
                           },
                       .on_torn_tail =
                           [&](const absl::Status& status) {
                             check.warnings.push_back(text(status));
                           }});
  restorer.set_on_fault([&](const absl::Status& status) {
    check.faults.push_back(text(status));
  });
  const absl::Status status = restorer.Run();
  if (!status.ok()) check.faults.push_back(text(status));
  for (const std::string& record : restorer.left_out()) {
    check.warnings.push_back(record);
  }
  check.snapshot = journal.files().snapshot;
  check.journals = journal.files().journals;
  check.snapshot_bytes = journal.snapshot_bytes();
  check.journal_bytes = journal.journal_bytes();
  check.records = restorer.records();
  check.epoch = restorer.position().epoch;
  check.last_n = restorer.position().n;
  for (const auto& [name, state] : restorer.states()) {
    check.states.push_back(name);
  }
  if (!restorer.secret().empty()) return absl::OkStatus();
  return DataLoss(check.faults.empty() ? "the snapshot has no begin"
                                       : check.faults.front());
}

uint64_t CountComponents(const Document& document) {
  uint64_t count = 0;
  for (size_t i = 0; i < kComponentKindCount; ++i) {
    count += document.Count(static_cast<ComponentKind>(i));
  }
  return count;
}

}  // namespace

absl::StatusOr<JournalCheck> CheckJournal(const std::string& directory) {
  const absl::StatusOr<std::unique_ptr<LocalJournal>> journal =
      OpenToRead(directory);
  if (!journal.ok()) return journal.status();
  Document document(GenerousOptions());
  Restorer restorer(**journal, document);
  JournalCheck check;
  ReadAll(**journal, restorer, check).IgnoreError();
  check.components = CountComponents(document);
  return check;
}

absl::StatusOr<JournalCheck> SalvageJournal(const std::string& from,
                                            const std::string& to) {
  const absl::StatusOr<std::unique_ptr<LocalJournal>> source = OpenToRead(from);
  if (!source.ok()) return source.status();
  Document document(GenerousOptions());
  Restorer restorer(**source, document);
  JournalCheck check;
  absl::Status status = ReadAll(**source, restorer, check);
  if (!status.ok()) return status;
  check.components = CountComponents(document);

  PersistenceOptions options;
  options.directory = to;
  absl::StatusOr<std::unique_ptr<LocalEngine>> target =
      LocalEngine::Open(options);
  if (!target.ok()) return target.status();
  if (!(*target)->is_new()) {
    return AlreadyExists(to + " holds a journal already");
  }
  Journal journal(document, options);
  status = journal.WriteCopy(*std::move(target), restorer);
  if (!status.ok()) return status;
  return check;
}

}  // namespace noodles
