#include "noodles/transport/net/open_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "noodles/base/status.h"

namespace noodles::transport_internal {
namespace {

absl::Status OpenError(const std::string& path, int error) {
  const std::string text =
      "cannot open \"" + path + "\": " + std::system_category().message(error);
  if (error == ENOENT || error == ENOTDIR) return NotFound(text);
  if (error == EACCES || error == EPERM) return PermissionDenied(text);
  return Unavailable(text);
}

}  // namespace

absl::StatusOr<std::shared_ptr<const OpenFile>> OpenFile::Open(
    const std::string& path) {
  // Without O_NONBLOCK, opening a named pipe would wait for its other end.
  const int descriptor =
      ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return OpenError(path, errno);
  struct stat status = {};
  if (::fstat(descriptor, &status) != 0) {
    const int error = errno;
    ::close(descriptor);
    return OpenError(path, error);
  }
  if (!S_ISREG(status.st_mode)) {
    ::close(descriptor);
    return InvalidArgument("\"" + path + "\" is no regular file");
  }
  constexpr int64_t kNanoseconds = 1'000'000'000;
  return std::shared_ptr<const OpenFile>(new OpenFile(
      descriptor, static_cast<uint64_t>(status.st_size),
      int64_t{status.st_mtim.tv_sec} * kNanoseconds + status.st_mtim.tv_nsec));
}

OpenFile::~OpenFile() { ::close(descriptor_); }

size_t OpenFile::Read(uint64_t offset, std::span<uint8_t> destination,
                      std::error_code& error) const {
  for (;;) {
    const ssize_t count =
        ::pread(descriptor_, destination.data(), destination.size(),
                static_cast<off_t>(offset));
    if (count >= 0) return static_cast<size_t>(count);
    if (errno == EINTR) continue;
    error = std::error_code(errno, std::system_category());
    return 0;
  }
}

}  // namespace noodles::transport_internal
