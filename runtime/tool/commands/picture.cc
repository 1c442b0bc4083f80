// noodles picture: draws the scene of a server or a recording with a browser.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>

#include "noodles/base/status.h"
#include "tool/browser/browser_path.h"
#include "tool/browser/scene_picture.h"
#include "tool/command_line/checks.h"
#include "tool/commands/commands.h"
#include "tool/output/files.h"
#include "tool/pages/shared_page.h"
#include "tool/recordings/recorded_scene.h"
#include "tool/recordings/recording.h"
#include "tool/recordings/scene_source.h"

namespace noodles::tool {
namespace {

constexpr int kLeastPixels = 16;
// More than this no browser draws everywhere.
constexpr int kMostPixels = 8192;

struct PictureCommand {
  RecorderOptions source;
  PictureOptions picture;
  std::string file;
  std::string size = "1280x800";
  std::string camera;
  std::string target;
  std::string theme = "light";
  std::string browser;
  double time = -1;
};

// "1280x800"
std::optional<std::array<int, 2>> ParseSize(const std::string& text) {
  std::array<int, 2> size = {};
  const char* const end = text.data() + text.size();
  const auto [cross, error] = std::from_chars(text.data(), end, size[0]);
  if (error != std::errc() || cross == end || *cross != 'x') {
    return std::nullopt;
  }
  const auto [rest, second_error] = std::from_chars(cross + 1, end, size[1]);
  if (second_error != std::errc() || rest != end) return std::nullopt;
  for (const int side : size) {
    if (side < kLeastPixels || side > kMostPixels) return std::nullopt;
  }
  return size;
}

// "1,2.5,-3"
std::optional<Point> ParsePoint(const std::string& text) {
  Point point = {};
  const char* next = text.data();
  const char* const end = next + text.size();
  for (size_t i = 0; i < point.size(); ++i) {
    if (i > 0 && (next == end || *next++ != ',')) return std::nullopt;
    const auto [rest, error] = std::from_chars(next, end, point[i]);
    if (error != std::errc() || !std::isfinite(point[i])) return std::nullopt;
    next = rest;
  }
  if (next != end) return std::nullopt;
  return point;
}

std::string CheckSize(const std::string& text) {
  if (ParseSize(text)) return "";
  return "must be WIDTHxHEIGHT, each from " + std::to_string(kLeastPixels) +
         " to " + std::to_string(kMostPixels) + " pixels, found " + text;
}

std::string CheckPoint(const std::string& text) {
  return ParsePoint(text) ? "" : "must be X,Y,Z, three numbers, found " + text;
}

// The scene to be drawn; of a recording that of --time.
absl::StatusOr<Bytes> SceneOf(const PictureCommand& command,
                              const Bytes& recording) {
  const absl::StatusOr<Recording> parsed = ParseRecording(recording);
  if (!parsed.ok()) return parsed.status();
  if (command.time < 0) return SceneAt(*parsed, std::nullopt);
  return SceneAt(*parsed, std::chrono::duration_cast<std::chrono::microseconds>(
                              std::chrono::duration<double>(command.time)));
}

void Summarize(const Output& output, const PictureCommand& command,
               const SceneSource& source, const Picture& picture) {
  constexpr size_t kMaxShown = 20;
  const std::vector<std::string>& problems = picture.problems;
  for (size_t i = 0; i < problems.size() && i < kMaxShown; ++i) {
    output.Warn("not drawn: " + Printable(problems[i]));
  }
  if (problems.size() > kMaxShown) {
    output.Warn("and " + std::to_string(problems.size() - kMaxShown) +
                " more that are not drawn");
  }
  if (command.file == "-") return;
  if (output.is_json) {
    output.Json(
        Any::Map{{"file", command.file},
                 {"width", command.picture.width},
                 {"height", command.picture.height},
                 {"bytes", picture.png.size()},
                 {"assets", source.summary.assets},
                 {"missing_assets", source.summary.missing_assets},
                 {"problems", Any::Array(problems.begin(), problems.end())}});
  } else {
    output.Note(command.size + " pixels, " + ReadableBytes(picture.png.size()) +
                " in " + command.file);
  }
}

int FailToDraw(const Output& output, const absl::Status& status,
               const std::string& program) {
  if (status.code() == absl::StatusCode::kCancelled) {
    return output.Fail(kInterrupted, StatusMessage(status));
  }
  std::string hint;
  if (status.code() == absl::StatusCode::kDeadlineExceeded) {
    hint = "--timeout allows more time; a smaller --size takes less";
  } else if (status.code() == absl::StatusCode::kUnavailable) {
    hint = "is " + program + " Chromium or Chrome? --browser names another one";
  }
  return output.Fail(kFailed, StatusMessage(status), hint);
}

absl::StatusOr<Picture> Draw(PictureCommand& command, const PageParts& parts,
                             const Bytes& recording) {
  const absl::StatusOr<Bytes> scene = SceneOf(command, recording);
  if (!scene.ok()) return scene.status();
  const auto page = SharedPage(parts, *scene, RandomNonce());
  if (!page.ok()) return page.status();
  Progress progress;
  const auto start = std::chrono::steady_clock::now();
  command.picture.on_wait = [&] {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::steady_clock::now() - start);
    progress.Show("drawing " + ReadableBytes(recording.size()) + ", " +
                  std::to_string(seconds.count()) + " s");
    return WasInterrupted(std::chrono::milliseconds(0))
               ? Cancelled("interrupted")
               : absl::OkStatus();
  };
  return TakePicture(*page, command.picture);
}

// Fills what follows from the options. Errors are printed.
int Prepare(const Output& output, PictureCommand& command) {
  const auto size = ParseSize(command.size);
  command.picture.width = (*size)[0];
  command.picture.height = (*size)[1];
  command.picture.camera = ParsePoint(command.camera);
  command.picture.target = ParsePoint(command.target);
  command.picture.is_dark = command.theme == "dark";
  command.picture.timeout = command.source.connection.timeout();
  const absl::StatusOr<std::string> browser = FindBrowser(command.browser);
  if (!browser.ok()) {
    return output.Fail(kFailed, StatusMessage(browser.status()), BrowserHint());
  }
  command.picture.browser.program = *browser;
  if (geteuid() == 0 && !command.picture.browser.has_no_sandbox) {
    return output.Fail(
        kFailed, "a browser that root starts cannot use its sandbox",
        "start noodles as another user, or allow it with --no-sandbox: the "
        "browser runs no program of the server, but reads its files");
  }
  return kSuccess;
}

int TakeAndWrite(const Output& output, PictureCommand& command) {
  const int prepared = Prepare(output, command);
  if (prepared != kSuccess) return prepared;
  const absl::StatusOr<PageParts> parts = PageOfTool();
  if (!parts.ok()) return output.Fail(kFailed, StatusMessage(parts.status()));
  HoldBackInterrupts();
  RecorderOptions options = command.source;
  // More rows than a panel shows at once.
  if (command.picture.has_panels) options.max_table_rows = 1000;
  const SceneSource source = TakeScene(output, options);
  if (source.exit_code != kSuccess) return source.exit_code;
  const absl::StatusOr<Picture> picture =
      Draw(command, *parts, source.recording);
  if (!picture.ok())
    return FailToDraw(output, picture.status(),
                      command.picture.browser.program);
  const absl::Status written = WriteFile(command.file, picture->png);
  if (!written.ok()) return output.Fail(kBadInput, StatusMessage(written));
  Summarize(output, command, source, *picture);
  return kSuccess;
}

void AddPictureOptions(CLI::App& command, PictureCommand& options) {
  command
      .add_option("-o,--output", options.file,
                  "The picture, a PNG file; -: stdout")
      ->required()
      ->type_name("FILE");
  command.add_option("--size", options.size, "Pixels of the picture")
      ->type_name("WIDTHxHEIGHT")
      ->check(CheckSize)
      ->capture_default_str();
  command
      .add_option("--camera", options.camera,
                  "The place of the camera, in metres; +Y is up. Without it, "
                  "the whole scene is seen")
      ->type_name("X,Y,Z")
      ->check(CheckPoint);
  command
      .add_option("--target", options.target,
                  "What the camera looks at; without it, the middle of the "
                  "scene")
      ->type_name("X,Y,Z")
      ->check(CheckPoint);
  command
      .add_option("--time", options.time,
                  "The scene of a recording after this time; without it, at "
                  "its end")
      ->type_name("SECONDS")
      ->check(NumberBetween(0, 1e9));
  command.add_option("--theme", options.theme, "Colours of the page")
      ->type_name("light|dark")
      ->check(OneOf({"light", "dark"}))
      ->capture_default_str();
  CLI::Option* const panels = command.add_flag(
      "--panels", options.picture.has_panels, "With the panels of the page");
  command
      .add_flag("--transparent", options.picture.is_transparent,
                "Without background, ground and axes: what the scene leaves "
                "free is transparent")
      ->excludes(panels);
}

void AddBrowserOptions(CLI::App& command, PictureCommand& options) {
  const std::string group = "Browser options";
  command
      .add_option("--browser", options.browser,
                  std::string("The program of Chromium or Chrome; without it, "
                              "that of the variable ") +
                      kBrowserVariable + ", or the first one on the PATH")
      ->type_name("FILE")
      ->group(group);
  command
      .add_flag("--no-sandbox", options.picture.browser.has_no_sandbox,
                "Start the browser without its sandbox, as root must")
      ->group(group);
  command
      .add_flag("--software", options.picture.browser.draws_in_software,
                "Draw without the graphics card: slower, and the same on every "
                "machine")
      ->group(group);
}

}  // namespace

void AddPicture(Tool& tool) {
  const auto options = std::make_shared<PictureCommand>();
  options->source.max_bytes = uint64_t{256} << 20;
  options->source.max_bytes_option = "--max-bytes";
  CLI::App& command = tool.AddCommand(
      "picture", "Draws the scene as a PNG file",
      {.details =
           "The page that servers show draws the scene, in Chromium or Chrome "
           "without a window. The browser connects to no server: this program "
           "joins the server and gives the scene with its files to the page. "
           "What the page cannot draw is told on stderr.",
       .examples =
           {{"noodles picture ws://localhost:50000 -o scene.png",
             "Draws what a server shows now."},
            {"noodles picture scene.rec -o scene.png --time 2.5 --size 800x600",
             "Draws a recording as it was after two and a half seconds."}}},
      [&tool, options] { return TakeAndWrite(tool.output(), *options); });
  AddSceneOptions(command, options->source);
  AddPictureOptions(command, *options);
  command
      .add_option("--max-bytes", options->source.max_bytes,
                  "The most bytes of the scene with its files")
      ->type_name("BYTES")
      ->capture_default_str();
  AddBrowserOptions(command, *options);
}

}  // namespace noodles::tool
