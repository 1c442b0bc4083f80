#include <noodles/server.h>

#include <chrono>
#include <cmath>
#include <thread>
#include <vector>

#include "bench/network_servers.h"
#include "bench/network_socket.h"
#include "noodles/base/logging.h"

namespace noodles::bench {

void ServeTicks(size_t components, double updates_per_second, size_t clients) {
  SetLogSink([](const LogRecord&) {});
  ServerOptions options;
  options.address = "127.0.0.1";
  options.port = 0;
  options.assets.service = AssetService::kOff;
  options.max_clients = clients;
  options.access.max_clients_per_address = clients;
  options.access.max_connections_per_address = clients;
  options.access.max_pending_connections = clients;
  options.serve_metrics = true;
  Server server(options);
  std::vector<EntityID> entities;
  for (size_t i = 0; i < components; ++i) {
    const auto id = server.document().Create(
        Entity{.name = "ball " + std::to_string(i), .transform = Mat4{}});
    if (!id.ok()) Fail(id.status().ToString());
    entities.push_back(*id);
  }
  const absl::Status status = server.Start();
  if (!status.ok()) Fail(status.ToString());
  PrintPort(server.port());
  const std::chrono::nanoseconds step(std::llround(1e9 / updates_per_second));
  auto next = std::chrono::steady_clock::now();
  for (float time = 0;; ++time) {
    std::this_thread::sleep_until(next += step);
    const absl::Status updated = server.document().Update(
        entities.front(), EntityUpdate{.transform = Mat4{time}});
    if (!updated.ok()) Fail(updated.ToString());
  }
}

}  // namespace noodles::bench
