#include "tool/recordings/recorder.h"

#include <noodles/codec.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <mutex>

#include "noodles/interfaces/tables_codec.h"
#include "tool/recordings/asset_recorder.h"
#include "tool/recordings/recording.h"
#include "tool/recordings/table_recorder.h"

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
  void WriteTable(TableID id, uint64_t rows, const TableInitData& content) {
    cbor::Writer encoded;
    noodles::Write(encoded, content);
    const std::lock_guard lock(mutex_);
    writer_.WriteTable({.time = Time(),
                        .table = id,
                        .frames_before = 0,
                        .rows = rows,
                        .content = encoded.Take()});
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
  uint64_t tables() const {
    const std::lock_guard lock(mutex_);
    return writer_.tables();
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

// The parts of a recording beside its frames.
struct Parts {
  AssetRecorder& assets;
  TableRecorder& tables;
};

// Prints the new warnings, and keeps them for the summary.
void ShowWarnings(const Output& output, const Parts& parts,
                  std::vector<std::string>& warnings) {
  const auto show = [&](const std::vector<std::string>& taken) {
    for (const std::string& warning : taken) {
      output.Note(Printable(warning));
      warnings.push_back(warning);
    }
  };
  show(parts.assets.TakeWarnings());
  show(parts.tables.TakeWarnings());
}

// True when the recording has lasted for as long as `options` says.
bool IsOver(const RecorderOptions& options, double seconds) {
  const bool has_end =
      options.seconds > 0 || options.until == RecordUntil::kReady;
  return has_end && seconds >= options.seconds;
}

// Waits while something is pending. Ctrl-C ends the wait: returns false.
template <class Recorder>
bool WaitWhile(const Recorder& recorder, const std::string& things,
               std::chrono::milliseconds limit) {
  Progress progress;
  const Clock::time_point end = Clock::now() + limit;
  while (recorder.pending() > 0 && Clock::now() < end) {
    progress.Show("fetching " + things + ": " +
                  std::to_string(recorder.pending()) + " to come");
    if (WasInterrupted(std::chrono::milliseconds(10))) return false;
  }
  return true;
}

End WaitForEnd(const Output& output, const RecorderOptions& options,
               Client& client, const SharedWriter& writer, const Parts& parts,
               std::vector<std::string>& warnings) {
  parts.tables.Follow(client);
  if (options.until == RecordUntil::kReady &&
      !WaitWhile(parts.tables, "rows of tables",
                 options.connection.timeout())) {
    return End::kInterrupted;
  }
  Progress progress;
  // The snapshot is no part of the time of a recording that ends behind it.
  const double start =
      options.until == RecordUntil::kReady ? writer.seconds() : 0;
  while (true) {
    parts.tables.Follow(client);
    ShowWarnings(output, parts, warnings);
    if (!writer.is_good()) return End::kCannotWrite;
    if (writer.bytes() > options.max_bytes) return End::kTooLarge;
    if (IsOver(options, writer.seconds() - start)) return End::kTimeIsOver;
    if (client.state() != ConnectionState::kReady) return End::kServerLeft;
    progress.Show("recording: " + std::to_string(writer.frames()) +
                  " frames, " + ReadableBytes(writer.bytes()));
    if (WasInterrupted(std::chrono::milliseconds(50))) return End::kInterrupted;
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

void Complete(RecordingSummary& summary, const SharedWriter& writer,
              const Parts& parts) {
  summary.frames = writer.frames();
  summary.assets = writer.assets();
  summary.missing_assets = parts.assets.missing();
  summary.tables = writer.tables();
  summary.rows = parts.tables.rows();
  summary.left_out_rows = parts.tables.left_out_rows();
  summary.missing_tables = parts.tables.missing();
  summary.bytes = writer.bytes();
  summary.seconds = writer.seconds();
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

void AddTableOptions(CLI::App& command, RecorderOptions& options) {
  command
      .add_option("--max-table-rows", options.max_table_rows,
                  "The most rows of each table that are kept; 0: tables "
                  "have no rows")
      ->type_name("ROWS")
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
  TableRecorder tables(
      options.max_table_rows,
      [&writer](TableID id, uint64_t rows, const TableInitData& content) {
        writer.WriteTable(id, rows, content);
      });
  const Parts parts{assets, tables};
  const Joined joined = Join(options.connection, output, [&](Client& client) {
    client.OnFrame([&](const Bytes& frame) {
      if (const auto kept = tables.Frame(frame)) writer.Write(*kept);
    });
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
  End end = WaitForEnd(output, options, *joined.client, writer, parts,
                       summary.warnings);
  writer.StopFrames();
  assets.Stop();
  if (end != End::kCannotWrite && end != End::kTooLarge) {
    static_cast<void>(
        WaitWhile(assets, "the last assets", options.connection.timeout()));
  }
  joined.client->Disconnect();
  tables.End();
  ShowWarnings(output, parts, summary.warnings);
  if (assets.missing() > 0) writer.ExpectAssets();
  // The last assets and tables may be too many.
  if (writer.bytes() > options.max_bytes) end = End::kTooLarge;
  Complete(summary, writer, parts);
  summary.exit_code = ExitCodeOf(output, options, end, *joined.client);
  return summary;
}

}  // namespace noodles::tool
