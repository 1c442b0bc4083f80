#include <noodles/server.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <thread>
#include <vector>

#include "bench/network_servers.h"
#include "bench/network_socket.h"
#include "noodles/base/logging.h"

namespace noodles::bench {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;
using std::chrono::milliseconds;

// Bursts, so that the I/O threads may sleep in between, of so many updates.
constexpr int kBursts = 100;
constexpr int kUpdatesInBurst = 10;
constexpr milliseconds kBetweenBursts{20};

// Updates that leave one by one.
constexpr int kSingleUpdates = 3000;
constexpr microseconds kBetweenUpdates{200};

std::chrono::nanoseconds ProcessorTime() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  const auto time = [](const timeval& value) {
    return std::chrono::seconds(value.tv_sec) + microseconds(value.tv_usec);
  };
  return time(usage.ru_utime) + time(usage.ru_stime);
}

class Scene {
 public:
  explicit Scene(Document& document) : document_(document) {
    const auto id = document.Create(Entity{.name = "ball"});
    if (!id.ok()) Fail(id.status().ToString());
    id_ = *id;
  }
  void Update() {
    EntityUpdate update;
    update.transform = Mat4{++time_};
    const absl::Status status = document_.Update(id_, update);
    if (!status.ok()) Fail(status.ToString());
  }

 private:
  Document& document_;
  EntityID id_;
  float time_ = 0;
};

// Nanoseconds of one update in the middle one of the bursts.
double UpdateTime(Scene& scene) {
  std::vector<double> times;
  times.reserve(kBursts);
  for (int burst = 0; burst < kBursts; ++burst) {
    std::this_thread::sleep_for(kBetweenBursts);
    const Clock::time_point begin = Clock::now();
    for (int i = 0; i < kUpdatesInBurst; ++i) scene.Update();
    const std::chrono::nanoseconds time = Clock::now() - begin;
    times.push_back(static_cast<double>(time.count()) / kUpdatesInBurst);
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

// Nanoseconds of processor time of all threads for one update and its pause.
double SingleUpdateTime(Scene& scene) {
  const std::chrono::nanoseconds begin = ProcessorTime();
  for (int i = 0; i < kSingleUpdates; ++i) {
    scene.Update();
    std::this_thread::sleep_for(kBetweenUpdates);
  }
  const std::chrono::nanoseconds time = ProcessorTime() - begin;
  return static_cast<double>(time.count()) / kSingleUpdates;
}

void AwaitJoined(const Server& server, size_t clients) {
  const auto has_joined = [](const ClientInformation& client) {
    return client.state == ClientPhase::kJoined;
  };
  while (true) {
    const std::vector<ClientInformation> all = server.clients();
    if (all.size() == clients && std::ranges::all_of(all, has_joined)) return;
    std::this_thread::sleep_for(milliseconds(100));
  }
}

}  // namespace

void MeasureUpdates(size_t clients) {
  SetLogSink([](const LogRecord&) {});
  ServerOptions options;
  options.address = "127.0.0.1";
  options.port = 0;
  options.assets.service = AssetService::kOff;
  options.max_clients = clients + 1;
  options.access.max_clients_per_address = clients + 1;
  options.access.max_connections_per_address = clients + 1;
  options.access.max_pending_connections = clients + 1;
  Server server(options);
  const absl::Status status = server.Start();
  if (!status.ok()) Fail(status.ToString());
  Scene scene(server.document());
  const double alone = clients == 1 ? SingleUpdateTime(scene) : 0;
  PrintPort(server.port());
  AwaitJoined(server, clients);
  std::this_thread::sleep_for(milliseconds(200));
  std::cout << "update " << UpdateTime(scene) << "\n";
  if (clients == 1) {
    std::this_thread::sleep_for(milliseconds(200));
    const uint64_t sent = server.counters().sent_messages_total;
    const double time = SingleUpdateTime(scene);
    if (server.counters().sent_messages_total < sent + kSingleUpdates) {
      Fail("frames were merged");
    }
    std::cout << "frame " << time - alone << "\n";
  }
  std::cout << "end" << std::endl;
  std::cin.get();  // does not return: the sockets stay open
}

}  // namespace noodles::bench
