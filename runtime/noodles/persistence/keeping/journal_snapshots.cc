// The snapshots of a Journal.
#include <algorithm>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/base/support/thread_name.h"
#include "noodles/codec.h"
#include "noodles/journal/codecs.h"
#include "noodles/persistence/keeping/journal.h"
#include "noodles/persistence/records/journal_codec.h"
#include "noodles/persistence/support/log_component.h"

namespace noodles::persistence_internal {

absl::Status Journal::AddPart(SnapshotWriter& writer,
                              const DocumentChanges& changes, BlobSet& blobs) {
  absl::StatusOr<JournalChanges> encoded =
      ToJournal(changes, *engine_, options_.blob_bytes, &blobs);
  if (!encoded.ok()) return encoded.status();
  SnapshotPart part;
  part.changes = *std::move(encoded);
  return writer.Add(Encode(part));
}

// The document and the states beside it at one moment. The bytes are shared
// with the document.
struct Journal::SnapshotContents {
  SnapshotHead head;
  DocumentChanges states;
  std::vector<EncodedMessages> frames;
  DocumentMarks marks;
};

absl::StatusOr<std::unique_ptr<SnapshotWriter>> Journal::BeginSnapshot(
    bool is_gap, SnapshotContents& contents) {
  absl::StatusOr<std::unique_ptr<SnapshotWriter>> writer =
      engine_->BeginSnapshot(is_gap);
  if (!writer.ok()) return writer;
  contents.marks = document_.Marks();
  contents.head = SnapshotHead{position_, secret_, SlotsOf(contents.marks)};
  std::vector<StateNote>& notes = contents.states.notes;
  for (const auto& [name, keeper] : keepers_) {
    notes.push_back({name, keeper.save(), {}});
  }
  for (const auto& [name, earlier] : earlier_) {
    if (earlier.state) notes.push_back({name, earlier.state, {}});
    for (const Bytes& change : earlier.changes) {
      notes.push_back({name, {}, change});
    }
  }
  // Later changes are behind the snapshot.
  if (!is_recording_) return writer;
  const std::lock_guard<std::mutex> lock(mutex_);
  status_ = absl::OkStatus();
  counters_.is_failing = false;
  is_snapshot_due_ = false;
  return writer;
}

absl::Status Journal::WriteParts(SnapshotWriter& writer,
                                 const SnapshotContents& contents) {
  uint64_t parts = 0;
  BlobSet blobs;
  SnapshotPart head;
  head.head = contents.head;
  absl::Status status = writer.Add(Encode(head));
  ++parts;
  const auto add = [&](const DocumentChanges& changes) {
    if (!status.ok()) return;
    status = AddPart(writer, changes, blobs);
    ++parts;
  };
  add(contents.states);
  for (const EncodedMessages& frame : contents.frames) {
    add({{frame}, {}, contents.marks.inline_buffers, {}});
  }
  add({{}, contents.marks.deleted, {}, {}});
  if (!status.ok()) return status;
  SnapshotPart tail;
  tail.tail = SnapshotTail{parts};
  status = writer.Add(Encode(tail));
  return status.ok() ? writer.Commit(blobs) : status;
}

absl::Status Journal::WriteSnapshot() {
  const std::lock_guard<std::mutex> one_at_a_time(snapshot_mutex_);
  const bool is_gap = !is_recording_ || !status().ok();
  absl::Status status = engine_->PrepareSnapshot();
  if (!status.ok()) return status;

  // The frames are written behind Join: clients that join wait for another
  // Join, but not for the engine.
  SnapshotContents contents;
  absl::StatusOr<std::unique_ptr<SnapshotWriter>> writer;
  document_.Join([&] { writer = BeginSnapshot(is_gap, contents); },
                 [&](const EncodedMessages& frame) {
                   if (writer.ok()) contents.frames.push_back(frame);
                 },
                 SnapshotEnd::kOriginals);
  status = writer.ok() ? WriteParts(**writer, contents) : writer.status();
  CountEngineBytes();
  if (status.ok()) {
    ++counters_.snapshots;
  } else if (is_gap && is_recording_) {
    Fail(status);
  } else {
    ++counters_.failures;
  }
  return status;
}

absl::Status Journal::WriteCopy(std::unique_ptr<JournalEngine> engine,
                                Restorer& restorer) {
  engine_ = std::move(engine);
  position_ = restorer.position();
  secret_ = restorer.secret();
  earlier_ = std::move(restorer.states());
  absl::Status status = WriteSnapshot();
  const absl::Status stopped = Stop();
  return status.ok() ? stopped : status;
}

void Journal::RunSnapshots() {
  base_internal::NameThisThread("journal");
  const std::chrono::milliseconds retry =
      std::max(options_.retry_interval, kLeastInterval);
  std::unique_lock<std::mutex> lock(mutex_);
  while (!is_stopping_) {
    wake_.wait(lock, [this] {
      return is_stopping_ || is_snapshot_due_ || !status_.ok();
    });
    // A failure, of records or of the last snapshot, is not tried at once.
    if (!status_.ok()) {
      wake_.wait_for(lock, retry, [this] { return is_stopping_; });
    }
    if (is_stopping_) return;
    const bool was_failing = !status_.ok();
    is_snapshot_due_ = false;
    lock.unlock();
    const absl::Status status = WriteSnapshot();
    if (!status.ok()) {
      Log(LogSeverity::kError, kLogComponent, "a snapshot failed",
          {{"error", std::string(StatusMessage(status))}});
    } else if (was_failing) {
      Log(LogSeverity::kInfo, kLogComponent, "changes are written again");
    }
    lock.lock();
    // Each transaction would ask for a snapshot again.
    if (status.ok() || !status_.ok()) continue;
    wake_.wait_for(lock, retry, [this] { return is_stopping_; });
  }
}

}  // namespace noodles::persistence_internal
