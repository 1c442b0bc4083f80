#include <noodles/server.h>

#include <condition_variable>
#include <cstdlib>
#include <iostream>
#include <mutex>

#include "bench/network_calls.h"
#include "bench/network_servers.h"
#include "bench/network_socket.h"
#include "noodles/base/logging.h"
#include "noodles/transport/connections/listener.h"

namespace noodles::bench {
namespace {

// The sender waits while a client has more queued bytes than this.
constexpr size_t kMostQueuedBytes = 1024 * 1024;

class Handler final : public transport_internal::ConnectionHandler {
 public:
  void OnOpen(
      std::shared_ptr<transport_internal::Connection> connection) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    connections_.push_back(std::move(connection));
  }
  void OnMessage(transport_internal::Connection&, Bytes) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    has_begun_ = true;
    changed_.notify_all();
  }
  // The sender waits for this connection only.
  void OnDrained(transport_internal::Connection& connection) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (&connection == waited_for_) changed_.notify_all();
  }
  void OnClose(transport_internal::Connection&,
               const transport_internal::CloseReason&) override {}

  // Waits for a message of any client; returns all connections.
  std::vector<std::shared_ptr<transport_internal::Connection>> WaitForGo() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return has_begun_; });
    return connections_;
  }

  void WaitUntilQueued(const transport_internal::Connection& connection,
                       size_t most) {
    if (connection.queued_bytes() <= most) return;
    std::unique_lock<std::mutex> lock(mutex_);
    waited_for_ = &connection;
    changed_.wait(lock, [&] { return connection.queued_bytes() <= most; });
    waited_for_ = nullptr;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::shared_ptr<transport_internal::Connection>> connections_;
  bool has_begun_ = false;
  const transport_internal::Connection* waited_for_ = nullptr;
};

}  // namespace

void BroadcastWithLinguine(const Broadcast& broadcast, bool is_paced) {
  const size_t most = is_paced ? 0 : kMostQueuedBytes;
  transport_internal::ListenerOptions options;
  options.address = "127.0.0.1";
  options.port = 0;
  options.connection.low_water_bytes = most;
  const auto handler = std::make_shared<Handler>();
  const auto listener = transport_internal::Listener::Start(options, handler);
  if (!listener.ok()) Fail(listener.status().ToString());
  PrintPort((*listener)->port());
  const auto connections = handler->WaitForGo();
  if (connections.size() != broadcast.clients) Fail("clients are missing");
  const auto message =
      transport_internal::MakeOutgoingMessage(broadcast.pieces);
  for (size_t i = 0; i < broadcast.frames; ++i) {
    for (const auto& connection : connections) connection->Send(message);
    for (const auto& connection : connections) {
      handler->WaitUntilQueued(*connection, most);
    }
  }
  std::cin.get();  // does not return: the sockets stay open
}

void AnswerCallsWithLinguine() {
  SetLogThreshold(LogSeverity::kError);
  ServerOptions options;
  options.address = "127.0.0.1";
  options.port = 0;
  // The load opens all its connections before it introduces the clients.
  options.access.max_connections_per_address = 2048;
  options.access.max_pending_connections = 4096;
  Server server(options);
  const auto add = [](double a, double b) { return a + b; };
  const auto method = server.AddMethod("add", "Adds", add, {"a", "b"});
  if (!method.ok()) Fail(method.status().ToString());
  const absl::Status status = server.Run([&] { PrintPort(server.port()); });
  if (!status.ok()) Fail(status.ToString());
}

}  // namespace noodles::bench
