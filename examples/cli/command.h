// What the commands of the tool `noodles` share: exit codes, options, output.
//
// Thread-safety: one thread.
#ifndef EXAMPLES_CLI_COMMAND_H_
#define EXAMPLES_CLI_COMMAND_H_

#include <noodles/client.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace cli {

// How the tool ends.
enum ExitCode : int {
  kSuccess = 0,
  kFailed = 1,        // the server refused, or something is not there
  kUsage = 2,         // the command line is wrong
  kNoConnection = 3,  // the server cannot be reached, or left
  kBadInput = 4,      // a file or a text cannot be read or written
};

// Options of every command that connects.
struct Connection {
  std::string url;
  std::string token;
  double timeout_seconds = 30;
  bool json = false;

  std::chrono::milliseconds timeout() const {
    return std::chrono::milliseconds(
        static_cast<int64_t>(timeout_seconds * 1000));
  }
};

// A client that has joined, or null after a message.
std::unique_ptr<noodles::Client> Join(const Connection& connection);

// Writes "noodles: ..." to stderr; `code` comes back.
int Fail(ExitCode code, std::string_view what);
// The same for a status: connections that went are kNoConnection.
int Fail(const absl::Status& status);

// Waits for Ctrl-C, or the end of the client's connection. True: Ctrl-C.
bool WaitForInterrupt(const noodles::Client& client);
// Before any thread begins: so that WaitForInterrupt gets the signals.
void BlockInterrupts();
// True once Ctrl-C came; waits for it at most that long.
bool WasInterrupted(std::chrono::milliseconds limit);

// The whole of a file, or of stdin for "-".
absl::StatusOr<noodles::Bytes> ReadFile(const std::string& path);
// Writes a file as a whole, or stdout for "-".
absl::Status WriteFile(const std::string& path, std::string_view content);

// Text in bold where stdout is a terminal.
std::string Bold(std::string_view text);

}  // namespace cli

#endif  // EXAMPLES_CLI_COMMAND_H_
