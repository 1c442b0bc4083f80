// The files that a server names by URL, in its buffers and images, also those
// of components that are gone again.
//
// Thread-safety: every function may be called from any thread. Ownership: must
// outlive the client that is followed.
#ifndef NOODLES_TOOL_CHECKS_NAMED_FILES_H_
#define NOODLES_TOOL_CHECKS_NAMED_FILES_H_

#include <noodles/client.h>

#include <chrono>
#include <cstdint>
#include <mutex>
#include <vector>

namespace noodles::tool {

struct NamedFile {
  ComponentRef ref;
  Location location;
  uint64_t size = 0;  // that the component names; 0 for an image
  std::chrono::steady_clock::time_point named;
};

class NamedFiles {
 public:
  // To be called before the client connects.
  void Follow(Client& client);

  // The files that were named since the last call, in this order.
  std::vector<NamedFile> Take();

 private:
  // Stops a server that names files without end from filling the memory.
  static constexpr size_t kMaxFiles = 100'000;

  void Add(ComponentRef ref, const Location* location, uint64_t size);

  std::mutex mutex_;
  std::vector<NamedFile> files_;
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CHECKS_NAMED_FILES_H_
