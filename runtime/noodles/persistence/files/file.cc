#include "noodles/persistence/files/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "noodles/base/status.h"

namespace noodles::persistence_internal {
namespace {

// For the owner alone: a journal holds what only some clients may see.
constexpr mode_t kFileMode = 0600;

absl::StatusCode CodeOf(int error) {
  switch (error) {
    case ENOENT:
      return absl::StatusCode::kNotFound;
    case EACCES:
    case EPERM:
    case EROFS:
      return absl::StatusCode::kPermissionDenied;
    case EEXIST:
    case ENOTDIR:
      return absl::StatusCode::kAlreadyExists;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return absl::StatusCode::kResourceExhausted;
    default:
      return absl::StatusCode::kInternal;
  }
}

// Writes all bytes. Returns 0, or the error of the system.
int WriteAll(int descriptor, std::span<const uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes = bytes.subspan(static_cast<size_t>(written));
  }
  return 0;
}

absl::Status OfFileSystem(const std::string& path, std::string_view what,
                          const std::error_code& error) {
  if (!error) return absl::OkStatus();
  return SystemError(path, what, error.value());
}

}  // namespace

absl::Status SystemError(const std::string& path, std::string_view what,
                         int error) {
  return MakeStatus(CodeOf(error), path + ": " + std::string(what) + ": " +
                                       std::generic_category().message(error));
}

absl::StatusOr<std::unique_ptr<AppendFile>> AppendFile::Open(
    const std::string& path) {
  const int descriptor =
      ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, kFileMode);
  if (descriptor < 0) return SystemError(path, "open", errno);
  struct stat information {};
  if (::fstat(descriptor, &information) != 0) {
    const int error = errno;
    ::close(descriptor);
    return SystemError(path, "stat", error);
  }
  return std::unique_ptr<AppendFile>(new AppendFile(
      path, descriptor, static_cast<uint64_t>(information.st_size)));
}

AppendFile::~AppendFile() { ::close(descriptor_); }

absl::Status AppendFile::Append(
    std::span<const std::span<const uint8_t>> pieces) {
  uint64_t added = 0;
  for (const std::span<const uint8_t> piece : pieces) {
    const int error = WriteAll(descriptor_, piece);
    if (error != 0) {
      // A part of a record would stand before the next one.
      Truncate(size_).IgnoreError();
      return SystemError(path_, "write", error);
    }
    added += piece.size();
  }
  size_ += added;
  return absl::OkStatus();
}

absl::Status AppendFile::Truncate(uint64_t size) {
  if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) {
    return SystemError(path_, "truncate", errno);
  }
  size_ = size;
  return absl::OkStatus();
}

absl::Status AppendFile::Sync() const {
  if (::fdatasync(descriptor_) == 0) return absl::OkStatus();
  return SystemError(path_, "sync", errno);
}

absl::StatusOr<Bytes> ReadWholeFile(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return SystemError(path, "open", errno);
  struct stat information {};
  int error = ::fstat(descriptor, &information) == 0 ? 0 : errno;
  std::vector<uint8_t> content;
  if (error == 0) content.resize(static_cast<size_t>(information.st_size));
  size_t done = 0;
  while (error == 0 && done < content.size()) {
    const ssize_t count =
        ::read(descriptor, content.data() + done, content.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) error = errno;
    if (count <= 0) break;
    done += static_cast<size_t>(count);
  }
  ::close(descriptor);
  if (error != 0) return SystemError(path, "read", error);
  content.resize(done);
  return Bytes::Adopt(std::move(content));
}

absl::Status MakeDirectory(const std::string& path) {
  std::error_code error;
  const bool is_new = std::filesystem::create_directories(path, error);
  if (error) return OfFileSystem(path, "make directory", error);
  if (is_new) {
    std::filesystem::permissions(path, std::filesystem::perms::owner_all,
                                 error);
  }
  return OfFileSystem(path, "set permissions", error);
}

absl::Status SyncDirectory(const std::string& path) {
  const int descriptor =
      ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return SystemError(path, "open", errno);
  // Some file systems cannot, and need not, synchronize directories.
  const int error = ::fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno;
  ::close(descriptor);
  return error == 0 ? absl::OkStatus() : SystemError(path, "sync", error);
}

absl::Status Rename(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) == 0) return absl::OkStatus();
  return SystemError(from, "rename to " + to, errno);
}

absl::Status RemoveFile(const std::string& path) {
  if (::unlink(path.c_str()) == 0 || errno == ENOENT) return absl::OkStatus();
  return SystemError(path, "remove", errno);
}

absl::StatusOr<std::vector<std::string>> ListDirectory(
    const std::string& path) {
  std::error_code error;
  std::vector<std::string> names;
  std::filesystem::directory_iterator next(path, error);
  const std::filesystem::directory_iterator end;
  while (!error && next != end) {
    names.push_back(next->path().filename().string());
    next.increment(error);
  }
  if (error) return OfFileSystem(path, "list", error);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace noodles::persistence_internal
