// noodles page: writes the page with a scene inside as one HTML file.
#include <CLI/CLI.hpp>

#include "noodles/base/status.h"
#include "tool/command_line/checks.h"
#include "tool/commands/commands.h"
#include "tool/output/files.h"
#include "tool/pages/shared_page.h"
#include "tool/recordings/scene_source.h"

namespace noodles::tool {
namespace {

void Summarize(const Output& output, const std::string& file,
               const SceneSource& source, size_t bytes) {
  if (file == "-") return;
  const RecordingSummary& summary = source.summary;
  if (output.is_json) {
    output.Json(Any::Map{{"file", file},
                         {"bytes", bytes},
                         {"frames", summary.frames},
                         {"assets", summary.assets},
                         {"missing_assets", summary.missing_assets},
                         {"tables", summary.tables},
                         {"rows", summary.rows},
                         {"left_out_rows", summary.left_out_rows},
                         {"missing_tables", summary.missing_tables},
                         {"warnings", Any::Array(summary.warnings.begin(),
                                                 summary.warnings.end())}});
    return;
  }
  output.Note(ReadableBytes(bytes) + " in " + file + ": " +
              std::to_string(summary.frames) + " frames, " +
              std::to_string(summary.assets) + " assets, " +
              std::to_string(summary.rows) + " rows of " +
              std::to_string(summary.tables) +
              " tables; open it with a browser");
  if (summary.missing_assets > 0) {
    output.Note(std::to_string(summary.missing_assets) + " assets are missing");
  }
}

int WritePage(const Output& output, const std::string& file,
              const RecorderOptions& options) {
  const absl::StatusOr<PageParts> parts = PageOfTool();
  if (!parts.ok()) return output.Fail(kFailed, StatusMessage(parts.status()));
  const SceneSource source = TakeScene(output, options);
  if (source.exit_code != kSuccess) return source.exit_code;
  const auto page = SharedPage(*parts, source.recording, RandomNonce());
  if (!page.ok()) return output.Fail(page.status());
  const absl::Status written = WriteFile(file, *page);
  if (!written.ok()) return output.Fail(kBadInput, StatusMessage(written));
  Summarize(output, file, source, page->size());
  return kSuccess;
}

struct PageCommand {
  RecorderOptions source;
  std::string file;
};

}  // namespace

void AddPage(Tool& tool) {
  const auto options = std::make_shared<PageCommand>();
  options->source.max_bytes = uint64_t{256} << 20;
  options->source.max_bytes_option = "--max-bytes";
  options->source.max_table_rows = 10'000;
  CLI::App& command = tool.AddCommand(
      "page", "Writes the scene as one HTML file to share",
      {.details =
           "The file holds the page that servers show, and the scene with its "
           "buffers and images. A browser that opens the file from a disk "
           "shows the scene, and plays its changes, without a server and "
           "without the network. Tables have their rows, up to "
           "--max-table-rows each; where rows are left out, the file and this "
           "command say so. A recording has them if noodles record was told to "
           "keep them.",
       .examples =
           {{"noodles page ws://localhost:50000 -o scene.html",
             "The scene as it is now."},
            {"noodles page ws://localhost:50000 -o scene.html --seconds 10",
             "With the changes of ten seconds."},
            {"noodles page scene.rec -o scene.html",
             "The whole recording of noodles record."}}},
      [&tool, options] {
        return WritePage(tool.output(), options->file, options->source);
      });
  AddSceneOptions(command, options->source);
  AddTableOptions(command, options->source);
  command.add_option("-o,--output", options->file, "The HTML file; -: stdout")
      ->required()
      ->type_name("FILE");
  command
      .add_option("--seconds", options->source.seconds,
                  "Keeps the changes of this time; 0: the scene without later "
                  "changes")
      ->type_name("SECONDS")
      ->check(NumberBetween(0, 1e9))
      ->capture_default_str();
  command
      .add_option("--max-bytes", options->source.max_bytes,
                  "The most bytes of the recording; the file is a third larger")
      ->type_name("BYTES")
      ->capture_default_str();
}

}  // namespace noodles::tool
