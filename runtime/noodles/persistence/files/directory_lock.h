// DirectoryLock: lets one process at a time use a directory. The system frees
// the lock when the process ends, in whatever way.
//
// Thread-safety: one thread at a time. Ownership: holds the lock until the
// object is destroyed.
#ifndef NOODLES_PERSISTENCE_FILES_DIRECTORY_LOCK_H_
#define NOODLES_PERSISTENCE_FILES_DIRECTORY_LOCK_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace noodles::persistence_internal {

inline constexpr char kLockName[] = "lock";

class DirectoryLock {
 public:
  // Locks `directory` by its file "lock", which holds the number of this
  // process. Errors: FailedPrecondition with the number of the process that
  // holds the lock; those of the system.
  static absl::StatusOr<std::unique_ptr<DirectoryLock>> Take(
      const std::string& directory);
  ~DirectoryLock();
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;

 private:
  explicit DirectoryLock(int descriptor) : descriptor_(descriptor) {}

  const int descriptor_;
};

}  // namespace noodles::persistence_internal

#endif  // NOODLES_PERSISTENCE_FILES_DIRECTORY_LOCK_H_
