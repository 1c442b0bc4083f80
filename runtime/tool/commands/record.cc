// noodles record: writes the frames of a server to a file as they arrive.
#include <CLI/CLI.hpp>
#include <atomic>
#include <mutex>

#include "tool/commands/commands.h"
#include "tool/connections/connection.h"
#include "tool/recordings/recording.h"

namespace noodles::tool {
namespace {

using Clock = std::chrono::steady_clock;

struct RecordOptions {
  Connection connection;
  std::string file;
  double seconds = 0;
};

// A RecordingWriter with a lock: written on the client's thread, read on the
// main thread.
class SharedWriter {
 public:
  explicit SharedWriter(const std::string& path) : writer_(path) {}

  void Write(const Bytes& frame) {
    const std::lock_guard lock(mutex_);
    writer_.Write(std::chrono::duration_cast<std::chrono::microseconds>(
                      Clock::now() - start_),
                  frame);
  }
  bool is_good() const {
    const std::lock_guard lock(mutex_);
    return writer_.is_good();
  }
  uint64_t frames() const {
    const std::lock_guard lock(mutex_);
    return writer_.frames();
  }
  uint64_t bytes() const {
    const std::lock_guard lock(mutex_);
    return writer_.bytes();
  }
  double seconds() const {
    return std::chrono::duration<double>(Clock::now() - start_).count();
  }

 private:
  const Clock::time_point start_ = Clock::now();
  mutable std::mutex mutex_;
  RecordingWriter writer_;
};

// The reason why a recording ended.
enum class End { kInterrupted, kTimeIsOver, kServerLeft, kCannotWrite };

End WaitForEnd(const Client& client, const SharedWriter& writer,
               double seconds) {
  Progress progress;
  while (true) {
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

void Summarize(const Output& output, const RecordOptions& options,
               const SharedWriter& writer) {
  if (output.is_json) {
    output.Json(Any::Map{{"file", options.file},
                         {"frames", writer.frames()},
                         {"bytes", writer.bytes()},
                         {"seconds", writer.seconds()}});
  } else {
    output.Note(std::to_string(writer.frames()) + " frames, " +
                ReadableBytes(writer.bytes()) + " in " + options.file);
  }
}

int Record(const Output& output, const RecordOptions& options) {
  HoldBackInterrupts();
  SharedWriter writer(options.file);
  const std::string cannot_write = "cannot write " + options.file;
  if (!writer.is_good()) return output.Fail(kBadInput, cannot_write);
  const Joined joined =
      Join(options.connection, output, [&writer](Client& client) {
        client.OnFrame([&writer](const Bytes& frame) { writer.Write(frame); });
      });
  if (!joined.client) return joined.exit_code;
  output.Note("recording to " + options.file + "; Ctrl-C ends it");
  const End end = WaitForEnd(*joined.client, writer, options.seconds);
  joined.client->Disconnect();
  Summarize(output, options, writer);
  if (end == End::kCannotWrite) return output.Fail(kBadInput, cannot_write);
  if (end == End::kServerLeft) {
    return output.Fail(kNoConnection, "the server has ended the connection");
  }
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
}

}  // namespace noodles::tool
