// Log records, and the sink that receives them.
//
// A record has a severity, a component, a message and named fields. If the
// application has set no sink, each record is written to stderr as one line:
//   W server: client dropped: too slow client=7 queued_bytes=67108864
//
// Thread-safety: every function may be called from any thread. The sink is
// called on the thread that logs, also on several threads at the same time, and
// must be thread-safe. After SetLogSink has returned, the former sink is not
// running and is never called again. A record that is logged from inside a sink
// is written to stderr. A sink must not call SetLogSink. Exceptions from a sink
// are ignored.
#ifndef NOODLES_BASE_LOGGING_H_
#define NOODLES_BASE_LOGGING_H_

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace noodles {

enum class LogSeverity : uint8_t { kDebug, kInfo, kWarning, kError };

// "debug", "info", "warning" or "error".
std::string_view ToString(LogSeverity severity);

// A named value of a record, for sinks that write structured records.
struct LogField {
  LogField(std::string_view field_name, std::string_view field_value)
      : name(field_name), value(field_value) {}
  LogField(std::string_view field_name, const char* field_value)
      : name(field_name), value(field_value) {}
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
};

// The record as one line, without a line break at the end. Control characters,
// which a peer may have sent, are written as \xNN.
std::string FormatLogRecord(const LogRecord& record);

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

}  // namespace noodles

#endif  // NOODLES_BASE_LOGGING_H_
