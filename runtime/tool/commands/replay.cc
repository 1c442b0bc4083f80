// noodles replay: serves a recording to any number of clients.
#include <noodles/transport/connections/listener.h>
#include <noodles/viewer.h>

#include <CLI/CLI.hpp>

#include "noodles/base/status.h"
#include "tool/command_line/checks.h"
#include "tool/commands/commands.h"
#include "tool/connections/connection.h"
#include "tool/output/files.h"
#include "tool/recordings/player.h"
#include "tool/recordings/recorded_assets.h"
#include "tool/recordings/recording.h"

namespace noodles::tool {
namespace {

struct ReplayOptions {
  std::string file;
  std::string address;
  uint16_t port = 50000;
  double speed = 1;
  bool has_page = true;
};

void Announce(const Output& output, uint16_t port, bool has_page,
              const Recording& recording) {
  const std::string place = "://localhost:" + std::to_string(port);
  const std::string url = "ws" + place;
  const std::string page = "http" + place + "/";
  if (output.is_json) {
    Any::Map map{{"url", url},
                 {"frames", recording.frames.size()},
                 {"assets", recording.assets.size()},
                 {"cut_off_bytes", recording.cut_off_bytes}};
    if (has_page) map.emplace_back("page", page);
    output.Json(std::move(map));
    return;
  }
  if (has_page) {
    output.Line("open " + page + " in a browser to see the scene");
  }
  output.Line("listening on " + url);
}

int Replay(const Output& output, const ReplayOptions& options) {
  const absl::StatusOr<Bytes> content = ReadFile(options.file);
  if (!content.ok()) {
    return output.Fail(kBadInput, StatusMessage(content.status()));
  }
  const absl::StatusOr<Recording> recording = ParseRecording(*content);
  if (!recording.ok()) {
    return output.Fail(
        kBadInput,
        options.file + ", " + std::string(StatusMessage(recording.status())));
  }
  if (recording->cut_off_bytes > 0) output.Note(recording->CutOffText());
  HoldBackInterrupts();
  std::optional<HttpRoute> page;
  if (options.has_page) page = ViewerRoute();
  const auto assets =
      std::make_shared<RecordedAssets>(*recording, std::move(page));
  transport_internal::ListenerOptions listen;
  listen.address = options.address;
  listen.port = options.port;
  listen.http_handler = assets;
  const auto listener = transport_internal::Listener::Start(
      listen, std::make_shared<Player>(*recording, *assets, options.speed));
  if (!listener.ok()) {
    const bool is_taken =
        listener.status().code() == absl::StatusCode::kAlreadyExists;
    return output.Fail(kFailed, std::string(StatusMessage(listener.status())) +
                                    (is_taken ? " (--port)" : ""));
  }
  Announce(output, (*listener)->port(), options.has_page && HasViewer(),
           *recording);
  Progress progress;
  while (!WasInterrupted(std::chrono::milliseconds(500))) {
    progress.Show("clients: " +
                  std::to_string((*listener)->connection_count()));
  }
  (*listener)->Stop(std::chrono::seconds(1));
  return kSuccess;
}

}  // namespace

void AddReplay(Tool& tool) {
  const auto options = std::make_shared<ReplayOptions>();
  CLI::App& command = tool.AddCommand(
      "replay", "Serves a recording, until Ctrl-C",
      {.details = "Every client receives the frames of the recording with "
                  "their times, from the beginning, and the rows of tables "
                  "that were recorded. Calls are refused with error -32601. A "
                  "page at the same port shows the scene in a browser.",
       .examples = {{"noodles replay scene.rec",
                     "Serves the recording at ws://localhost:50000, and shows "
                     "it at http://localhost:50000/."},
                    {"noodles replay scene.rec --port 0 --speed 2",
                     "Serves it at any free port, twice as fast."}}},
      [&tool, options] { return Replay(tool.output(), *options); });
  command
      .add_option("file", options->file, "The recording, from noodles record")
      ->required()
      ->type_name("FILE");
  command
      .add_option("--address", options->address,
                  "The address to listen on; without it, all addresses of this "
                  "machine")
      ->type_name("ADDRESS");
  command
      .add_option("--port", options->port,
                  "The port to listen on; 0: any free one")
      ->type_name("PORT")
      ->check(IntegerBetween(0, 65535))
      ->capture_default_str();
  command
      .add_option("--speed", options->speed,
                  "2: twice as fast as recorded; 0: as fast as clients take it")
      ->type_name("FACTOR")
      ->check(NumberBetween(0, 1e6))
      ->capture_default_str();
  command.add_flag_callback(
      "--no-viewer", [options] { options->has_page = false; },
      "Do not serve the page that shows the scene in a browser");
}

}  // namespace noodles::tool
