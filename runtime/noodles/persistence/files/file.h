// Files and directories of a journal, with errors that name the path and what
// the system says.
//
// Thread-safety: an AppendFile may be synchronized by one thread while another
// one appends; the functions may be called from any thread.
#ifndef NOODLES_PERSISTENCE_FILES_FILE_H_
#define NOODLES_PERSISTENCE_FILES_FILE_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"

namespace noodles::persistence_internal {

// A status of what the system says: "journal-1: write: No space left on
// device". Codes: NotFound, PermissionDenied, AlreadyExists, ResourceExhausted
// for a full disk, else Internal.
absl::Status SystemError(const std::string& path, std::string_view what,
                         int error);

// An open file that grows.
class AppendFile {
 public:
  // Opens a file that is there, or makes one. Errors: those of the system.
  static absl::StatusOr<std::unique_ptr<AppendFile>> Open(
      const std::string& path);
  ~AppendFile();
  AppendFile(const AppendFile&) = delete;
  AppendFile& operator=(const AppendFile&) = delete;

  const std::string& path() const { return path_; }
  // The file was renamed.
  void set_path(std::string path) { path_ = std::move(path); }
  uint64_t size() const { return size_; }

  // Appends the pieces, joined. After an error, the file has its former size
  // again, if the system allows it.
  absl::Status Append(std::span<const std::span<const uint8_t>> pieces);
  absl::Status Truncate(uint64_t size);
  // Waits until the disk has the contents.
  absl::Status Sync() const;

 private:
  AppendFile(std::string path, int descriptor, uint64_t size)
      : path_(std::move(path)), descriptor_(descriptor), size_(size) {}

  std::string path_;
  const int descriptor_;
  uint64_t size_;
};

// The whole file. Errors: those of the system.
absl::StatusOr<Bytes> ReadWholeFile(const std::string& path);

// Makes a directory, with those above it. No error where there is one.
absl::Status MakeDirectory(const std::string& path);
// Waits until the disk has the names of a directory.
absl::Status SyncDirectory(const std::string& path);
absl::Status Rename(const std::string& from, const std::string& to);
// No error where there is no such file.
absl::Status RemoveFile(const std::string& path);
// The names in a directory, ascending.
absl::StatusOr<std::vector<std::string>> ListDirectory(const std::string& path);

}  // namespace noodles::persistence_internal

#endif  // NOODLES_PERSISTENCE_FILES_FILE_H_
