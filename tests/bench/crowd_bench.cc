// Measures what clients that read nothing cost the others: beside a simulation
// of 1,000 entities at 60 Hz, how long a newcomer takes to join, how late the
// updates of a good client are, and how much of a core the server takes.
//
//   crowd_bench [CLIENTS [SECONDS [BYTES_PER_SECOND]]]
//
// CLIENTS that introduce themselves and then read nothing (0: none), or
// BYTES_PER_SECOND each; SECONDS before the first newcomer joins, so that the
// buffers of the system are full.
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "bench/network_socket.h"
#include "noodles/base/logging.h"
#include "noodles/codec.h"
#include "noodles/server.h"
#include "state/mirror.h"
#include "transport/raw_client.h"

namespace noodles::bench {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr size_t kEntities = 1000;
constexpr double kFramesPerSecond = 60;
constexpr int kNewcomers = 5;
constexpr std::chrono::seconds kPatience{60};

double SecondsSince(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double CpuSeconds() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) +
           1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// A client that mirrors the document.
class Reader {
 public:
  explicit Reader(uint16_t port) : client_(port) {
    client_.Upgrade();
    client_.Send(ClientFrame(EncodeFrame(MsgIntroduction{"reader"}).text()));
  }
  void Receive() {
    const auto seen = client_.ReceiveFrames();
    if (seen.empty()) Fail("the connection has ended");
    for (const auto& event : seen) {
      mirror_.ReceiveFrame(Bytes::Copy(event.payload));
    }
  }
  const TestMirror& mirror() const { return mirror_; }

 private:
  transport_internal::RawClient client_;
  TestMirror mirror_;
};

// Moves all entities, 60 times a second. The first entity's transform holds the
// time of its update.
class Simulation {
 public:
  explicit Simulation(Document& document) : document_(document) {
    for (size_t i = 0; i < kEntities; ++i) {
      ids_.push_back(document_.Create(Entity{.name = "ball"}).value());
    }
    thread_ = std::thread([this] { Run(); });
  }
  ~Simulation() {
    is_done_ = true;
    thread_.join();
  }

  EntityID first() const { return ids_.front(); }
  float now() const { return static_cast<float>(SecondsSince(begin_)); }

 private:
  void Run() {
    // Frames that are late are left out: the document is never taken without a
    // pause.
    for (int64_t frame = 0; !is_done_;
         frame = std::max(frame, static_cast<int64_t>(SecondsSince(begin_) *
                                                      kFramesPerSecond)) +
                 1) {
      std::this_thread::sleep_until(
          begin_ + std::chrono::duration_cast<Clock::duration>(
                       std::chrono::duration<double>(
                           static_cast<double>(frame) / kFramesPerSecond)));
      document_
          .Transact([&] {
            const float time = now();
            for (const EntityID id : ids_) {
              EntityUpdate update;
              update.transform = Mat4{time, static_cast<float>(id.slot)};
              document_.Update(id, update).IgnoreError();
            }
            return absl::OkStatus();
          })
          .IgnoreError();
    }
  }

  Document& document_;
  const Clock::time_point begin_ = Clock::now();
  std::vector<EntityID> ids_;
  std::atomic<bool> is_done_ = false;
  std::thread thread_;
};

// Follows the first entity; the latest delay of its updates, in seconds.
class Follower {
 public:
  Follower(uint16_t port, const Simulation& simulation)
      : simulation_(simulation), thread_([this, port] { Run(port); }) {}
  ~Follower() {
    is_done_ = true;
    thread_.join();
  }
  double worst() const { return worst_; }
  void Reset() { worst_ = 0; }

 private:
  void Run(uint16_t port) {
    Reader reader(port);
    while (!is_done_) {
      reader.Receive();
      const auto& all = reader.mirror().all<Entity>();
      const auto found = all.find(simulation_.first());
      if (found == all.end() || !found->second.transform) continue;
      const double delay =
          simulation_.now() - std::get<Mat4>(*found->second.transform)[0];
      worst_ = std::max(worst_.load(), delay);
    }
  }

  const Simulation& simulation_;
  std::atomic<double> worst_ = 0;
  std::atomic<bool> is_done_ = false;
  std::thread thread_;
};

// Clients that read nothing, or a little.
class Crowd {
 public:
  Crowd(uint16_t port, int clients, int bytes_per_second) {
    for (int i = 0; i < clients; ++i) {
      sockets_.push_back(OpenWebsocket(port));
      SendAll(sockets_.back(),
              ClientFrame(EncodeFrame(MsgIntroduction{"crowd"}).text()));
    }
    thread_ = std::thread([this, bytes_per_second] {
      std::vector<uint8_t> memory(
          std::max<size_t>(1, static_cast<size_t>(bytes_per_second) / 10));
      while (!is_done_) {
        std::this_thread::sleep_for(milliseconds(100));
        if (bytes_per_second <= 0) continue;
        for (const int socket : sockets_) ReceiveSome(socket, memory);
      }
    });
  }
  ~Crowd() {
    is_done_ = true;
    thread_.join();
  }

 private:
  std::vector<int> sockets_;
  std::atomic<bool> is_done_ = false;
  std::thread thread_;
};

void Measure(int clients, int seconds, int bytes_per_second) {
  ServerOptions options;
  options.address = "127.0.0.1";
  options.port = 0;
  options.assets.service = AssetService::kOff;
  options.stop_limit = milliseconds(0);
  Server server(options);
  if (!server.Start().ok()) Fail("the server does not start");
  Simulation simulation(server.document());
  const Crowd crowd(server.port(), clients, bytes_per_second);
  Follower follower(server.port(), simulation);
  std::this_thread::sleep_for(std::chrono::seconds(seconds));
  follower.Reset();
  const double cpu = CpuSeconds();
  const auto begin = Clock::now();
  const auto cores = [&] { return (CpuSeconds() - cpu) / SecondsSince(begin); };
  double longest = 0;
  for (int i = 0; i < kNewcomers; ++i) {
    const auto opened = Clock::now();
    std::future<void> joined = std::async(std::launch::async, [&] {
      Reader newcomer(server.port());
      while (!newcomer.mirror().is_complete()) newcomer.Receive();
    });
    if (joined.wait_for(kPatience) != std::future_status::ready) {
      std::printf(
          "%4d clients at %d B/s: a newcomer has not joined after %d s, latest "
          "update %.3f s, %.2f cores\n",
          clients, bytes_per_second, static_cast<int>(kPatience.count()),
          follower.worst(), cores());
      std::fflush(stdout);
      std::_Exit(1);
    }
    longest = std::max(longest, SecondsSince(opened));
    std::this_thread::sleep_for(milliseconds(500));
  }
  std::printf(
      "%4d clients at %d B/s: slowest join of %d %.3f s, latest update %.3f s, "
      "%.2f cores, resynchronizations %llu\n",
      clients, bytes_per_second, kNewcomers, longest, follower.worst(), cores(),
      static_cast<unsigned long long>(
          server.counters().resynchronizations_total));
}

}  // namespace
}  // namespace noodles::bench

int main(int argc, char** argv) {
  const auto argument = [&](int index, int otherwise) {
    return argc > index ? std::atoi(argv[index]) : otherwise;
  };
  noodles::SetLogSink([](const noodles::LogRecord&) {});
  noodles::bench::RaiseFileLimit();
  noodles::bench::Measure(argument(1, 200), argument(2, 10), argument(3, 0));
}
