// Output of the commands for people and scripts, and the exit codes of the
// tool.
//
// Results are written to stdout, all other texts to stderr. By default colours
// are used only if stdout is a terminal (--color), and progress is shown only
// if stderr is a terminal.
//
// A reader that closes the pipe of stdout (`noodles inspect ... | head -1`) is
// no error: later output is dropped, and commands that run until Ctrl-C end.
//
// Thread-safety: Output: any number of threads may call its const functions;
// Progress: every function may be called from any thread. Ownership: one Output
// for the process.
#ifndef NOODLES_TOOL_OUTPUT_OUTPUT_H_
#define NOODLES_TOOL_OUTPUT_OUTPUT_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "noodles/cbor/any.h"

namespace noodles::tool {

// The exit codes of the tool. kExitCodeTexts explains each.
enum ExitCode : int {
  kSuccess = 0,
  kFailed = 1,
  kUsage = 2,
  kNoConnection = 3,
  kBadInput = 4,
  kInterrupted = 130,
};

struct ExitCodeText {
  ExitCode code;
  std::string_view text;
};
inline constexpr ExitCodeText kExitCodeTexts[] = {
    {kSuccess, "success"},
    {kFailed,
     "the server refused, a named thing does not exist, or faults were "
     "found"},
    {kUsage, "the command line is wrong"},
    {kNoConnection,
     "the server cannot be reached, or has ended the connection"},
    {kBadInput, "a file or a text cannot be read or written"},
    {kInterrupted, "ended by Ctrl-C before the work was done"},
};

struct Output {
  // Write results as JSON.
  bool is_json = false;
  // "auto", "always" or "never".
  std::string color = "auto";
  // Columns of a line of ShortLine; 0: no limit. nullopt: those of the
  // terminal, and no limit if stdout is not a terminal.
  std::optional<size_t> line_width{};

  // `text` through Printable, in a style if colours are used.
  std::string Bold(std::string_view text) const;
  std::string Faint(std::string_view text) const;
  std::string Good(std::string_view text) const;
  std::string Bad(std::string_view text) const;

  // Writes a line to stdout and flushes it.
  void Line(std::string_view line) const;
  // The same for an entry of a listing: cut to `columns()`.
  void ShortLine(std::string_view line) const;
  // The columns of a line that fits; SIZE_MAX: no limit.
  size_t columns() const;
  void Json(const Any& value) const;

  // Prints on stderr why the command failed, and what the user can do about it.
  // Returns `code`.
  int Fail(ExitCode code, std::string_view what,
           std::string_view hint = "") const;
  // The same for a status; the code for a lost connection is kNoConnection.
  int Fail(const absl::Status& status) const;
  // Prints further information on stderr; nothing with --json.
  void Note(std::string_view what) const;
  // Prints on stderr a problem that does not end the command.
  void Warn(std::string_view what) const;

  // Prints on stderr that a command has begun to wait for the server; with
  // --json as an object, so that scripts can wait for it.
  void Announce(std::string_view what) const;

  // False if nobody can read stdout any more: its reader has closed the pipe,
  // or a write has failed.
  bool is_open() const;
  // Flushes stdout. Returns `code`; after a failed write, prints the error and
  // returns kBadInput, unless the reader has closed the pipe.
  int Finish(int code) const;

 private:
  std::string Painted(const char* code, std::string_view text) const;

  // The errno of the first write to stdout that failed; 0: none.
  mutable std::atomic<int> write_error_ = 0;
};

// A text from a server or a file, on one line and safe for a terminal: see
// noodles/base/printable.h.
std::string Printable(std::string_view text);
// The same for a text that may have several lines: each of them begins with
// `indent`, so that none can look like a line of the tool.
std::string PrintableLines(std::string_view text, std::string_view indent);

// A value as JSON that is safe for a terminal.
std::string JsonText(const Any& value);

// Example: "12.3 MB", in units of 1000.
std::string ReadableBytes(uint64_t bytes);

// A line on stderr that shows the progress of a long operation. Nothing is
// written if stderr is not a terminal. The destructor erases the line.
class Progress {
 public:
  Progress();
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Updates the line, at most ten times a second.
  void Show(std::string_view text);
  // Shows `done` of `all` bytes, and the percentage if `all` is known.
  void ShowBytes(std::string_view what, uint64_t done,
                 std::optional<uint64_t> all);

 private:
  const bool is_shown_;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point next_;
  bool is_dirty_ = false;
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_OUTPUT_OUTPUT_H_
