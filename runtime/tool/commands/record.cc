// noodles record: writes the frames of a server to a file as they arrive.
#include <CLI/CLI.hpp>
#include <atomic>
#include <mutex>

#include "tool/commands/commands.h"
#include "tool/connections/connection.h"
#include "tool/recordings/asset_recorder.h"
#include "tool/recordings/recording.h"

namespace noodles::tool {
namespace {

using Clock = std::chrono::steady_clock;

struct RecordOptions {
  Connection connection;
  std::string file;
  double seconds = 0;
  bool leave_out_assets = false;
  uint64_t max_asset_bytes = uint64_t{4} << 30;
};

// A RecordingWriter with a lock: written on the client's thread, read on the
// main thread.
class SharedWriter {
 public:
  explicit SharedWriter(const std::string& path) : writer_(path) {}

  void Write(const Bytes& frame) {
    const std::lock_guard lock(mutex_);
    if (!is_stopped_) writer_.Write(Time(), frame);
  }
  void WriteAsset(const Location& location, const Bytes& content) {
    const std::lock_guard lock(mutex_);
    writer_.WriteAsset(Time(), location, content);
  }
  void ExpectAssets() {
    const std::lock_guard lock(mutex_);
    writer_.ExpectAssets();
  }
  // Later frames are left out.
  void StopFrames() {
    const std::lock_guard lock(mutex_);
    is_stopped_ = true;
  }
  bool is_good() const {
    const std::lock_guard lock(mutex_);
    return writer_.is_good();
  }
  uint64_t frames() const {
    const std::lock_guard lock(mutex_);
    return writer_.frames();
  }
  uint64_t assets() const {
    const std::lock_guard lock(mutex_);
    return writer_.assets();
  }
  uint64_t bytes() const {
    const std::lock_guard lock(mutex_);
    return writer_.bytes();
  }
  double seconds() const {
    return std::chrono::duration<double>(Clock::now() - start_).count();
  }

 private:
  std::chrono::microseconds Time() const {
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() -
                                                                 start_);
  }

  const Clock::time_point start_ = Clock::now();
  mutable std::mutex mutex_;
  bool is_stopped_ = false;
  RecordingWriter writer_;
};

// The reason why a recording ended.
enum class End { kInterrupted, kTimeIsOver, kServerLeft, kCannotWrite };

// Prints the new warnings, and keeps them for the summary.
void ShowWarnings(const Output& output, AssetRecorder& assets,
                  Any::Array& warnings) {
  for (const std::string& warning : assets.TakeWarnings()) {
    output.Note(Printable(warning));
    warnings.emplace_back(warning);
  }
}

End WaitForEnd(const Output& output, const Client& client,
               const SharedWriter& writer, AssetRecorder& assets,
               Any::Array& warnings, double seconds) {
  Progress progress;
  while (true) {
    ShowWarnings(output, assets, warnings);
    if (!writer.is_good()) return End::kCannotWrite;
    if (client.state() != ConnectionState::kReady) {
      return End::kServerLeft;
    }
    if (seconds > 0 && writer.seconds() >= seconds) return End::kTimeIsOver;
    progress.Show("recording: " + std::to_string(writer.frames()) +
                  " frames, " + ReadableBytes(writer.bytes()));
    if (WasInterrupted(std::chrono::milliseconds(50))) return End::kInterrupted;
  }
}

// Waits for the assets that are being fetched; Ctrl-C ends the wait.
void WaitForAssets(const AssetRecorder& assets,
                   std::chrono::milliseconds limit) {
  Progress progress;
  const Clock::time_point end = Clock::now() + limit;
  while (assets.pending() > 0 && Clock::now() < end) {
    progress.Show("fetching the last " + std::to_string(assets.pending()) +
                  " assets");
    if (WasInterrupted(std::chrono::milliseconds(20))) return;
  }
}

void Summarize(const Output& output, const RecordOptions& options,
               const SharedWriter& writer, const AssetRecorder& assets,
               Any::Array warnings) {
  if (output.is_json) {
    output.Json(Any::Map{{"file", options.file},
                         {"frames", writer.frames()},
                         {"assets", writer.assets()},
                         {"missing_assets", assets.missing()},
                         {"warnings", std::move(warnings)},
                         {"bytes", writer.bytes()},
                         {"seconds", writer.seconds()}});
  } else {
    output.Note(std::to_string(writer.frames()) + " frames, " +
                std::to_string(writer.assets()) + " assets, " +
                ReadableBytes(writer.bytes()) + " in " + options.file);
    if (assets.missing() > 0) {
      output.Note(std::to_string(assets.missing()) + " assets are missing");
    }
  }
}

int Record(const Output& output, const RecordOptions& options) {
  HoldBackInterrupts();
  SharedWriter writer(options.file);
  const std::string cannot_write = "cannot write " + options.file;
  if (!writer.is_good()) return output.Fail(kBadInput, cannot_write);
  AssetRecorder assets(
      options.max_asset_bytes,
      [&writer](const Location& location, const Bytes& content) {
        writer.WriteAsset(location, content);
      });
  const Joined joined = Join(options.connection, output, [&](Client& client) {
    client.OnFrame([&writer](const Bytes& frame) { writer.Write(frame); });
    if (!options.leave_out_assets) assets.Follow(client);
  });
  if (!joined.client) return joined.exit_code;
  output.Note("recording to " + options.file + "; Ctrl-C ends it");
  Any::Array warnings;
  const End end = WaitForEnd(output, *joined.client, writer, assets, warnings,
                             options.seconds);
  writer.StopFrames();
  assets.Stop();
  if (end != End::kCannotWrite) {
    WaitForAssets(assets, options.connection.timeout());
  }
  joined.client->Disconnect();
  ShowWarnings(output, assets, warnings);
  if (assets.missing() > 0) writer.ExpectAssets();
  Summarize(output, options, writer, assets, std::move(warnings));
  if (end == End::kCannotWrite) return output.Fail(kBadInput, cannot_write);
  if (end == End::kServerLeft) return FailAtEnd(*joined.client, output);
  return kSuccess;
}

}  // namespace

void AddRecord(Tool& tool) {
  const auto options = std::make_shared<RecordOptions>();
  CLI::App& command = tool.AddCommand(
      "record", "Records what a server sends, until Ctrl-C",
      {.details =
           "Writes every frame of the server with the time of its arrival. "
           "noodles replay serves the recording, noodles validate checks it.",
       .examples =
           {{"noodles record ws://localhost:50000 -o scene.rec",
             "Records until Ctrl-C."},
            {"noodles record ws://localhost:50000 -o scene.rec --seconds 10",
             "Records ten seconds."}}},
      [&tool, options] { return Record(tool.output(), *options); });
  AddConnectionOptions(command, options->connection);
  command
      .add_option("-o,--output", options->file,
                  "The recording; an existing file is overwritten")
      ->required()
      ->type_name("FILE");
  AddSecondsOption(command, options->seconds);
  command.add_flag(
      "--no-assets", options->leave_out_assets,
      "Do not fetch the buffers and images that the server names by "
      "URL");
  command
      .add_option("--max-asset-bytes", options->max_asset_bytes,
                  "The most bytes of these that are kept")
      ->type_name("BYTES")
      ->capture_default_str();
}

}  // namespace noodles::tool
