// JournalEngine: an ordered log with snapshots and blobs, in which a document
// is kept. LocalEngine is one in a directory.
//
// Records and parts of snapshots are values of journal.cddl, encoded; an engine
// does not look into them.
//
// Thread-safety: once the records have been read, every function may be called
// from any thread; each SnapshotWriter by one thread at a time. Ownership: an
// engine owns what it has open, and outlives its SnapshotWriters.
#ifndef NOODLES_PERSISTENCE_JOURNAL_ENGINE_H_
#define NOODLES_PERSISTENCE_JOURNAL_ENGINE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/journal/changes.h"

namespace noodles {

// Receives records in order. `place` says where the record is, for errors. An
// error ends the reading.
using RecordReceiver = std::function<absl::Status(
    const Bytes& record, const Bytes& hash, const std::string& place)>;

// The digests of blobs.
using BlobSet = std::set<std::string>;

class SnapshotWriter {
 public:
  virtual ~SnapshotWriter() = default;
  virtual absl::Status Add(const Bytes& part) = 0;
  // The snapshot takes the place of the one before and of the records until
  // Begin. `blobs` are those that the snapshot names; others that no record
  // since Begin names are dropped. Without Commit, nothing changes.
  virtual absl::Status Commit(const BlobSet& blobs) = 0;
};

class JournalEngine {
 public:
  virtual ~JournalEngine() = default;

  // The parts of the newest snapshot, and then each record behind it. Both are
  // called once, before everything else. Errors: DataLoss with the place of
  // damage; those of `receive`.
  virtual absl::Status ReadSnapshot(const RecordReceiver& receive) = 0;
  virtual absl::Status ReadRecords(const RecordReceiver& receive) = 0;

  // Appends a record. After an error, no record may be appended before the next
  // snapshot.
  virtual absl::Status Append(const Bytes& record) = 0;
  // Keeps the bytes, before a record that names them. Errors: those of the
  // system.
  virtual absl::StatusOr<JournalBlob> PutBlob(const Bytes& content) = 0;
  // Errors: NotFound; DataLoss for bytes that are not those that were put.
  virtual absl::StatusOr<Bytes> GetBlob(const JournalBlob& blob) = 0;

  // Does what BeginSnapshot needs and what takes time: a later BeginSnapshot
  // returns soon.
  virtual absl::Status PrepareSnapshot() = 0;
  // Begins a snapshot of what the records until now say; later records belong
  // behind the snapshot. `is_gap`: not all changes were appended, so the
  // records behind count only once the snapshot is committed.
  virtual absl::StatusOr<std::unique_ptr<SnapshotWriter>> BeginSnapshot(
      bool is_gap) = 0;

  // Returns when what was appended is safe.
  virtual absl::Status Sync() = 0;

  // Bytes of the records since the last snapshot was begun, and of that
  // snapshot.
  virtual uint64_t journal_bytes() const = 0;
  virtual uint64_t snapshot_bytes() const = 0;
};

}  // namespace noodles

#endif  // NOODLES_PERSISTENCE_JOURNAL_ENGINE_H_
