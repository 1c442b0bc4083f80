// How the commands reach a server, wait for it, and hear of Ctrl-C.
//
// Ctrl-C ends a command as it ends any program. Those that work until Ctrl-C
// (--watch, --follow, record, replay) hold it back first, before any thread
// begins, and ask for it.
//
// Thread-safety: one thread. Ownership: clients belong to the caller.
#ifndef NOODLES_TOOL_CONNECTION_H_
#define NOODLES_TOOL_CONNECTION_H_

#include <noodles/client.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tool/output.h"

namespace CLI {
class App;
}

namespace noodles::tool {

// Options of every command that connects.
struct Connection {
  std::string url;
  std::string token;
  std::vector<std::string> headers;  // "NAME: VALUE"
  std::string trusted_file;          // PEM; "": those of the system
  double timeout_seconds = 30;

  std::chrono::milliseconds timeout() const {
    return std::chrono::milliseconds(
        static_cast<int64_t>(timeout_seconds * 1000));
  }
};

// Declares them on a command; the URL comes first.
void AddConnectionOptions(CLI::App& command, Connection& connection);

// How a client is set up by these options. Errors: InvalidArgument for a header
// that is none; those of ReadFile.
absl::StatusOr<noodles::ClientOptions> ClientOptionsOf(
    const Connection& connection);

// A client that has joined. Without one, what was wrong has been said, and
// `exit_code` is how the tool ends.
struct Joined {
  std::unique_ptr<noodles::Client> client;
  int exit_code = kSuccess;
};
// `prepare` may be empty; it sets hooks before anything is received.
Joined Join(const Connection& connection, const Output& output,
            const std::function<void(noodles::Client&)>& prepare = {});

// From now on, and in threads that begin later, Ctrl-C only shows here.
void HoldBackInterrupts();
// True once Ctrl-C came; waits for it at most that long.
bool WasInterrupted(std::chrono::milliseconds limit);

// Waits for Ctrl-C, and is kSuccess then. When the client's connection ends,
// it says so.
int WaitForInterrupt(const noodles::Client& client, const Output& output);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CONNECTION_H_
