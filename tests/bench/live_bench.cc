// Measures what live data costs: a mesh of 100,000 vertices whose positions and
// normals change, and 100,000 instances, 30 times a second, to 1 and 10
// clients. Beside a plain websocket server that sends the same bytes, from
// memory that holds them already.
//
//   live_bench [SECONDS]      of each measurement; default 2
//
// And the mesh by URL, in place of in the messages, to 10 clients.
//
// Prints JSON: for each measurement the nanoseconds of processor time of an
// update in the server's process, the median of the nanoseconds from the
// beginning of an update to its last byte at a client, and the bytes of an
// update. The clients are a process of their own.
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "bench/live_clients.h"
#include "bench/network_socket.h"
#include "noodles/base/logging.h"
#include "noodles/cbor/writer.h"
#include "noodles/geometry.h"
#include "noodles/server.h"

namespace noodles::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kVertices = 100'000;
constexpr size_t kInstances = 100'000;
constexpr int kUpdatesPerSecond = 30;
// One frame for each update, also for the instances.
constexpr size_t kFrameBytes = size_t{16} << 20;

// The processor time of this process, or of this thread.
int64_t CpuNanoseconds(int whose = RUSAGE_SELF) {
  rusage usage = {};
  getrusage(whose, &usage);
  const auto nanoseconds = [](const timeval& time) {
    return int64_t{time.tv_sec} * 1'000'000'000 + int64_t{time.tv_usec} * 1000;
  };
  return nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime);
}

// -------------------------------------------------------------------- scenes

// What changes, and how Linguine shows it.
class Scene {
 public:
  virtual ~Scene() = default;
  virtual void Begin(Document& document, BufferDelivery delivery) = 0;
  // The work of the simulation, which is not measured.
  virtual void Compute(size_t update) = 0;
  virtual absl::Status Send() = 0;
};

Vec3 MarkOf(size_t update) { return {kMark, static_cast<float>(update), 0}; }

class MeshScene : public Scene {
 public:
  void Begin(Document& document, BufferDelivery delivery) override {
    constexpr size_t kRow = 400;
    Mesh mesh =
        HeightField(std::vector<float>(kVertices), {kRow, kVertices / kRow})
            .value();
    positions_ = mesh.positions;
    normals_ = mesh.normals;
    mesh.positions[0] = MarkOf(0);
    live_ = LiveMesh::Create(document, mesh, {.delivery = delivery}).value();
  }
  void Compute(size_t update) override {
    const float time = 0.1f * static_cast<float>(update);
    for (size_t i = 0; i < positions_.size(); ++i) {
      positions_[i][1] = std::sin(time + static_cast<float>(i % 1000));
      normals_[i] = {0, std::sin(time + static_cast<float>(i % 100)), 0};
    }
    positions_[0] = MarkOf(update);
  }
  absl::Status Send() override {
    return live_->Update({.positions = positions_, .normals = normals_});
  }

 private:
  std::vector<Vec3> positions_;
  std::vector<Vec3> normals_;
  std::unique_ptr<LiveMesh> live_;
};

class InstanceScene : public Scene {
 public:
  void Begin(Document& document, BufferDelivery delivery) override {
    const GeometryID geometry = AddGeometry(document, Box()).value();
    instances_.resize(kInstances);
    instances_[0].position = MarkOf(0);
    live_ = InstancedEntity::Create(document, geometry, instances_,
                                    {.delivery = delivery})
                .value();
  }
  void Compute(size_t update) override {
    const float turn = 0.05f * static_cast<float>(update);
    for (size_t i = 0; i < instances_.size(); ++i) {
      const auto place = static_cast<float>(i % 1000);
      instances_[i].position = {place, std::sin(turn + place), turn};
      instances_[i].rotation = {0, std::sin(turn), 0, std::cos(turn)};
    }
    instances_[0].position = MarkOf(update);
    next_ = instances_;
  }
  absl::Status Send() override { return live_->Replace(std::move(next_)); }

 private:
  std::vector<Instance> instances_;
  std::vector<Instance> next_;
  std::unique_ptr<InstancedEntity> live_;
};

std::unique_ptr<Scene> MakeScene(std::string_view name) {
  if (name == "mesh") return std::make_unique<MeshScene>();
  return std::make_unique<InstanceScene>();
}

// ------------------------------------------------------------------- servers

// Calls `send` with the number of each update, in time. Returns the processor
// time of all.
int64_t RunUpdates(Shared& shared, Scene& scene, size_t updates,
                   const std::function<void(size_t)>& send) {
  const int64_t begin = CpuNanoseconds();
  int64_t computing = 0;
  auto next = Clock::now();
  for (size_t update = 1; update <= updates; ++update) {
    std::this_thread::sleep_until(next);
    next += std::chrono::nanoseconds(1'000'000'000 / kUpdatesPerSecond);
    computing -= CpuNanoseconds(RUSAGE_THREAD);
    scene.Compute(update);
    computing += CpuNanoseconds(RUSAGE_THREAD);
    shared.begun[update] = Now();
    send(update);
  }
  // The last update's bytes.
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  return CpuNanoseconds() - begin - computing;
}

void AwaitClients(const Shared& shared, size_t clients) {
  while (shared.ready < clients) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

int64_t RunLinguine(Shared& shared, std::string_view name, size_t clients,
                    size_t updates, BufferDelivery delivery) {
  ServerOptions options;
  options.address = "127.0.0.1";
  options.port = 0;
  options.document.max_frame_bytes = kFrameBytes;
  options.stop_limit = std::chrono::milliseconds(0);
  Server server(options);
  if (!server.Start().ok()) Fail("the server does not start");
  const std::unique_ptr<Scene> scene = MakeScene(name);
  scene->Begin(server.document(), delivery);
  shared.port = server.port();
  AwaitClients(shared, clients);
  const int64_t cpu = RunUpdates(shared, *scene, updates, [&](size_t) {
    if (!scene->Send().ok()) Fail("an update failed");
  });
  shared.is_done = true;
  ::wait(nullptr);
  return cpu;
}

// Keeps the last frame of a document.
class FrameRecorder : public DocumentListener {
 public:
  bool IsListening() const override { return true; }
  void OnChanges(const std::vector<EncodedMessages>& frames) override {
    if (frames.size() != 1) Fail("an update is not one frame");
    cbor::Writer writer;
    writer.WriteArrayHead(2 * frames[0].count);
    writer.WriteEncoded(frames[0].items.span());
    for (const Bytes& piece : frames[0].more) {
      writer.WriteEncoded(piece.span());
    }
    frame = std::string(writer.Take().text());
  }
  std::string frame;
};

// The frame of an update, as Linguine sends it.
std::string FrameOf(std::string_view name) {
  FrameRecorder recorder;
  Document document({.max_frame_bytes = kFrameBytes});
  const std::unique_ptr<Scene> scene = MakeScene(name);
  scene->Begin(document, BufferDelivery::kInline);
  document.SetListener(&recorder);
  scene->Compute(1);
  if (!scene->Send().ok()) Fail("an update failed");
  document.SetListener(nullptr);
  return recorder.frame;
}

void WriteFrame(int socket, const std::string& header,
                const std::string& frame) {
  std::array<iovec, 2> pieces = {
      {{const_cast<char*>(header.data()), header.size()},
       {const_cast<char*>(frame.data()), frame.size()}}};
  size_t first = 0;
  while (first < pieces.size()) {
    const ssize_t result = ::writev(socket, pieces.data() + first,
                                    static_cast<int>(pieces.size() - first));
    if (result < 0) Fail("cannot write");
    auto count = static_cast<size_t>(result);
    while (first < pieces.size() && count >= pieces[first].iov_len) {
      count -= pieces[first++].iov_len;
    }
    if (first == pieces.size()) return;
    pieces[first].iov_base = static_cast<char*>(pieces[first].iov_base) + count;
    pieces[first].iov_len -= count;
  }
}

int64_t RunPlain(Shared& shared, std::string_view name, size_t clients,
                 size_t updates, std::string frame) {
  Document unused({.max_frame_bytes = kFrameBytes});
  const std::unique_ptr<Scene> scene = MakeScene(name);
  scene->Begin(unused, BufferDelivery::kInline);
  uint16_t port = 0;
  const int listening = ListenOnLoopback(port);
  shared.port = port;
  std::vector<int> sockets;
  while (sockets.size() < clients) {
    sockets.push_back(AcceptWebsocket(listening));
  }
  const std::string header = ServerFrameHeader(frame.size());
  std::array<char, sizeof kMark> mark;
  std::memcpy(mark.data(), &kMark, sizeof kMark);
  const size_t place =
      frame.find(std::string_view(mark.data(), mark.size())) + sizeof kMark;
  const auto send = [&](size_t update) {
    const auto number = static_cast<float>(update);
    std::memcpy(frame.data() + place, &number, sizeof number);
    for (const int socket : sockets) WriteFrame(socket, header, frame);
  };
  send(0);
  AwaitClients(shared, clients);
  const int64_t cpu = RunUpdates(shared, *scene, updates, send);
  shared.is_done = true;
  ::wait(nullptr);
  for (const int socket : sockets) ::close(socket);
  ::close(listening);
  return cpu;
}

// --------------------------------------------------------------- measurements

int64_t MedianLatency(const Shared& shared, size_t clients, size_t updates) {
  std::vector<int64_t> all;
  for (size_t client = 0; client < clients; ++client) {
    for (size_t update = 1; update <= updates; ++update) {
      const int64_t latency = shared.latency[client][update];
      if (latency != 0) all.push_back(latency);
    }
  }
  if (all.empty()) Fail("no update came");
  std::nth_element(all.begin(), all.begin() + all.size() / 2, all.end());
  return all[all.size() / 2];
}

// `who`: "linguine", "by-url" or "plain".
void Measure(std::string_view name, size_t clients, size_t updates,
             const std::string& who, std::string& output) {
  const bool is_plain = who == "plain";
  const BufferDelivery delivery =
      who == "by-url" ? BufferDelivery::kAutomatic : BufferDelivery::kInline;
  const std::string frame = FrameOf(name);
  void* memory = ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) Fail("no shared memory");
  auto* shared = new (memory) Shared;
  if (::fork() == 0) RunClients(*shared, clients);
  const int64_t cpu =
      is_plain ? RunPlain(*shared, name, clients, updates, frame)
               : RunLinguine(*shared, name, clients, updates, delivery);
  const std::string row =
      "live/" + std::string(name) + "-" + std::to_string(clients);
  const auto add = [&](const std::string& key, int64_t value) {
    output += (output.empty() ? "{\"" : ",\n \"") + key +
              "\": " + std::to_string(value);
  };
  add(row + "/" + who, cpu / static_cast<int64_t>(updates));
  add(row + "-latency/" + who, MedianLatency(*shared, clients, updates));
  if (is_plain) {
    add(row + "-bytes", static_cast<int64_t>(frame.size()));
  }
  ::munmap(memory, sizeof(Shared));
}

void MeasureAll(int seconds) {
  const auto updates = std::min<size_t>(
      kMaxUpdates - 1, static_cast<size_t>(seconds * kUpdatesPerSecond));
  std::string output;
  for (const std::string_view name : {"mesh", "instances"}) {
    for (const size_t clients : {size_t{1}, kMaxClients}) {
      for (const char* who : {"linguine", "plain"}) {
        Measure(name, clients, updates, who, output);
      }
    }
  }
  Measure("mesh", kMaxClients, updates, "by-url", output);
  std::printf("%s}\n", output.c_str());
}

}  // namespace
}  // namespace noodles::bench

int main(int argc, char** argv) {
  noodles::SetLogSink([](const noodles::LogRecord&) {});
  noodles::bench::RaiseFileLimit();
  noodles::bench::MeasureAll(argc > 1 ? std::atoi(argv[1]) : 2);
}
