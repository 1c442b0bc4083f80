// A file of records, each checked by itself.
//
//   file   = header record*
//   header = magic (16 bytes) version (4) salt (12) check (8)
//   record = "\nRec" length (4) check (8) hash (16) body (length)
//
// Numbers are little-endian. A check of the header is the begin of the SHA-256
// of the 32 bytes before; that of a record, of salt, offset in the file and
// length: so a record that stands as data inside of another one is none. The
// hash is the begin of the SHA-256 of the body.
//
// A file that ends inside of a record has a torn tail: the process or the
// machine ended while the record was being written. Anything else that is wrong
// is damage. Bytes that are no record are a torn tail where no record follows,
// since a machine that ends may leave any bytes at the end of a file.
//
// Thread-safety: a RecordFile may be synchronized by one thread while another
// one appends. Ownership: a RecordFile owns its open file.
#ifndef NOODLES_PERSISTENCE_FILES_RECORD_FILE_H_
#define NOODLES_PERSISTENCE_FILES_RECORD_FILE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/persistence/files/file.h"

namespace noodles::persistence_internal {

inline constexpr size_t kFileHeaderBytes = 40;
inline constexpr size_t kRecordHeaderBytes = 32;
inline constexpr size_t kRecordHashBytes = 16;

enum class RecordFileKind : uint8_t { kJournal, kSnapshot };

// The hash of a record with this body.
Bytes RecordHash(const Bytes& body);

struct StoredRecord {
  Bytes body;  // shares the memory of the whole file
  Bytes hash;
  uint64_t offset = 0;  // of the record in the file
};

// Reads records from the bytes of a file.
class RecordFileReader {
 public:
  // Errors: DataLoss for a header that is damaged, NotFound for a file that
  // ends inside of its header.
  static absl::StatusOr<RecordFileReader> Open(std::string path, Bytes content,
                                               RecordFileKind kind);

  // The next record; nothing at the end of the file, at a torn tail, and at
  // damage.
  std::optional<StoredRecord> Next();

  // Behind the last record that was read.
  uint64_t offset() const { return offset_; }
  uint64_t file_size() const { return content_.size(); }
  const std::string& path() const { return path_; }
  // After Next has returned nothing: whether records end before the file does.
  bool has_torn_tail() const { return status_.ok() && offset_ < file_size(); }
  // After Next has returned nothing: OK, or DataLoss with the place of damage.
  const absl::Status& status() const { return status_; }
  // Behind damage: goes on at the next record, if there is one. Returns whether
  // there is.
  bool SkipDamage();

 private:
  RecordFileReader(std::string path, Bytes content)
      : path_(std::move(path)), content_(std::move(content)) {}

  // The record at `offset`, or what is wrong with it.
  struct Look {
    std::optional<StoredRecord> record;
    std::string fault;
  };
  Look LookAt(uint64_t offset) const;
  // The first record behind `offset`; the size of the file where none is.
  uint64_t FindRecordBehind(uint64_t offset) const;

  std::string path_;
  Bytes content_;
  uint64_t offset_ = kFileHeaderBytes;
  absl::Status status_;
};

// Writes records at the end of a file.
class RecordFile {
 public:
  // Makes an empty file, or replaces what is at `path`.
  static absl::StatusOr<std::unique_ptr<RecordFile>> Create(
      const std::string& path, RecordFileKind kind);
  // Continues a file of which `size` bytes hold whole records; cuts the rest.
  static absl::StatusOr<std::unique_ptr<RecordFile>> Continue(
      const std::string& path, uint64_t size);

  const std::string& path() const { return file_->path(); }
  // The file was renamed.
  void set_path(std::string path) { file_->set_path(std::move(path)); }
  uint64_t size() const { return file_->size(); }
  // Errors: InvalidArgument for a body of 4 GiB or more; those of the system,
  // after which the file is as before.
  absl::Status Append(const Bytes& body);
  absl::Status Sync() const { return file_->Sync(); }

 private:
  RecordFile(std::unique_ptr<AppendFile> file, Bytes salt)
      : file_(std::move(file)), salt_(std::move(salt)) {}

  const std::unique_ptr<AppendFile> file_;
  const Bytes salt_;
};

}  // namespace noodles::persistence_internal

#endif  // NOODLES_PERSISTENCE_FILES_RECORD_FILE_H_
