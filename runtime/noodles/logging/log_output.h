// Where the toolkit's log records go, with the spdlog library behind it: text
// or JSON lines, to stderr and to a file that is rotated.
//
//   absl::Status status = SetLogOutput(
//       {.format = LogFormat::kJsonLines, .file = "/var/log/pump/server.log"});
//
// A line of text, the letter being the severity (D, I, W, E):
//   2026-05-04T13:07:59.123Z W server: client dropped client=7
// A line of JSON; what stands in `fields` are numbers where they were logged as
// numbers:
//   {"time":"2026-05-04T13:07:59.123Z","severity":"warning",
//    "component":"server","message":"client dropped","fields":{"client":7}}
//
// A program with a logging library of its own calls SetLogSink instead, see
// base/logging.h.
//
// Thread-safety: records are written from any thread. SetLogOutput may be
// called from any thread but not from a sink.
#ifndef NOODLES_LOGGING_LOG_OUTPUT_H_
#define NOODLES_LOGGING_LOG_OUTPUT_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "noodles/base/logging.h"

namespace noodles {

enum class LogFormat : uint8_t { kText, kJsonLines };

struct LogOutputOptions {
  LogFormat format = LogFormat::kText;

  // Records below it are dropped.
  LogSeverity threshold = LogSeverity::kInfo;

  bool to_stderr = true;

  // Also to this file, behind what it holds; empty: no file.
  std::string file{};

  // A file that would become longer than this is renamed to `file`.1, `file`.1
  // to `file`.2 and so on, with the number before the ending of the name. Stops
  // a peer that causes records from filling the disk.
  size_t max_file_bytes = size_t{10} << 20;

  // So many renamed files are kept.
  size_t max_old_files = 4;
};

// Sends later records there, and sets the threshold. Errors: Unavailable with
// the reason where the file cannot be written, InvalidArgument for a limit of
// 0; the former output stays then.
absl::Status SetLogOutput(const LogOutputOptions& options);

}  // namespace noodles

#endif  // NOODLES_LOGGING_LOG_OUTPUT_H_
