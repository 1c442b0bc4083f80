// The LocalEngine as it is inside.
//
// Thread-safety and ownership: as LocalEngine.
#ifndef NOODLES_PERSISTENCE_FILES_LOCAL_JOURNAL_H_
#define NOODLES_PERSISTENCE_FILES_LOCAL_JOURNAL_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "noodles/persistence/files/directory_lock.h"
#include "noodles/persistence/files/journal_directory.h"
#include "noodles/persistence/files/record_file.h"
#include "noodles/persistence/local_engine.h"

namespace noodles::persistence_internal {

enum class OpenMode : uint8_t {
  kWrite,
  kRead,  // changes nothing
};

class LocalJournal final : public LocalEngine {
 public:
  // Is told of damage and of torn tails that reading meets.
  using Complaint = std::function<void(const absl::Status& status)>;
  struct Reading {
    // Not null: damage is told, and reading goes on: behind the damage in a
    // snapshot, not at all in the journal.
    Complaint on_damage{};
    // Not null: is told in place of the log.
    Complaint on_torn_tail{};
  };

  static absl::StatusOr<std::unique_ptr<LocalJournal>> Open(
      const PersistenceOptions& options, OpenMode mode);

  bool is_new() const override { return files_.number == 0; }
  const JournalFiles& files() const { return files_; }
  void set_reading(Reading reading) { reading_ = std::move(reading); }

  absl::Status ReadSnapshot(const RecordReceiver& receive) override;
  absl::Status ReadRecords(const RecordReceiver& receive) override;
  absl::Status Append(const Bytes& record) override;
  absl::StatusOr<JournalBlob> PutBlob(const Bytes& content) override;
  absl::StatusOr<Bytes> GetBlob(const JournalBlob& blob) override;
  absl::Status PrepareSnapshot() override;
  absl::StatusOr<std::unique_ptr<SnapshotWriter>> BeginSnapshot(
      bool is_gap) override;
  absl::Status Sync() override;
  uint64_t journal_bytes() const override;
  uint64_t snapshot_bytes() const override;

 private:
  class Writer;

  LocalJournal(PersistenceOptions options, OpenMode mode,
               std::unique_ptr<DirectoryLock> lock, JournalFiles files)
      : options_(std::move(options)),
        mode_(mode),
        lock_(std::move(lock)),
        files_(std::move(files)),
        last_number_(files_.number + files_.journals.size() -
                     (files_.journals.empty() ? 0 : 1)) {}

  absl::Status CleanUp();
  std::string PathOf(std::string_view name) const;
  std::string BlobPathOf(const Bytes& hash) const;
  bool does_sync() const { return options_.sync != DiskSync::kNever; }
  // Hands all records of a file to `receive`.
  absl::Status ReadFile(RecordFileReader& reader,
                        const RecordReceiver& receive) const;
  absl::Status ReadLastJournal(const std::string& path,
                               const RecordReceiver& receive);
  absl::Status Prepare();
  absl::Status Commit(uint64_t number, bool is_gap, uint64_t bytes,
                      const BlobSet& blobs);
  void RemoveBefore(uint64_t number);
  void RemoveBlobs(const BlobSet& kept);

  const PersistenceOptions options_;
  const OpenMode mode_;
  const std::unique_ptr<DirectoryLock> lock_;
  JournalFiles files_;
  Reading reading_;

  mutable std::mutex mutex_;  // guards what follows
  uint64_t last_number_;      // of the newest journal
  // Null while reading, and after an error.
  std::shared_ptr<RecordFile> current_;
  // The next journal, prepared.
  std::shared_ptr<RecordFile> next_;
  bool has_new_names_ = false;
  bool is_dirty_ = false;
  uint64_t earlier_bytes_ = 0;  // of journals before the current one
  uint64_t snapshot_bytes_ = 0;
  // Named by records since the last BeginSnapshot.
  BlobSet recent_blobs_;
};

}  // namespace noodles::persistence_internal

#endif  // NOODLES_PERSISTENCE_FILES_LOCAL_JOURNAL_H_
