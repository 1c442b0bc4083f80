// A browser without a window, as a child process with a profile of its own.
//
// The browser speaks the DevTools protocol on its file descriptors 3 and 4,
// which are one end of a pair of sockets: it listens on no port, and ends when
// the other end is closed. The destructor ends the browser with all of its
// processes, and removes the folder.
//
// Thread-safety: one thread at a time. Ownership: owns the process, the folder
// and the descriptor.
#ifndef NOODLES_TOOL_BROWSER_BROWSER_PROCESS_H_
#define NOODLES_TOOL_BROWSER_BROWSER_PROCESS_H_

#include <sys/types.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace noodles::tool {

struct BrowserOptions {
  std::string program;
  // Without its sandbox, which the browser cannot use as root.
  bool has_no_sandbox = false;
  // Draws on the processor, so that every machine draws the same.
  bool draws_in_software = false;
};

class BrowserProcess {
 public:
  // Errors: Unavailable if the program cannot be started.
  static absl::StatusOr<std::unique_ptr<BrowserProcess>> Start(
      const BrowserOptions& options);

  ~BrowserProcess();
  BrowserProcess(const BrowserProcess&) = delete;
  BrowserProcess& operator=(const BrowserProcess&) = delete;

  // The socket of the protocol; it does not block.
  int descriptor() const { return descriptor_; }
  // A folder that only this user can read, removed at the end.
  const std::string& folder() const { return folder_; }
  // The last lines that the browser has written to its stderr.
  std::string LastWords() const;

 private:
  BrowserProcess() = default;

  absl::Status MakeFolder();
  absl::Status Spawn(const BrowserOptions& options);

  std::string folder_;
  int descriptor_ = -1;
  pid_t process_ = -1;
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_BROWSER_BROWSER_PROCESS_H_
