#include <noodles/transport/listener.h>

#include <atomic>
#include <condition_variable>
#include <iostream>
#include <map>
#include <mutex>
#include <thread>

#include "commands.h"
#include "recording.h"

namespace cli {
namespace {

using Clock = std::chrono::steady_clock;

// Sends a recording to every client that introduces itself.
class Player : public noodles::transport::ConnectionHandler {
 public:
  Player(const Recording& recording, double speed)
      : recording_(recording), speed_(speed) {}
  ~Player() override {
    for (auto& [id, thread] : threads_) thread.request_stop();
  }

  void OnOpen(
      std::shared_ptr<noodles::transport::Connection> connection) override {
    const std::lock_guard lock(mutex_);
    open_[connection->id()] = std::move(connection);
  }
  // The first message is the introduction.
  void OnMessage(noodles::transport::Connection& connection,
                 noodles::Bytes) override {
    const std::lock_guard lock(mutex_);
    const auto found = open_.find(connection.id());
    if (found == open_.end() || threads_.contains(connection.id())) return;
    threads_.emplace(
        connection.id(),
        std::jthread([this, to = found->second](const std::stop_token& stop) {
          Play(stop, *to);
        }));
  }
  void OnClose(noodles::transport::Connection& connection,
               const noodles::transport::CloseReason&) override {
    const std::lock_guard lock(mutex_);
    open_.erase(connection.id());
    const auto found = threads_.find(connection.id());
    if (found != threads_.end()) found->second.request_stop();
  }

 private:
  void Play(const std::stop_token& stop,
            noodles::transport::Connection& connection) const {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    const Clock::time_point start = Clock::now();
    for (const RecordedFrame& frame : recording_.frames) {
      if (speed_ > 0) {
        const auto due = start + std::chrono::duration_cast<Clock::duration>(
                                     frame.time / speed_);
        wake.wait_until(lock, stop, due, [] { return false; });
      }
      if (stop.stop_requested()) return;
      connection.Send(frame.frame);
    }
  }

  const Recording& recording_;
  const double speed_;
  std::mutex mutex_;
  std::map<uint64_t, std::shared_ptr<noodles::transport::Connection>> open_;
  std::map<uint64_t, std::jthread> threads_;
};

}  // namespace

int Record(const Connection& connection, const std::string& output,
           double seconds) {
  RecordingWriter writer(output);
  if (!writer.is_good()) return Fail(kBadInput, "cannot write " + output);
  noodles::ClientOptions options;
  options.name = "noodles recorder";
  options.token = connection.token;
  options.connect_timeout = connection.timeout();
  noodles::Client client(options);
  const Clock::time_point start = Clock::now();
  std::atomic<uint64_t> frames = 0;
  client.OnFrame([&](const noodles::Bytes& frame) {
    writer.Write(std::chrono::duration_cast<std::chrono::microseconds>(
                     Clock::now() - start),
                 frame);
    ++frames;
  });
  absl::Status status = client.Connect(connection.url);
  if (status.ok()) status = client.WaitUntilReady(connection.timeout());
  if (!status.ok()) return Fail(kNoConnection, status.ToString());
  std::cerr << "recording to " << output << "; Ctrl-C ends it\n";
  const auto end = start + std::chrono::duration_cast<Clock::duration>(
                               std::chrono::duration<double>(seconds));
  while (client.state() == noodles::ConnectionState::kReady &&
         (seconds <= 0 || Clock::now() < end)) {
    if (WasInterrupted(std::chrono::milliseconds(50))) break;
  }
  client.Disconnect();
  std::cerr << frames << " frames\n";
  return writer.is_good() ? kSuccess
                          : Fail(kBadInput, "cannot write " + output);
}

int Replay(const std::string& input, uint16_t port, double speed) {
  const absl::StatusOr<noodles::Bytes> content = ReadFile(input);
  if (!content.ok()) return Fail(kBadInput, "cannot read " + input);
  const absl::StatusOr<Recording> recording = ParseRecording(*content);
  if (!recording.ok()) return Fail(kBadInput, input + " is no recording");
  if (recording->is_cut_off) std::cerr << "the last frame is cut off\n";
  noodles::transport::ListenerOptions options;
  options.port = port;
  const auto listener = noodles::transport::Listener::Start(
      options, std::make_shared<Player>(*recording, speed));
  if (!listener.ok()) return Fail(kFailed, listener.status().ToString());
  std::cout << "listening on ws://localhost:" << (*listener)->port()
            << std::endl;
  while (!WasInterrupted(std::chrono::milliseconds(1000))) {
  }
  (*listener)->Stop(std::chrono::seconds(1));
  return kSuccess;
}

}  // namespace cli
