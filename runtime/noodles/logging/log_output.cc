#include "noodles/logging/log_output.h"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "noodles/base/status.h"

namespace noodles {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kTextPattern[] = "%Y-%m-%dT%H:%M:%S.%eZ %v";
constexpr char kJsonPattern[] = "{\"time\":\"%Y-%m-%dT%H:%M:%S.%eZ\",%v";

spdlog::level::level_enum LevelOf(LogSeverity severity) {
  switch (severity) {
    case LogSeverity::kDebug:
      return spdlog::level::debug;
    case LogSeverity::kInfo:
      return spdlog::level::info;
    case LogSeverity::kWarning:
      return spdlog::level::warn;
    case LogSeverity::kError:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

// A peer may have sent the text: invalid UTF-8 becomes U+FFFD.
std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// The value as a JSON number or boolean if it is a literal; a text otherwise,
// and for NaN and infinity, which JSON does not have.
Json ValueOf(const LogField& field) {
  if (!field.is_literal) return field.value;
  Json literal = Json::parse(field.value, nullptr, /*allow_exceptions=*/false);
  return literal.is_discarded() ? Json(field.value) : literal;
}

// The record as a JSON object, without the opening brace and the time.
std::string JsonTail(const LogRecord& record) {
  Json json = Json::object();
  json["severity"] = ToString(record.severity);
  json["component"] = record.component;
  json["message"] = record.message;
  if (!record.fields.empty()) {
    Json& fields = json["fields"] = Json::object();
    for (const LogField& field : record.fields) {
      fields[std::string(field.name)] = ValueOf(field);
    }
  }
  return Dump(json).substr(1);
}

}  // namespace

absl::Status SetLogOutput(const LogOutputOptions& options) {
  if (options.max_file_bytes == 0) {
    return InvalidArgument("a log file needs more than 0 bytes");
  }
  std::vector<spdlog::sink_ptr> sinks;
  try {
    if (options.to_stderr) {
      sinks.push_back(std::make_shared<spdlog::sinks::stderr_sink_mt>());
    }
    if (!options.file.empty()) {
      sinks.push_back(std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
          options.file, options.max_file_bytes, options.max_old_files));
    }
  } catch (const spdlog::spdlog_ex& error) {
    return Unavailable(error.what());
  }
  const bool is_json = options.format == LogFormat::kJsonLines;
  const auto logger =
      std::make_shared<spdlog::logger>("noodles", sinks.begin(), sinks.end());
  logger->set_formatter(std::make_unique<spdlog::pattern_formatter>(
      is_json ? kJsonPattern : kTextPattern, spdlog::pattern_time_type::utc));
  // Log has already dropped records below the threshold.
  logger->set_level(spdlog::level::trace);
  // Flushes each record, so that none is lost if the program crashes.
  logger->flush_on(spdlog::level::trace);
  SetLogThreshold(options.threshold);
  SetLogSink([logger, is_json](const LogRecord& record) {
    const std::string line =
        is_json ? JsonTail(record) : FormatLogRecord(record);
    logger->log(LevelOf(record.severity), spdlog::string_view_t(line));
  });
  return absl::OkStatus();
}

}  // namespace noodles
