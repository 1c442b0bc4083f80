// Journal: keeps a document, and state beside it, in an engine.
//
// Each transaction is appended as a record before clients get it. Snapshots,
// and the synchronizing of the disk, run on threads of the journal. While an
// engine takes no records, the document goes on; once the engine works again, a
// snapshot holds everything that was missed. While a snapshot is written, its
// messages are in memory; large bytes are shared with the document.
//
// Thread-safety: every function may be called from any thread; Resume before
// the first change. Ownership: owns the engine and its threads; refers to the
// document, which outlives the Journal.
#ifndef NOODLES_PERSISTENCE_KEEPING_JOURNAL_H_
#define NOODLES_PERSISTENCE_KEEPING_JOURNAL_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/journal/records.h"
#include "noodles/persistence/journal_engine.h"
#include "noodles/persistence/keeper.h"
#include "noodles/persistence/keeping/restorer.h"
#include "noodles/persistence/persistence_options.h"
#include "noodles/state/document.h"

namespace noodles::persistence_internal {

// The name of the state of a component, which goes with the component.
std::string StateNameOf(ComponentRef ref);

// Read one after another while the journal works.
struct JournalCounters {
  std::atomic<uint64_t> records = 0;
  std::atomic<uint64_t> record_bytes = 0;
  std::atomic<uint64_t> snapshots = 0;
  // Times that changes were written no more, and snapshots that failed while
  // changes were written.
  std::atomic<uint64_t> failures = 0;
  std::atomic<bool> is_failing = false;
  // Of the engine: the records behind the last snapshot, and the snapshot.
  std::atomic<uint64_t> journal_bytes = 0;
  std::atomic<uint64_t> snapshot_bytes = 0;
};

class Journal final : public DocumentRecorder {
 public:
  Journal(Document& document, const PersistenceOptions& options)
      : options_(options), document_(document) {}
  ~Journal() override;
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // Opens the directory of the options, makes the document what it was, and
  // records all later changes. Returns whether there was anything. Calls
  // `on_secret`, if given, before the first change. Errors:
  // FailedPrecondition where the document has, or had, components; those of
  // LocalEngine::Open and Restorer::Run.
  absl::StatusOr<bool> Resume(const Restorer::SecretReceiver& on_secret);
  // As Resume, with an engine that is given.
  absl::StatusOr<bool> Resume(std::unique_ptr<JournalEngine> engine,
                              bool is_new,
                              const Restorer::SecretReceiver& on_secret);
  bool is_recording() const { return is_recording_; }

  // Hands the state of an earlier run to `keeper`, which from now on is asked
  // for the state. Returns whether there was a state. Errors: AlreadyExists for
  // a name that has a keeper; those of the keeper's functions, which leave the
  // state as it was.
  absl::StatusOr<bool> Keep(const std::string& name, Keeper keeper);
  // Takes the keeper away; the state is left for a later one.
  void Release(const std::string& name);
  bool HasKeeper(const std::string& name) const;
  // Whether an earlier run has left a state that no keeper has taken.
  bool HasEarlierState(const std::string& name) const;
  // The components were removed: their states go with them. Called with the
  // document locked, behind the record of the removal.
  void OnRemoved(const std::vector<ComponentRef>& removed);

  // OK while all changes are written. From any thread, without waiting.
  absl::Status status() const;
  const JournalPosition& position() const { return position_; }
  const JournalCounters& counters() const { return counters_; }

  // Writes a snapshot now.
  absl::Status WriteSnapshot();
  // Writes what `restorer` has read into the document as the snapshot of a new
  // engine.
  absl::Status WriteCopy(std::unique_ptr<JournalEngine> engine,
                         Restorer& restorer);
  // Records no more, and waits until the disk has everything.
  absl::Status Stop();

  // DocumentRecorder
  void OnTransaction(const DocumentChanges& changes) override;

 private:
  using Clock = std::chrono::steady_clock;

  // A shorter sync_interval or retry_interval counts as this one.
  static constexpr std::chrono::milliseconds kLeastInterval{1};

  absl::Status Restore(const Restorer::SecretReceiver& on_secret);
  void DropStatesOfAbsentComponents();
  absl::Status AppendRecord(JournalRecord record);
  absl::Status AppendChanges(const DocumentChanges& changes);
  void Fail(const absl::Status& status);
  void CountEngineBytes();
  bool NeedsSnapshot() const;
  struct SnapshotContents;
  // With the document locked.
  absl::StatusOr<std::unique_ptr<SnapshotWriter>> BeginSnapshot(
      bool is_gap, SnapshotContents& contents);
  absl::Status WriteParts(SnapshotWriter& writer,
                          const SnapshotContents& contents);
  void RunSnapshots();
  void RunSyncs();
  absl::Status AddPart(SnapshotWriter& writer, const DocumentChanges& changes,
                       BlobSet& blobs);

  const PersistenceOptions options_;
  Document& document_;
  std::unique_ptr<JournalEngine> engine_;
  std::atomic<bool> is_recording_ = false;
  JournalCounters counters_;

  // Guarded by the document's lock.
  JournalPosition position_;
  Bytes secret_;
  EarlierStates earlier_;
  std::map<std::string, Keeper> keepers_;

  std::mutex snapshot_mutex_;  // one snapshot at a time
  mutable std::mutex mutex_;   // guards what follows
  std::condition_variable wake_;
  absl::Status status_;
  bool is_snapshot_due_ = false;
  bool is_stopping_ = false;
  std::thread snapshots_;
  std::thread syncs_;
};

}  // namespace noodles::persistence_internal

#endif  // NOODLES_PERSISTENCE_KEEPING_JOURNAL_H_
