// A file that is open for reading, and a part of one.
//
// Thread-safety: immutable; any number of threads may read.
// Ownership: shared; the last owner closes the file.
#ifndef NOODLES_TRANSPORT_NET_OPEN_FILE_H_
#define NOODLES_TRANSPORT_NET_OPEN_FILE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <system_error>

#include "absl/status/statusor.h"

namespace noodles::transport_internal {

class OpenFile {
 public:
  // Errors: NotFound; PermissionDenied; InvalidArgument for a folder, a pipe or
  // another file that is not regular; Unavailable for other failures. The
  // message names the path.
  static absl::StatusOr<std::shared_ptr<const OpenFile>> Open(
      const std::string& path);

  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  int descriptor() const { return descriptor_; }
  // Size in bytes and time of the last change, when the file was opened.
  uint64_t size() const { return size_; }
  // In nanoseconds since 1970.
  int64_t modification_time() const { return modification_time_; }

  // Reads from `offset` on, at most as many bytes as `destination` holds.
  // Returns the number of bytes; 0 at the end of the file.
  size_t Read(uint64_t offset, std::span<uint8_t> destination,
              std::error_code& error) const;

 private:
  OpenFile(int descriptor, uint64_t size, int64_t modification_time)
      : descriptor_(descriptor),
        size_(size),
        modification_time_(modification_time) {}

  const int descriptor_;
  const uint64_t size_;
  const int64_t modification_time_;
};

struct FileSlice {
  std::shared_ptr<const OpenFile> file;  // may be null: nothing
  uint64_t offset = 0;
  uint64_t length = 0;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_NET_OPEN_FILE_H_
