// Log records, and the sink that receives them.
//
// A record has a time, a severity, a component, a message and named fields. If
// the application has set no sink, each record is written to stderr as one
// line, with the time in UTC and the first letter of the severity:
//   2026-05-04T13:07:59.123Z W server: client dropped client=7 name="my Orzo"
//
// Logging never waits for stderr: a thread of its own writes the lines. Lines
// that do not fit into kMaxWaitingLogBytes are counted, and a line tells their
// number. At the normal end of the program (std::exit, or the return of main)
// the lines that wait are written, for at most kLogFlushLimit.
//
// Peers cannot fill a log, nor forge its lines: values and lines are bounded in
// length (kMaxLogValueBytes, kMaxLogLineBytes), their text is escaped
// (base/printable.h), and what peers cause is bounded in rate (LogLimits).
//
// Thread-safety: every function may be called from any thread. The sink is
// called on the thread that logs, also on several threads at the same time, and
// must be thread-safe. After SetLogSink has returned, the former sink is not
// running and is never called again. A record that is logged from inside a sink
// is written to stderr. A sink must not call SetLogSink. Exceptions from a sink
// are ignored.
#ifndef NOODLES_BASE_LOGGING_H_
#define NOODLES_BASE_LOGGING_H_

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace noodles {

// Bytes of a message and of the value of a field; of longer ones the start is
// kept, and the number of further bytes. Stops a peer with a name of megabytes.
inline constexpr size_t kMaxLogValueBytes = 512;

// Bytes of a line of text (FormatLogRecord); a longer one is cut.
inline constexpr size_t kMaxLogLineBytes = 4096;

// Bytes of lines that wait to be written to stderr, beside as many that are
// being written. Stops a stderr that nobody reads from filling the memory.
inline constexpr size_t kMaxWaitingLogBytes = size_t{1} << 20;

// How long the normal end of the program waits for the lines that wait.
inline constexpr std::chrono::milliseconds kLogFlushLimit{1000};

enum class LogSeverity : uint8_t { kDebug, kInfo, kWarning, kError };

// "debug", "info", "warning" or "error".
std::string_view ToString(LogSeverity severity);

// A named value of a record, for sinks that write structured records. A text of
// more than kMaxLogValueBytes is shortened.
struct LogField {
  LogField(std::string_view field_name, std::string_view field_value);
  LogField(std::string_view field_name, const char* field_value)
      : LogField(field_name, std::string_view(field_value)) {}
  LogField(std::string_view field_name, bool field_value)
      : name(field_name),
        value(field_value ? "true" : "false"),
        is_literal(true) {}
  template <typename Number>
  requires std::integral<Number> || std::floating_point<Number> LogField(
      std::string_view field_name, Number field_value)
      : name(field_name),
        value(std::to_string(field_value)),
        is_literal(true) {}

  std::string_view name;
  std::string value;
  // True for a number or a boolean; sinks then write `value` without quotes.
  bool is_literal = false;
};

// The argument of a sink. The views are valid during the call only.
struct LogRecord {
  LogSeverity severity = LogSeverity::kInfo;
  std::string_view component;  // part of the toolkit: "server", "assets", ...
  std::string_view message;
  std::span<const LogField> fields;
  std::chrono::system_clock::time_point time{};
};

// The record as one line, without its time and without a line break at the end:
//   W server: client dropped client=7 name="my Orzo"
// The text is escaped (base/printable.h). A value that is empty or contains a
// space, an equals sign, a quotation mark, a backslash or an escaped character
// stands in quotation marks, with a backslash before each of the last two: a
// value cannot look like another field.
std::string FormatLogRecord(const LogRecord& record);

// "2026-05-04T13:07:59.123Z" (ISO 8601, UTC).
std::string FormatLogTime(std::chrono::system_clock::time_point time);

using LogSink = std::function<void(const LogRecord&)>;

// Sends all later records to `sink`. An empty function restores the output to
// stderr.
void SetLogSink(LogSink sink);

// Records below `minimum` are dropped. Default: kInfo.
void SetLogThreshold(LogSeverity minimum);

// True if records of this severity are not dropped. Call it before building a
// message that is expensive to build.
bool ShouldLog(LogSeverity severity);

void Log(LogSeverity severity, std::string_view component,
         std::string_view message,
         std::initializer_list<LogField> fields = {}) noexcept;

// How many records of one kind (component and message) one peer may cause.
// Further ones are counted, and a record tells their number later: "and 999999
// more: ...". Stops a peer from filling a disk with log lines, and from hiding
// what others do among them.
struct LogLimits {
  // Over time. 0: any number.
  double records_per_second = 1;
  // At once.
  size_t burst = 50;
  // Peers and kinds that are counted apart; further ones are counted together.
  // Stops peers of many addresses from filling the memory.
  size_t max_peers = 1024;
  // From the first record that was left out to the record that tells of it.
  std::chrono::milliseconds summary_delay{5000};
};

// Replaces the limits, and forgets what was counted. Default: LogLimits().
void SetLogLimits(const LogLimits& limits);

// Log for a record that a peer causes. `peer` is its address; the port does not
// count, so that a peer gains nothing by a new connection. Empty: all peers
// together.
void LogForPeer(std::string_view peer, LogSeverity severity,
                std::string_view component, std::string_view message,
                std::span<const LogField> fields) noexcept;
void LogForPeer(std::string_view peer, LogSeverity severity,
                std::string_view component, std::string_view message,
                std::initializer_list<LogField> fields) noexcept;

// Tells of all records that were left out, and waits until the lines that wait,
// on stderr and of SetLogOutput (logging/log_output.h), are written. False
// where that takes longer than `limit`. Sinks of SetLogSink are not waited for.
bool FlushLog(std::chrono::milliseconds limit = kLogFlushLimit);

}  // namespace noodles

#endif  // NOODLES_BASE_LOGGING_H_
