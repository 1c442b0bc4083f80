// Writes the toolkit's log records with the spdlog library, as text or JSON
// lines, to stderr and to a rotated file.
//
//   absl::Status status = SetLogOutput(
//       {.format = LogFormat::kJsonLines, .file = "/var/log/pump/server.log"});
//
// A line of text (FormatLogRecord); the first letter is the severity (D, I, W,
// E):
//   2026-05-04T13:07:59.123Z W server: client dropped client=7
// A JSON line; `fields` keeps numbers as numbers:
//   {"time":"2026-05-04T13:07:59.123Z","severity":"warning",
//    "component":"server","message":"client dropped","fields":{"client":7}}
//
// A thread of its own writes the lines, so that logging waits for no disk and
// no terminal: see base/logging.h for the lines that do not fit, for the end of
// the program, and for FlushLog.
//
// A program that uses another logging library calls SetLogSink instead, see
// base/logging.h.
//
// Thread-safety: records may be logged on any thread. SetLogOutput may be
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

  // Records below this severity are dropped.
  LogSeverity threshold = LogSeverity::kInfo;

  bool to_stderr = true;

  // Also appends records to this file. Empty: no file.
  std::string file{};

  // Maximum size of the file in bytes. A record that would exceed it renames
  // `file` to `file`.1, `file`.1 to `file`.2 and so on (the number goes before
  // the extension). Stops a peer that causes log records from filling the disk.
  size_t max_file_bytes = size_t{10} << 20;

  // Number of renamed files that are kept.
  size_t max_old_files = 4;
};

// Sends all later records to this output, and sets the threshold. Errors:
// Unavailable with the reason if the file cannot be written, InvalidArgument if
// max_file_bytes is 0. After an error the former output stays in use.
absl::Status SetLogOutput(const LogOutputOptions& options);

}  // namespace noodles

#endif  // NOODLES_LOGGING_LOG_OUTPUT_H_
