// Measures how long a client takes to join over the loopback interface, from
// its introduction to the last byte of the snapshot, and how long changes of
// the document take at the same time. For comparison, a thread sends the same
// bytes as one block. The names are join/document/operation.
#include <benchmark/benchmark.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "bench/document_scene.h"
#include "bench/network_socket.h"
#include "noodles/base/logging.h"
#include "noodles/codec.h"
#include "noodles/server.h"

namespace noodles::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kCopies = 10;
constexpr size_t kBufferBytes = 82'000;
constexpr int kJoins = 5;

double SecondsSince(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

// Receives and discards `bytes`.
void Receive(int socket, size_t bytes) {
  thread_local std::vector<uint8_t> memory(size_t{1} << 20);
  while (bytes > 0) {
    const ssize_t count =
        recv(socket, memory.data(), std::min(bytes, memory.size()), 0);
    if (count <= 0) Fail("the snapshot ends too early");
    bytes -= static_cast<size_t>(count);
  }
}

// A server with a document of 100,000 components.
class Joined {
 public:
  explicit Joined(size_t buffer_bytes) : server_(Options()) {
    AddScene(server_.document(), kCopies, buffer_bytes);
    if (!server_.Start().ok()) Fail("the server does not start");
    server_.document().Join([] {},
                            [&](const EncodedMessages& frame) {
                              cbor::Writer head;
                              head.WriteArrayHead(2 * frame.count);
                              const size_t payload = head.size() + frame.size();
                              bytes_ +=
                                  payload + ServerFrameHeader(payload).size();
                            });
  }

  Document& document() { return server_.document(); }
  size_t bytes() const { return bytes_; }

  double Join() {
    const int socket = OpenWebsocket(server_.port());
    const auto begin = Clock::now();
    SendAll(socket, ClientFrame(EncodeFrame(MsgIntroduction{"join"}).text()));
    Receive(socket, bytes_);
    const double seconds = SecondsSince(begin);
    close(socket);
    return seconds;
  }

 private:
  static ServerOptions Options() {
    ServerOptions options;
    options.address = "127.0.0.1";
    options.port = 0;
    // The buffers stay in the messages.
    options.assets.service = AssetService::kOff;
    return options;
  }

  Server server_;
  size_t bytes_ = 0;
};

// Encodes the snapshot, without a client.
double Encode(Joined& joined) {
  const auto begin = Clock::now();
  joined.document().Join([] {}, [](const EncodedMessages&) {});
  return SecondsSince(begin);
}

double ReceiveOneBlock(const std::string& block) {
  uint16_t port = 0;
  const int listening = ListenOnLoopback(port);
  std::thread sender([&] {
    const int socket = AcceptWebsocket(listening);
    Receive(socket, 1);
    SendAll(socket, block);
    close(socket);
  });
  const int socket = OpenWebsocket(port);
  const auto begin = Clock::now();
  SendAll(socket, "?");
  Receive(socket, block.size());
  const double seconds = SecondsSince(begin);
  sender.join();
  close(socket);
  close(listening);
  return seconds;
}

// The longest time of an update while clients join; one update each
// millisecond.
double LongestUpdate(Joined& joined) {
  std::atomic<bool> is_done = false;
  double longest = 0;
  std::thread writer([&] {
    for (uint32_t i = 0; !is_done; ++i) {
      EntityUpdate update;
      update.transform = Mat4{static_cast<float>(i)};
      const auto begin = Clock::now();
      joined.document()
          .Update(EntityID{i * 7 % 70'000, 0}, update)
          .IgnoreError();
      longest = std::max(longest, SecondsSince(begin));
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  for (int i = 0; i < kJoins; ++i) joined.Join();
  is_done = true;
  writer.join();
  return longest;
}

template <class Measure>
void Register(const std::string& name, int iterations, Measure measure) {
  benchmark::RegisterBenchmark(name.c_str(),
                               [=](benchmark::State& state) {
                                 for ([[maybe_unused]] auto iteration : state) {
                                   state.SetIterationTime(measure());
                                 }
                               })
      ->UseManualTime()
      ->Iterations(iterations);
}

void RegisterDocument(const std::string& name, size_t buffer_bytes) {
  const auto joined = std::make_shared<Joined>(buffer_bytes);
  const auto block = std::make_shared<std::string>(joined->bytes(), 'b');
  Register("join/" + name + "/one-block", kJoins,
           [=] { return ReceiveOneBlock(*block); });
  Register("join/" + name + "/linguine", kJoins,
           [=] { return joined->Join(); });
  Register("join/" + name + "/encode", kJoins, [=] { return Encode(*joined); });
  Register("join/" + name + "/longest-update", 1,
           [=] { return LongestUpdate(*joined); });
}

}  // namespace

}  // namespace noodles::bench

int main(int argc, char** argv) {
  noodles::SetLogSink([](const noodles::LogRecord&) {});
  noodles::bench::RegisterDocument("structure", 0);
  noodles::bench::RegisterDocument("buffers", noodles::bench::kBufferBytes);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
