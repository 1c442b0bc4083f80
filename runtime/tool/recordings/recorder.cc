#include "tool/recordings/recorder.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <mutex>

#include "tool/recordings/asset_recorder.h"
#include "tool/recordings/recording.h"

namespace noodles::tool {
namespace {

using Clock = std::chrono::steady_clock;

// A RecordingWriter with a lock: written on the client's thread, read on the
// main thread.
class SharedWriter {
 public:
  explicit SharedWriter(std::ostream& stream) : writer_(stream) {}

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
enum class End {
  kInterrupted,
  kTimeIsOver,
  kServerLeft,
  kCannotWrite,
  kTooLarge
};

// Prints the new warnings, and keeps them for the summary.
void ShowWarnings(const Output& output, AssetRecorder& assets,
                  std::vector<std::string>& warnings) {
  for (const std::string& warning : assets.TakeWarnings()) {
    output.Note(Printable(warning));
    warnings.push_back(warning);
  }
}

// True when the recording has lasted for as long as `options` says.
bool IsOver(const RecorderOptions& options, double seconds) {
  const bool has_end =
      options.seconds > 0 || options.until == RecordUntil::kReady;
  return has_end && seconds >= options.seconds;
}

End WaitForEnd(const Output& output, const RecorderOptions& options,
               const Client& client, const SharedWriter& writer,
               AssetRecorder& assets, std::vector<std::string>& warnings) {
  Progress progress;
  // The snapshot is no part of the time of a recording that ends behind it.
  const double start =
      options.until == RecordUntil::kReady ? writer.seconds() : 0;
  while (true) {
    ShowWarnings(output, assets, warnings);
    if (!writer.is_good()) return End::kCannotWrite;
    if (writer.bytes() > options.max_bytes) return End::kTooLarge;
    if (IsOver(options, writer.seconds() - start)) return End::kTimeIsOver;
    if (client.state() != ConnectionState::kReady) return End::kServerLeft;
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

int ExitCodeOf(const Output& output, const RecorderOptions& options, End end,
               const Client& client) {
  switch (end) {
    case End::kCannotWrite:
      return output.Fail(kBadInput, "cannot write " + options.target);
    case End::kServerLeft:
      return FailAtEnd(client, output);
    case End::kTooLarge:
      return output.Fail(
          kFailed,
          "the scene has more than " + ReadableBytes(options.max_bytes),
          options.max_bytes_option + " allows more");
    case End::kInterrupted:
      if (options.until == RecordUntil::kReady) return kInterrupted;
      break;
    case End::kTimeIsOver:
      break;
  }
  return kSuccess;
}

}  // namespace

void AddAssetOptions(CLI::App& command, RecorderOptions& options) {
  command.add_flag(
      "--no-assets", options.leave_out_assets,
      "Do not fetch the buffers and images that the server names by "
      "URL");
  command
      .add_option("--max-asset-bytes", options.max_asset_bytes,
                  "The most bytes of these that are kept")
      ->type_name("BYTES")
      ->capture_default_str();
}

RecordingSummary RecordServer(const Output& output,
                              const RecorderOptions& options,
                              std::ostream& stream) {
  HoldBackInterrupts();
  RecordingSummary summary;
  SharedWriter writer(stream);
  if (!writer.is_good()) {
    summary.exit_code =
        output.Fail(kBadInput, "cannot write " + options.target);
    return summary;
  }
  AssetRecorder assets(
      options.max_asset_bytes,
      [&writer](const Location& location, const Bytes& content) {
        writer.WriteAsset(location, content);
      });
  const Joined joined = Join(options.connection, output, [&](Client& client) {
    client.OnFrame([&writer](const Bytes& frame) { writer.Write(frame); });
    if (!options.leave_out_assets) assets.Follow(client);
  });
  if (!joined.client) {
    summary.exit_code = joined.exit_code;
    return summary;
  }
  summary.has_joined = true;
  if (options.until == RecordUntil::kInterrupted) {
    output.Note("recording to " + options.target + "; Ctrl-C ends it");
  }
  const End end = WaitForEnd(output, options, *joined.client, writer, assets,
                             summary.warnings);
  writer.StopFrames();
  assets.Stop();
  if (end != End::kCannotWrite && end != End::kTooLarge) {
    WaitForAssets(assets, options.connection.timeout());
  }
  joined.client->Disconnect();
  ShowWarnings(output, assets, summary.warnings);
  if (assets.missing() > 0) writer.ExpectAssets();
  summary.frames = writer.frames();
  summary.assets = writer.assets();
  summary.missing_assets = assets.missing();
  summary.bytes = writer.bytes();
  summary.seconds = writer.seconds();
  summary.exit_code = ExitCodeOf(output, options, end, *joined.client);
  return summary;
}

}  // namespace noodles::tool
