#include "noodles/persistence/files/directory_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cctype>
#include <cerrno>
#include <string_view>

#include "noodles/base/status.h"
#include "noodles/persistence/files/file.h"

namespace noodles::persistence_internal {
namespace {

constexpr mode_t kLockMode = 0600;

// The number in the lock's file; "" where there is none.
std::string HolderOf(int descriptor) {
  std::array<char, 32> text{};
  const ssize_t count = ::pread(descriptor, text.data(), text.size(), 0);
  std::string number;
  for (const char c : std::string_view(
           text.data(), count > 0 ? static_cast<size_t>(count) : 0)) {
    if (std::isdigit(static_cast<unsigned char>(c)) == 0) break;
    number += c;
  }
  return number;
}

}  // namespace

absl::StatusOr<std::unique_ptr<DirectoryLock>> DirectoryLock::Take(
    const std::string& directory) {
  const std::string path = directory + "/" + kLockName;
  const int descriptor =
      ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kLockMode);
  if (descriptor < 0) return SystemError(path, "open", errno);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    const std::string holder = HolderOf(descriptor);
    ::close(descriptor);
    if (error != EWOULDBLOCK) return SystemError(path, "lock", error);
    return FailedPrecondition(
        directory + " is in use by " +
        (holder.empty() ? "another process" : "the process " + holder) +
        "; a journal has one writer");
  }
  const std::string number = std::to_string(::getpid()) + "\n";
  const bool is_written = ::ftruncate(descriptor, 0) == 0 &&
                          ::pwrite(descriptor, number.data(), number.size(),
                                   0) == static_cast<ssize_t>(number.size());
  // The number is for people; without it, the lock holds all the same.
  static_cast<void>(is_written);
  return std::unique_ptr<DirectoryLock>(new DirectoryLock(descriptor));
}

DirectoryLock::~DirectoryLock() { ::close(descriptor_); }

}  // namespace noodles::persistence_internal
