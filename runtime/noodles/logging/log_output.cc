#include "noodles/logging/log_output.h"

#include <spdlog/details/log_msg.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <utility>

#include "noodles/base/printable.h"
#include "noodles/base/status.h"
#include "noodles/base/support/line_writer.h"

namespace noodles {
namespace {

using Json = nlohmann::ordered_json;

// A peer may have sent the text: invalid UTF-8 becomes U+FFFD, and control
// characters are escaped.
std::string Dump(const Json& json) {
  return PrintableJson(
      json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

// The value as a JSON number or boolean if it is a literal; a text otherwise,
// and for NaN and infinity, which JSON does not have.
Json ValueOf(const LogField& field) {
  if (!field.is_literal) return field.value;
  Json literal = Json::parse(field.value, nullptr, /*allow_exceptions=*/false);
  return literal.is_discarded() ? Json(field.value) : literal;
}

std::string JsonLine(const LogRecord& record) {
  Json json = Json::object();
  json["time"] = FormatLogTime(record.time);
  json["severity"] = ToString(record.severity);
  json["component"] = record.component;
  json["message"] = record.message;
  if (!record.fields.empty()) {
    Json& fields = json["fields"] = Json::object();
    for (const LogField& field : record.fields) {
      fields[std::string(field.name)] = ValueOf(field);
    }
  }
  return Dump(json) + "\n";
}

std::string LineOf(LogFormat format, const LogRecord& record) {
  if (format == LogFormat::kJsonLines) return JsonLine(record);
  return FormatLogTime(record.time) + " " + FormatLogRecord(record) + "\n";
}

// The outputs, used by the thread of a LineWriter.
class Outputs {
 public:
  // Throws spdlog::spdlog_ex if the file cannot be opened.
  explicit Outputs(const LogOutputOptions& options)
      : to_stderr_(options.to_stderr) {
    if (options.file.empty()) return;
    file_ = std::make_unique<spdlog::sinks::rotating_file_sink_st>(
        options.file, options.max_file_bytes, options.max_old_files);
    file_->set_formatter(std::make_unique<spdlog::pattern_formatter>(
        "%v", spdlog::pattern_time_type::utc, ""));
  }

  void Write(std::string_view lines) {
    // The file first: stderr may block.
    WriteToFile(lines);
    if (to_stderr_) base_internal::WriteWhole(STDERR_FILENO, lines);
  }

 private:
  // Line by line, since the file is renamed between lines.
  void WriteToFile(std::string_view lines) {
    if (file_ == nullptr) return;
    try {
      while (!lines.empty()) {
        const std::string_view line = lines.substr(0, lines.find('\n') + 1);
        file_->log(spdlog::details::log_msg(
            "noodles", spdlog::level::info,
            spdlog::string_view_t(line.data(), line.size())));
        lines.remove_prefix(line.size());
      }
      file_->flush();
    } catch (const spdlog::spdlog_ex& error) {
      TellFailure(error);
    }
  }

  // At most once in a minute.
  void TellFailure(const std::exception& error) {
    const auto now = std::chrono::steady_clock::now();
    if (now < next_complaint_) return;
    next_complaint_ = now + std::chrono::minutes(1);
    const LogField fields[] = {{"error", error.what()}};
    base_internal::WriteWhole(
        STDERR_FILENO,
        LineOf(LogFormat::kText,
               {LogSeverity::kError, "log", "the log file cannot be written",
                fields, std::chrono::system_clock::now()}));
  }

  const bool to_stderr_;
  std::unique_ptr<spdlog::sinks::rotating_file_sink_st> file_;
  std::chrono::steady_clock::time_point next_complaint_{};
};

}  // namespace

absl::Status SetLogOutput(const LogOutputOptions& options) {
  if (options.max_file_bytes == 0) {
    return InvalidArgument("a log file needs more than 0 bytes");
  }
  std::shared_ptr<Outputs> outputs;
  try {
    outputs = std::make_shared<Outputs>(options);
  } catch (const spdlog::spdlog_ex& error) {
    return Unavailable(error.what());
  }
  const LogFormat format = options.format;
  const auto writer = std::make_shared<base_internal::LineWriter>(
      base_internal::LineWriterOptions{
          .write = [outputs](std::string_view lines) { outputs->Write(lines); },
          .left_out =
              [format](uint64_t count) {
                const LogField fields[] = {{"count", count}};
                return LineOf(format,
                              {LogSeverity::kWarning, "log",
                               "lines left out: the output took none", fields,
                               std::chrono::system_clock::now()});
              },
          .max_waiting_bytes = kMaxWaitingLogBytes});
  static std::once_flag flushes_at_exit;
  std::call_once(flushes_at_exit, [] {
    std::atexit([] { base_internal::LineWriter::FlushAll(kLogFlushLimit); });
  });
  SetLogThreshold(options.threshold);
  SetLogSink([writer, format](const LogRecord& record) {
    writer->Add(LineOf(format, record));
  });
  return absl::OkStatus();
}

}  // namespace noodles
