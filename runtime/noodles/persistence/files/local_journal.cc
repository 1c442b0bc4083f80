#include "noodles/persistence/files/local_journal.h"

#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <span>
#include <utility>
#include <vector>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/persistence/files/file.h"
#include "noodles/persistence/support/digest.h"
#include "noodles/persistence/support/log_component.h"

namespace noodles::persistence_internal {
namespace {

void Warn(std::string_view what, const absl::Status& status) {
  if (status.ok()) return;
  Log(LogSeverity::kWarning, kLogComponent, what,
      {{"error", std::string(StatusMessage(status))}});
}

std::string PlaceOf(const RecordFileReader& reader, uint64_t offset) {
  return reader.path() + ": offset " + std::to_string(offset);
}

// Writes a file beside, and lets it take its place as a whole.
absl::Status WriteWholeFile(const std::string& path, const Bytes& content,
                            bool does_sync) {
  const std::string beside = path + std::string(kNewSuffix);
  const absl::StatusOr<std::unique_ptr<AppendFile>> file =
      AppendFile::Open(beside);
  if (!file.ok()) return file.status();
  const std::array<std::span<const uint8_t>, 1> pieces = {content.span()};
  absl::Status status = (*file)->Truncate(0);
  if (status.ok()) status = (*file)->Append(pieces);
  if (status.ok() && does_sync) status = (*file)->Sync();
  if (status.ok()) status = Rename(beside, path);
  if (!status.ok()) RemoveFile(beside).IgnoreError();
  return status;
}

}  // namespace

// ----------------------------------------------------------------------
// opening

absl::StatusOr<std::unique_ptr<LocalJournal>> LocalJournal::Open(
    const PersistenceOptions& options, OpenMode mode) {
  absl::Status status = CheckDigests();
  if (status.ok() && mode == OpenMode::kWrite) {
    status = MakeDirectory(options.directory);
  }
  if (!status.ok()) return status;
  absl::StatusOr<std::unique_ptr<DirectoryLock>> lock =
      DirectoryLock::Take(options.directory);
  if (!lock.ok()) return lock.status();
  absl::StatusOr<JournalFiles> files = FindJournalFiles(options.directory);
  if (!files.ok()) return files.status();
  std::unique_ptr<LocalJournal> journal(
      new LocalJournal(options, mode, *std::move(lock), *std::move(files)));
  if (mode == OpenMode::kWrite) status = journal->CleanUp();
  if (!status.ok()) return status;
  return journal;
}

absl::Status LocalJournal::CleanUp() {
  if (files_.is_pending) {
    std::string& path = files_.journals.front();
    std::string name = path.substr(0, path.size() - kPendingSuffix.size());
    absl::Status status = Rename(path, name);
    if (!status.ok()) return status;
    path = std::move(name);
    files_.is_pending = false;
  }
  for (const std::string& path : files_.leftovers) {
    absl::Status status = RemoveFile(path);
    if (!status.ok()) return status;
  }
  files_.leftovers.clear();
  absl::Status status = MakeDirectory(PathOf(kBlobFolder));
  return status.ok() ? SyncDirectory(options_.directory) : status;
}

std::string LocalJournal::PathOf(std::string_view name) const {
  return options_.directory + "/" + std::string(name);
}

std::string LocalJournal::BlobPathOf(const Bytes& hash) const {
  return PathOf(kBlobFolder) + "/" + Hexadecimal(hash.span());
}

// ----------------------------------------------------------------------
// reading

absl::Status LocalJournal::ReadFile(RecordFileReader& reader,
                                    const RecordReceiver& receive) const {
  while (const std::optional<StoredRecord> record = reader.Next()) {
    absl::Status status =
        receive(record->body, record->hash, PlaceOf(reader, record->offset));
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status LocalJournal::ReadSnapshot(const RecordReceiver& receive) {
  if (is_new()) return absl::OkStatus();
  absl::StatusOr<Bytes> content = ReadWholeFile(files_.snapshot);
  if (!content.ok()) return content.status();
  snapshot_bytes_ = content->size();
  absl::StatusOr<RecordFileReader> reader = RecordFileReader::Open(
      files_.snapshot, *std::move(content), RecordFileKind::kSnapshot);
  if (!reader.ok()) {
    return DataLoss(StatusMessage(reader.status()));
  }
  while (true) {
    absl::Status status = ReadFile(*reader, receive);
    if (!status.ok()) return status;
    status = reader->status();
    if (reader->has_torn_tail()) {
      // A snapshot gets its name only once it is whole.
      status = DataLoss(PlaceOf(*reader, reader->offset()) +
                        ": the file ends inside of a record");
    }
    if (status.ok()) return status;
    if (!reading_.on_damage) return status;
    reading_.on_damage(status);
    if (!reader->SkipDamage()) return absl::OkStatus();
  }
}

absl::Status LocalJournal::ReadRecords(const RecordReceiver& receive) {
  if (is_new()) return absl::OkStatus();
  for (size_t i = 0; i + 1 < files_.journals.size(); ++i) {
    absl::StatusOr<Bytes> content = ReadWholeFile(files_.journals[i]);
    if (!content.ok()) return content.status();
    earlier_bytes_ += content->size();
    absl::StatusOr<RecordFileReader> reader = RecordFileReader::Open(
        files_.journals[i], *std::move(content), RecordFileKind::kJournal);
    absl::Status status = reader.ok()
                              ? ReadFile(*reader, receive)
                              : DataLoss(StatusMessage(reader.status()));
    if (status.ok() && !reader->status().ok()) status = reader->status();
    if (status.ok() && reader->has_torn_tail()) {
      status = DataLoss(PlaceOf(*reader, reader->offset()) +
                        ": the file ends inside of a record, but " +
                        files_.journals[i + 1] + " follows");
    }
    if (status.ok()) continue;
    if (!reading_.on_damage) return status;
    reading_.on_damage(status);
    return absl::OkStatus();
  }
  return ReadLastJournal(files_.journals.back(), receive);
}

absl::Status LocalJournal::ReadLastJournal(const std::string& path,
                                           const RecordReceiver& receive) {
  absl::StatusOr<Bytes> content = ReadWholeFile(path);
  if (!content.ok()) return content.status();
  if (mode_ == OpenMode::kRead) earlier_bytes_ += content->size();
  absl::StatusOr<RecordFileReader> reader = RecordFileReader::Open(
      path, *std::move(content), RecordFileKind::kJournal);
  // A file without a whole header was just being made.
  const bool is_empty = !reader.ok() && absl::IsNotFound(reader.status());
  absl::Status status;
  if (reader.ok()) {
    status = ReadFile(*reader, receive);
    if (status.ok()) status = reader->status();
  } else if (!is_empty) {
    status = reader.status();
  }
  if (!status.ok()) {
    if (!reading_.on_damage) return status;
    reading_.on_damage(status);
    return absl::OkStatus();
  }
  if (is_empty || reader->has_torn_tail()) {
    const absl::Status torn =
        is_empty
            ? reader.status()
            : DataLoss(PlaceOf(*reader, reader->offset()) +
                       ": the last record is torn; " +
                       std::to_string(reader->file_size() - reader->offset()) +
                       " bytes are cut");
    if (reading_.on_torn_tail) {
      reading_.on_torn_tail(torn);
    } else {
      Warn("the journal has a torn tail", torn);
    }
  }
  if (mode_ == OpenMode::kRead) return absl::OkStatus();
  absl::StatusOr<std::unique_ptr<RecordFile>> file =
      is_empty ? RecordFile::Create(path, RecordFileKind::kJournal)
               : RecordFile::Continue(path, reader->offset());
  if (!file.ok()) return file.status();
  current_ = *std::move(file);
  return absl::OkStatus();
}

// ----------------------------------------------------------------------
// writing

absl::Status LocalJournal::Append(const Bytes& record) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (current_ == nullptr) {
    return FailedPrecondition(options_.directory +
                              ": the journal waits for a snapshot");
  }
  if (earlier_bytes_ + current_->size() + record.size() >
      options_.max_journal_bytes) {
    return ResourceExhausted(
        current_->path() + ": " +
        std::to_string(earlier_bytes_ + current_->size()) +
        " bytes since the last snapshot, and a record of " +
        std::to_string(record.size()) +
        "; the limit is PersistenceOptions::max_journal_bytes");
  }
  absl::Status status = current_->Append(record);
  is_dirty_ = true;
  if (!status.ok()) current_ = nullptr;
  return status;
}

absl::StatusOr<JournalBlob> LocalJournal::PutBlob(const Bytes& content) {
  const JournalBlob blob{Sha256(content.span()), content.size()};
  const std::string path = BlobPathOf(blob.hash);
  const std::lock_guard<std::mutex> lock(mutex_);
  recent_blobs_.emplace(blob.hash.text());
  struct stat information {};
  const bool is_there =
      ::stat(path.c_str(), &information) == 0 &&
      static_cast<uint64_t>(information.st_size) == content.size();
  if (is_there) return blob;
  absl::Status status = WriteWholeFile(path, content, does_sync());
  if (status.ok() && does_sync()) status = SyncDirectory(PathOf(kBlobFolder));
  if (!status.ok()) return status;
  return blob;
}

absl::StatusOr<Bytes> LocalJournal::GetBlob(const JournalBlob& blob) {
  absl::StatusOr<Bytes> content = ReadWholeFile(BlobPathOf(blob.hash));
  if (!content.ok()) return content;
  if (content->size() == blob.size && Sha256(content->span()) == blob.hash) {
    const std::lock_guard<std::mutex> lock(mutex_);
    recent_blobs_.emplace(blob.hash.text());
    return content;
  }
  return DataLoss(BlobPathOf(blob.hash) + ": the file holds " +
                  std::to_string(content->size()) + " bytes that are not the " +
                  std::to_string(blob.size) + " bytes that were written");
}

absl::Status LocalJournal::Sync() {
  std::shared_ptr<RecordFile> file;
  bool has_new_names = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (std::exchange(is_dirty_, false)) file = current_;
    has_new_names = std::exchange(has_new_names_, false);
  }
  if (has_new_names) {
    absl::Status status = SyncDirectory(options_.directory);
    if (!status.ok()) return status;
  }
  // Without the lock: who appends does not wait for the disk.
  return file == nullptr ? absl::OkStatus() : file->Sync();
}

uint64_t LocalJournal::journal_bytes() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return earlier_bytes_ + (current_ == nullptr ? 0 : current_->size());
}

uint64_t LocalJournal::snapshot_bytes() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return snapshot_bytes_;
}

// --------------------------------------------------------------------
// snapshots

class LocalJournal::Writer final : public SnapshotWriter {
 public:
  Writer(LocalJournal& journal, uint64_t number, bool is_gap)
      : journal_(journal),
        number_(number),
        is_gap_(is_gap),
        path_(journal.PathOf(NumberedName(kSnapshotPrefix, number))) {}
  ~Writer() override {
    if (is_committed_) return;
    file_ = nullptr;
    RemoveFile(path_ + std::string(kNewSuffix)).IgnoreError();
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  absl::Status Add(const Bytes& part) override {
    if (file_ == nullptr) {
      absl::StatusOr<std::unique_ptr<RecordFile>> file = RecordFile::Create(
          path_ + std::string(kNewSuffix), RecordFileKind::kSnapshot);
      if (!file.ok()) return file.status();
      file_ = *std::move(file);
    }
    return file_->Append(part);
  }

  absl::Status Commit(const BlobSet& blobs) override {
    absl::Status status = journal_.does_sync() ? file_->Sync() : absl::Status();
    if (status.ok()) status = Rename(path_ + std::string(kNewSuffix), path_);
    if (!status.ok()) return status;
    is_committed_ = true;
    return journal_.Commit(number_, is_gap_, file_->size(), blobs);
  }

 private:
  LocalJournal& journal_;
  const uint64_t number_;
  const bool is_gap_;
  const std::string path_;
  std::unique_ptr<RecordFile> file_;
  bool is_committed_ = false;
};

absl::Status LocalJournal::PrepareSnapshot() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    absl::Status status = Prepare();
    if (!status.ok()) return status;
  }
  return does_sync() ? Sync() : absl::OkStatus();
}

absl::Status LocalJournal::Prepare() {
  if (next_ != nullptr) return absl::OkStatus();
  absl::StatusOr<std::unique_ptr<RecordFile>> file = RecordFile::Create(
      PathOf(NumberedName(kJournalPrefix, last_number_ + 1)) +
          std::string(kNewSuffix),
      RecordFileKind::kJournal);
  if (!file.ok()) return file.status();
  next_ = *std::move(file);
  return does_sync() ? next_->Sync() : absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<SnapshotWriter>> LocalJournal::BeginSnapshot(
    bool is_gap) {
  const std::lock_guard<std::mutex> lock(mutex_);
  absl::Status status = Prepare();
  // Once there is another journal, this one must be whole.
  if (status.ok() && does_sync() && current_ != nullptr) {
    status = current_->Sync();
  }
  if (!status.ok()) return status;
  const uint64_t number = last_number_ + 1;
  const std::string name = PathOf(NumberedName(kJournalPrefix, number));
  const std::string path = is_gap ? name + std::string(kPendingSuffix) : name;
  status = Rename(name + std::string(kNewSuffix), path);
  if (!status.ok()) return status;
  next_->set_path(path);
  if (current_ != nullptr) earlier_bytes_ += current_->size();
  if (!is_gap) last_number_ = number;
  has_new_names_ = true;
  current_ = std::exchange(next_, nullptr);
  is_dirty_ = true;
  recent_blobs_.clear();
  return std::make_unique<Writer>(*this, number, is_gap);
}

absl::Status LocalJournal::Commit(uint64_t number, bool is_gap, uint64_t bytes,
                                  const BlobSet& blobs) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (is_gap) {
    const std::string name = PathOf(NumberedName(kJournalPrefix, number));
    absl::Status status = Rename(name + std::string(kPendingSuffix), name);
    if (!status.ok()) return status;
    last_number_ = number;
  }
  if (does_sync()) {
    absl::Status status = SyncDirectory(options_.directory);
    if (!status.ok()) return status;
  }
  files_.number = number;
  snapshot_bytes_ = bytes;
  earlier_bytes_ = 0;
  RemoveBefore(number);
  RemoveBlobs(blobs);
  return absl::OkStatus();
}

// What cannot be removed is removed by the next Open.
void LocalJournal::RemoveBefore(uint64_t number) {
  const absl::StatusOr<JournalFiles> files =
      FindJournalFiles(options_.directory);
  if (!files.ok()) return Warn("old files stay", files.status());
  for (const std::string& path : files->leftovers) {
    const bool is_next =
        path == PathOf(NumberedName(kJournalPrefix, number + 1)) +
                    std::string(kNewSuffix);
    if (!is_next) Warn("an old file stays", RemoveFile(path));
  }
}

void LocalJournal::RemoveBlobs(const BlobSet& kept) {
  const absl::StatusOr<std::vector<std::string>> names =
      ListDirectory(PathOf(kBlobFolder));
  if (!names.ok()) return Warn("blobs stay", names.status());
  std::set<std::string> wanted;
  const auto want = [&wanted](const BlobSet& hashes) {
    for (const std::string& hash : hashes) {
      wanted.insert(Hexadecimal(Bytes::Copy(hash).span()));
    }
  };
  want(kept);
  want(recent_blobs_);
  for (const std::string& name : *names) {
    if (wanted.contains(name)) continue;
    Warn("a blob stays", RemoveFile(PathOf(kBlobFolder) + "/" + name));
  }
}

}  // namespace noodles::persistence_internal

namespace noodles {

absl::StatusOr<std::unique_ptr<LocalEngine>> LocalEngine::Open(
    const PersistenceOptions& options) {
  absl::StatusOr<std::unique_ptr<persistence_internal::LocalJournal>> journal =
      persistence_internal::LocalJournal::Open(
          options, persistence_internal::OpenMode::kWrite);
  if (!journal.ok()) return journal.status();
  return std::unique_ptr<LocalEngine>(*std::move(journal));
}

}  // namespace noodles
