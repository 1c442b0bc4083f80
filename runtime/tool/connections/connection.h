// Connects a command to a server, and handles Ctrl-C.
//
// By default Ctrl-C ends the process. Commands that run until Ctrl-C (--watch,
// --follow, record, replay) call HoldBackInterrupts before any thread is
// started, and then poll WasInterrupted.
//
// Thread-safety: one thread. Ownership: clients belong to the caller.
#ifndef NOODLES_TOOL_CONNECTIONS_CONNECTION_H_
#define NOODLES_TOOL_CONNECTIONS_CONNECTION_H_

#include <noodles/client.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tool/output/output.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace noodles::tool {

// The options of every command that connects.
struct Connection {
  std::string url;
  std::string token;
  std::vector<std::string> headers;  // "NAME: VALUE"
  std::string trusted_file;          // PEM; "": the certificates of the system
  double timeout_seconds = 30;
  bool retries = false;  // while the server cannot be reached

  std::chrono::milliseconds timeout() const {
    return std::chrono::milliseconds(
        static_cast<int64_t>(timeout_seconds * 1000));
  }
};

// Declares the options on a command; the URL is the first positional.
void AddConnectionOptions(CLI::App& command, Connection& connection);

// The ClientOptions for these command-line options. Errors: InvalidArgument for
// an invalid header; those of ReadFile.
absl::StatusOr<ClientOptions> ClientOptionsOf(const Connection& connection);

// A client that has joined. If `client` is nullptr, the error has been printed,
// and `exit_code` is that of the tool.
struct Joined {
  std::unique_ptr<Client> client;
  int exit_code = kSuccess;
};
// `prepare` sets hooks before the first frame is received; it may be empty.
Joined Join(const Connection& connection, const Output& output,
            const std::function<void(Client&)>& prepare = {});

// Prints why the document of a server could not be joined, and what the user
// can try. Returns kInterrupted for Cancelled, else kNoConnection.
int FailToJoin(const absl::Status& status, const Connection& connection,
               const Output& output);

// Blocks SIGINT and SIGTERM in this thread and in threads that are started
// later.
void HoldBackInterrupts();
// Waits up to `limit` for Ctrl-C. True if it was pressed.
bool WasInterrupted(std::chrono::milliseconds limit);

// When a command that prints changes ends by itself, and what it does until
// then.
struct WaitOptions {
  // Time limit; 0: none.
  double seconds = 0;
  // Called several times a second. Both may be empty.
  std::function<bool()> is_done{};
  std::function<void()> tick{};
};

// Declares --seconds.
CLI::Option* AddSecondsOption(CLI::App& command, double& seconds);

// Waits for Ctrl-C, for the end of `options`, or until the reader of stdout has
// left, and returns kSuccess. If the connection ends before, prints the error
// and returns its exit code.
int WaitForEnd(const Client& client, const Output& output,
               const WaitOptions& options);

// Prints why the connection of `client` ended; returns kNoConnection.
int FailAtEnd(const Client& client, const Output& output);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CONNECTIONS_CONNECTION_H_
