#include <noodles/server.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <thread>
#include <vector>

#include "bench/network_servers.h"
#include "bench/network_socket.h"
#include "bench/update_pace.h"
#include "noodles/base/logging.h"

namespace noodles::bench {
namespace {

using std::chrono::milliseconds;

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
  const auto update = [&] { scene.Update(); };
  const double alone = clients == 1 ? SingleTime(update) : 0;
  PrintPort(server.port());
  AwaitJoined(server, clients);
  std::this_thread::sleep_for(milliseconds(200));
  std::cout << "update " << BurstTime(update) << "\n";
  if (clients == 1) {
    std::this_thread::sleep_for(milliseconds(200));
    const uint64_t sent = server.counters().sent_messages_total;
    const double time = SingleTime(update);
    if (server.counters().sent_messages_total < sent + kSingleUpdates) {
      Fail("frames were merged");
    }
    std::cout << "frame " << time - alone << "\n";
  }
  std::cout << "end" << std::endl;
  std::cin.get();  // does not return: the sockets stay open
}

}  // namespace noodles::bench
