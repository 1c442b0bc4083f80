// What every command writes to people and scripts, and how the tool ends.
//
// Results go to stdout, everything else to stderr. Colours are written only
// where stdout is a terminal, unless --color says otherwise; the progress of
// long work only where stderr is one.
//
// Thread-safety: like an int; Progress: any thread. Ownership: plain values.
#ifndef NOODLES_TOOL_OUTPUT_H_
#define NOODLES_TOOL_OUTPUT_H_

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "noodles/cbor/any.h"

namespace noodles::tool {

// How the tool ends. kExitCodeTexts explains each.
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
     "the server refused, something is not there, or faults were "
     "found"},
    {kUsage, "the command line is wrong"},
    {kNoConnection, "the server cannot be reached, or left"},
    {kBadInput, "a file or a text cannot be read or written"},
    {kInterrupted, "ended by Ctrl-C before the work was done"},
};

struct Output {
  // Results as JSON.
  bool is_json = false;
  // "auto", "always" or "never".
  std::string color = "auto";

  // Text as it looks best, and Printable; without colours that alone.
  std::string Bold(std::string_view text) const;
  std::string Faint(std::string_view text) const;
  std::string Good(std::string_view text) const;
  std::string Bad(std::string_view text) const;

  // A line on stdout, there at once.
  void Line(std::string_view line) const;
  void Json(const noodles::Any& value) const;

  // Says on stderr why the command failed; `code` comes back.
  int Fail(ExitCode code, std::string_view what) const;
  // The same for a status; connections that went are kNoConnection.
  int Fail(const absl::Status& status) const;
  // Something to know, on stderr.
  void Note(std::string_view what) const;

 private:
  std::string Painted(const char* code, std::string_view text) const;
};

// A text from elsewhere as it may be shown: what a terminal would obey stands
// as a question mark.
std::string Printable(std::string_view text);

// "12.3 MB": bytes in three digits or so.
std::string ReadableBytes(uint64_t bytes);

// One line on stderr that says how far long work is. Nothing is written where
// stderr is no terminal. The line is taken away at the end.
class Progress {
 public:
  Progress();
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Shown at most ten times a second.
  void Show(std::string_view text);
  // `done` of `all`, with the share where `all` is known.
  void ShowBytes(std::string_view what, uint64_t done,
                 std::optional<uint64_t> all);

 private:
  const bool is_shown_;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point next_;
  bool is_dirty_ = false;
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_OUTPUT_H_
