#include "tool/recordings/scene_source.h"

#include <noodles/codec.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <sstream>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/interfaces/tables_codec.h"
#include "tool/output/files.h"
#include "tool/recordings/recording.h"

namespace noodles::tool {
namespace {

SceneSource FromServer(const Output& output, RecorderOptions options) {
  options.until = RecordUntil::kReady;
  options.target = "the recording";
  std::ostringstream stream;
  SceneSource source;
  source.summary = RecordServer(output, options, stream);
  source.exit_code = source.summary.exit_code;
  source.recording = Bytes::Adopt(std::move(stream).str());
  return source;
}

void CountTables(const Recording& recording, RecordingSummary& summary) {
  for (const RecordedTable& table : recording.tables) {
    const auto content = Decode<TableInitData>(table.content);
    if (!content.ok()) {
      ++summary.missing_tables;
      continue;
    }
    const uint64_t rows = content->keys.size();
    ++summary.tables;
    summary.rows += rows;
    summary.left_out_rows += table.rows - std::min(rows, table.rows);
  }
}

SceneSource FromFile(const Output& output, const RecorderOptions& options) {
  const std::string& path = options.connection.url;
  SceneSource source;
  const absl::StatusOr<Bytes> content = ReadFile(path);
  if (!content.ok()) {
    source.exit_code =
        output.Fail(kBadInput, StatusMessage(content.status()),
                    "a server's address looks like ws://localhost:50000");
    return source;
  }
  if (content->size() > options.max_bytes) {
    source.exit_code =
        output.Fail(kFailed,
                    path + " has " + ReadableBytes(content->size()) +
                        ", more than " + ReadableBytes(options.max_bytes),
                    options.max_bytes_option + " allows more");
    return source;
  }
  const absl::StatusOr<Recording> recording = ParseRecording(*content);
  if (!recording.ok()) {
    source.exit_code = output.Fail(
        kBadInput,
        path + ", " + std::string(StatusMessage(recording.status())));
    return source;
  }
  if (recording->cut_off_bytes > 0) output.Note(recording->CutOffText());
  source.recording =
      content->Slice(0, content->size() - recording->cut_off_bytes);
  source.summary.frames = recording->frames.size();
  source.summary.assets = recording->assets.size();
  CountTables(*recording, source.summary);
  source.summary.bytes = source.recording.size();
  if (!recording->frames.empty()) {
    source.summary.seconds =
        std::chrono::duration<double>(recording->frames.back().time).count();
  }
  return source;
}

}  // namespace

SceneSource TakeScene(const Output& output, RecorderOptions options) {
  const bool is_server =
      options.connection.url.find("://") != std::string::npos;
  return is_server ? FromServer(output, std::move(options))
                   : FromFile(output, options);
}

void AddSceneOptions(CLI::App& command, RecorderOptions& options) {
  AddConnectionOptions(command, options.connection);
  command.get_option("url")
      ->description(
          "The address of a server, ws://HOST:PORT, or the file of a "
          "recording")
      ->type_name("URL_OR_FILE");
  AddAssetOptions(command, options);
}

}  // namespace noodles::tool
