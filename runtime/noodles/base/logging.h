// Log records and where they go.
//
// A record is a severity, a component, a message and named fields. Without a
// sink of the application's own, records go to stderr, one line each:
//   W server: client dropped: too slow client=7 queued_bytes=67108864
//
// Thread-safety: every function may be called from any thread. The sink is
// called by the thread that logs, by several threads at once, and must be
// thread-safe itself. When SetLogSink returns, the former sink is not running
// any more and never will again. A record that is logged from inside a sink
// goes to stderr; a sink must not call SetLogSink. What a sink throws is
// dropped.
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

// A named value of a record, for sinks that keep structure.
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
  // A number or boolean, not a text.
  bool is_literal = false;
};

// What a sink is given; the views are valid during the call only.
struct LogRecord {
  LogSeverity severity = LogSeverity::kInfo;
  std::string_view component;  // the part that speaks: "server", "assets", ...
  std::string_view message;
  std::span<const LogField> fields;
};

// The record on one line without a line break: control characters, as a peer
// may have put into a name, are written as \xNN.
std::string FormatLogRecord(const LogRecord& record);

using LogSink = std::function<void(const LogRecord&)>;

// Sends later records to `sink`; an empty function brings stderr back.
void SetLogSink(LogSink sink);

// Records below `minimum` are dropped. Default: kInfo.
void SetLogThreshold(LogSeverity minimum);

// True if records of this severity are kept: guards costly messages.
bool ShouldLog(LogSeverity severity);

void Log(LogSeverity severity, std::string_view component,
         std::string_view message,
         std::initializer_list<LogField> fields = {}) noexcept;

}  // namespace noodles

#endif  // NOODLES_BASE_LOGGING_H_
