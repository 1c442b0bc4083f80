// noodles record: writes the frames of a server to a file as they arrive.
#include <CLI/CLI.hpp>
#include <fstream>

#include "tool/commands/commands.h"
#include "tool/recordings/recorder.h"

namespace noodles::tool {
namespace {

void Summarize(const Output& output, const RecorderOptions& options,
               const RecordingSummary& summary) {
  if (output.is_json) {
    output.Json(Any::Map{{"file", options.target},
                         {"frames", summary.frames},
                         {"assets", summary.assets},
                         {"missing_assets", summary.missing_assets},
                         {"tables", summary.tables},
                         {"rows", summary.rows},
                         {"left_out_rows", summary.left_out_rows},
                         {"missing_tables", summary.missing_tables},
                         {"warnings", Any::Array(summary.warnings.begin(),
                                                 summary.warnings.end())},
                         {"bytes", summary.bytes},
                         {"seconds", summary.seconds}});
    return;
  }
  output.Note(std::to_string(summary.frames) + " frames, " +
              std::to_string(summary.assets) + " assets, " +
              ReadableBytes(summary.bytes) + " in " + options.target);
  if (summary.missing_assets > 0) {
    output.Note(std::to_string(summary.missing_assets) + " assets are missing");
  }
}

int Record(const Output& output, const RecorderOptions& options) {
  std::ofstream file(options.target, std::ios::binary);
  const RecordingSummary summary = RecordServer(output, options, file);
  if (summary.has_joined) Summarize(output, options, summary);
  return summary.exit_code;
}

}  // namespace

void AddRecord(Tool& tool) {
  const auto options = std::make_shared<RecorderOptions>();
  CLI::App& command = tool.AddCommand(
      "record", "Records what a server sends, until Ctrl-C",
      {.details =
           "Writes every frame of the server with the time of its arrival. "
           "noodles replay serves the recording, noodles validate checks it. "
           "With --max-table-rows, both have the rows of its tables, and so "
           "has noodles page.",
       .examples =
           {{"noodles record ws://localhost:50000 -o scene.rec",
             "Records until Ctrl-C."},
            {"noodles record ws://localhost:50000 -o scene.rec --seconds 10",
             "Records ten seconds."}}},
      [&tool, options] { return Record(tool.output(), *options); });
  AddConnectionOptions(command, options->connection);
  command
      .add_option("-o,--output", options->target,
                  "The recording; an existing file is overwritten")
      ->required()
      ->type_name("FILE");
  AddSecondsOption(command, options->seconds);
  AddAssetOptions(command, *options);
  AddTableOptions(command, *options);
}

}  // namespace noodles::tool
