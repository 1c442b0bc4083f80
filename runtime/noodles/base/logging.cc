#include "noodles/base/logging.h"

#include <atomic>
#include <cstdio>
#include <exception>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <utility>

namespace noodles {

namespace {

constexpr char kSeverityLetters[] = "DIWE";
constexpr char kHexDigits[] = "0123456789abcdef";

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

void AppendPrintable(std::string& line, std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7f) {
      line += c;
    } else {
      line += {'\\', 'x', kHexDigits[byte >> 4], kHexDigits[byte & 15]};
    }
  }
}

void WriteToStderr(const LogRecord& record) {
  const std::string line = FormatLogRecord(record) + '\n';
  // A single write, so that lines of several threads do not mix.
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace

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
    AppendPrintable(line, field.value);
  }
  return line;
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
  if (!ShouldLog(severity)) return;
  const LogRecord record{severity, component, message, fields};
  try {
    if (in_sink) return WriteToStderr(record);
    const auto [slot, running] = EnterSink();
    const InSink guard;
    slot->sink ? slot->sink(record) : WriteToStderr(record);
  } catch (const std::exception&) {
    // There is no other place where the failure could be reported.
  } catch (...) {
  }
}

}  // namespace noodles
