// A file that is open for reading, and a part of one.
//
// Thread-safety: immutable; any number of threads may read.
// Ownership: shared; the last owner closes it.
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
  // Errors: NotFound; PermissionDenied; InvalidArgument for what is no regular
  // file; Unavailable for all else. The message names the path.
  static absl::StatusOr<std::shared_ptr<const OpenFile>> Open(
      const std::string& path);

  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  int descriptor() const { return descriptor_; }
  // As they were when it was opened.
  uint64_t size() const { return size_; }
  // Nanoseconds since 1970.
  int64_t modification_time() const { return modification_time_; }

  // Reads from `offset` on, at most as much as `destination` holds; 0 at the
  // end.
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
