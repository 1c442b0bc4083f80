#include "noodles/base/logging.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <utility>

#include "noodles/base/printable.h"
#include "noodles/base/support/line_writer.h"
#include "noodles/base/support/log_summaries.h"

namespace noodles {

namespace {

constexpr char kSeverityLetters[] = "DIWE";

std::atomic<LogSeverity> threshold{LogSeverity::kInfo};

// A sink, and a lock that each call of the sink holds as a reader. SetLogSink
// locks it exclusively only after the slot is no longer the current one;
// otherwise constant logging could delay SetLogSink without limit.
struct SinkSlot {
  LogSink sink;
  std::shared_mutex running;
};

struct CurrentSink {
  std::mutex mutex;
  std::shared_ptr<SinkSlot> slot = std::make_shared<SinkSlot>();
};

// Never destroyed: threads may log while the program ends.
CurrentSink& Current() {
  static auto* const current = new CurrentSink;
  return *current;
}

thread_local bool in_sink = false;

struct RunningSink {
  std::shared_ptr<SinkSlot> slot;
  std::shared_lock<std::shared_mutex> running;
};

RunningSink EnterSink() {
  const std::lock_guard lock(Current().mutex);
  std::shared_ptr<SinkSlot> slot = Current().slot;
  std::shared_lock running(slot->running);
  return {std::move(slot), std::move(running)};
}

class InSink {
 public:
  InSink() { in_sink = true; }
  ~InSink() { in_sink = false; }
  InSink(const InSink&) = delete;
  InSink& operator=(const InSink&) = delete;
};

// `text` as the value of a field, in quotation marks where it could be misread.
void AppendValue(std::string& line, std::string_view text) {
  const std::string printable = Printable(text);
  if (!text.empty() && printable == text &&
      text.find_first_of(" =\"\\") == std::string_view::npos) {
    line += printable;
    return;
  }
  std::string quoted;
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  line += '"';
  AppendPrintable(line, quoted);
  line += '"';
}

std::string LineOf(const LogRecord& record) {
  return FormatLogTime(record.time) + " " + FormatLogRecord(record) + "\n";
}

// A sink of the application may use objects that are gone at the exit.
void FlushAtExit() {
  bool has_sink = false;
  {
    const std::lock_guard lock(Current().mutex);
    has_sink = Current().slot->sink != nullptr;
  }
  if (has_sink) {
    base_internal::LineWriter::FlushAll(kLogFlushLimit);
  } else {
    FlushLog(kLogFlushLimit);
  }
}

base_internal::LineWriter& StandardError() {
  static auto* const writer = [] {
    auto* const made = new base_internal::LineWriter(
        {.write =
             [](std::string_view lines) {
               base_internal::WriteWhole(STDERR_FILENO, lines);
             },
         .left_out =
             [](uint64_t count) {
               const LogField fields[] = {{"count", count}};
               return LineOf({LogSeverity::kWarning, "log",
                              "lines left out: stderr took none", fields,
                              std::chrono::system_clock::now()});
             },
         .max_waiting_bytes = kMaxWaitingLogBytes});
    std::atexit(FlushAtExit);
    return made;
  }();
  return *writer;
}

void WriteToStderr(const LogRecord& record) {
  StandardError().Add(LineOf(record));
}

void LogSpan(LogSeverity severity, std::string_view component,
             std::string_view message,
             std::span<const LogField> fields) noexcept {
  if (!ShouldLog(severity)) return;
  try {
    const std::string text = Shortened(message, kMaxLogValueBytes);
    const LogRecord record{severity, component, text, fields,
                           std::chrono::system_clock::now()};
    if (in_sink) return WriteToStderr(record);
    const auto [slot, running] = EnterSink();
    const InSink guard;
    slot->sink ? slot->sink(record) : WriteToStderr(record);
  } catch (const std::exception&) {
    // There is no other place where the failure could be reported.
  } catch (...) {
  }
}

// Never destroyed: threads may log while the program ends.
base_internal::LogSummaries& Summaries() {
  static auto* const summaries = new base_internal::LogSummaries(
      [](const base_internal::LogThrottle::Rest& rest) {
        const LogField fields[] = {{"address", rest.peer}};
        LogSpan(rest.severity, rest.component,
                "and " + std::to_string(rest.count) + " more: " + rest.message,
                std::span(fields).first(rest.peer.empty() ? 0 : 1));
      });
  return *summaries;
}

}  // namespace

LogField::LogField(std::string_view field_name, std::string_view field_value)
    : name(field_name), value(Shortened(field_value, kMaxLogValueBytes)) {}

std::string_view ToString(LogSeverity severity) {
  switch (severity) {
    case LogSeverity::kDebug:
      return "debug";
    case LogSeverity::kInfo:
      return "info";
    case LogSeverity::kWarning:
      return "warning";
    case LogSeverity::kError:
      return "error";
  }
  return "unknown";
}

std::string FormatLogRecord(const LogRecord& record) {
  std::string line;
  line += kSeverityLetters[static_cast<size_t>(record.severity) & 3];
  line += ' ';
  AppendPrintable(line, record.component);
  line += ": ";
  AppendPrintable(line, record.message);
  for (const LogField& field : record.fields) {
    line += ' ';
    AppendPrintable(line, field.name);
    line += '=';
    if (field.is_literal) {
      AppendPrintable(line, field.value);
    } else {
      AppendValue(line, field.value);
    }
  }
  return Shortened(line, kMaxLogLineBytes);
}

std::string FormatLogTime(std::chrono::system_clock::time_point time) {
  using std::chrono::milliseconds;
  const auto since = std::chrono::floor<milliseconds>(time.time_since_epoch());
  const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
  const auto whole = static_cast<std::time_t>(seconds.count());
  std::tm utc = {};
  gmtime_r(&whole, &utc);
  std::array<char, 64> text{};
  const int size = std::snprintf(
      text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ",
      utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min,
      utc.tm_sec, static_cast<int>((since - seconds).count()));
  return std::string(text.data(), static_cast<size_t>(size));
}

void SetLogSink(LogSink sink) {
  auto slot = std::make_shared<SinkSlot>();
  slot->sink = std::move(sink);
  {
    const std::lock_guard lock(Current().mutex);
    std::swap(slot, Current().slot);
  }
  // Waits for the calls that still run in the former sink. No new call can
  // begin.
  const std::unique_lock wait(slot->running);
  slot->sink = nullptr;
}

void SetLogThreshold(LogSeverity minimum) {
  threshold.store(minimum, std::memory_order_relaxed);
}

bool ShouldLog(LogSeverity severity) {
  return severity >= threshold.load(std::memory_order_relaxed);
}

void Log(LogSeverity severity, std::string_view component,
         std::string_view message,
         std::initializer_list<LogField> fields) noexcept {
  LogSpan(severity, component, message, fields);
}

void SetLogLimits(const LogLimits& limits) { Summaries().SetLimits(limits); }

void LogForPeer(std::string_view peer, LogSeverity severity,
                std::string_view component, std::string_view message,
                std::span<const LogField> fields) noexcept {
  if (!ShouldLog(severity)) return;
  try {
    if (!Summaries().Admit(severity, component, message, peer)) return;
  } catch (const std::exception&) {
    // Without memory or a thread for the count, the record is written.
  }
  LogSpan(severity, component, message, fields);
}

void LogForPeer(std::string_view peer, LogSeverity severity,
                std::string_view component, std::string_view message,
                std::initializer_list<LogField> fields) noexcept {
  LogForPeer(peer, severity, component, message,
             std::span<const LogField>(fields));
}

bool FlushLog(std::chrono::milliseconds limit) {
  Summaries().TellAll();
  return base_internal::LineWriter::FlushAll(limit);
}

}  // namespace noodles
