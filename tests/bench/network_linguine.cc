#include <noodles/server.h>

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "bench/network_calls.h"
#include "bench/network_servers.h"
#include "bench/network_socket.h"
#include "noodles/base/logging.h"
#include "noodles/transport/connections/broadcast_log.h"
#include "noodles/transport/connections/listener.h"

namespace noodles::bench {
namespace {

// The sender waits while a client has more queued bytes than this, or as many
// wait for the I/O thread.
constexpr size_t kMostQueuedBytes = 1024 * 1024;

using Message = std::shared_ptr<const transport_internal::OutgoingMessage>;
using Log = transport_internal::BroadcastLog<Message>;

// A connection and its place in the log.
struct Reader {
  std::shared_ptr<transport_internal::Connection> connection;
  Log::Cursor cursor;
};

// Sends what the sender appends to a log, as a Server does.
class Handler final : public transport_internal::ConnectionHandler {
 public:
  explicit Handler(size_t most) : most_(most) {}

  void OnOpen(
      std::shared_ptr<transport_internal::Connection> connection) override {
    const auto reader = std::make_shared<Reader>();
    reader->connection = std::move(connection);
    reader->cursor = log_.End();
    reader->connection->set_handler_data(reader);
    const std::lock_guard<std::mutex> lock(mutex_);
    readers_.push_back(reader);
  }
  void OnMessage(transport_internal::Connection&, Bytes) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    has_begun_ = true;
    changed_.notify_all();
  }
  void OnWoken(transport_internal::Connection& connection) override {
    const auto reader =
        std::static_pointer_cast<Reader>(connection.handler_data());
    while (Message* const message = reader->cursor.current()) {
      if (connection.queued_bytes() > kMostQueuedBytes) break;
      connection.Send(*message);
      reader->cursor.Advance();
    }
    TellIfRead();
  }
  void OnDrained(transport_internal::Connection& connection) override {
    OnWoken(connection);
    if (--sending_ == 0) sending_.notify_one();
  }
  void OnClose(transport_internal::Connection&,
               const transport_internal::CloseReason&) override {}

  // Waits for a message of any client; returns the number of connections.
  size_t WaitForGo() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return has_begun_; });
    return readers_.size();
  }

  void Send(const Message& message) {
    log_.Append(message->cost(), message);
    readers_.front()->connection->thread()->Wake();
  }
  // Sends to all clients, and waits until all has left.
  void SendAndWait(const Message& message) {
    sending_ = readers_.size();
    Send(message);
    for (size_t left = sending_; left > 0; left = sending_) {
      sending_.wait(left);
    }
  }
  void WaitUntilRead() {
    if (log_.held_cost() <= most_) return;
    std::unique_lock<std::mutex> lock(mutex_);
    is_waiting_ = true;
    changed_.wait(lock, [&] { return log_.held_cost() <= most_; });
    is_waiting_ = false;
  }

 private:
  void TellIfRead() {
    if (!is_waiting_ || log_.held_cost() > most_) return;
    const std::lock_guard<std::mutex> lock(mutex_);
    changed_.notify_all();
  }

  const size_t most_;
  Log log_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::shared_ptr<Reader>> readers_;
  bool has_begun_ = false;
  std::atomic<bool> is_waiting_ = false;
  // Clients to which a frame has not left as a whole.
  std::atomic<size_t> sending_ = 0;
};

}  // namespace

void BroadcastWithLinguine(const Broadcast& broadcast, bool is_paced) {
  transport_internal::ListenerOptions options;
  options.address = "127.0.0.1";
  options.port = 0;
  options.connection.low_water_bytes = is_paced ? 0 : kMostQueuedBytes;
  const auto handler = std::make_shared<Handler>(kMostQueuedBytes);
  const auto listener = transport_internal::Listener::Start(options, handler);
  if (!listener.ok()) Fail(listener.status().ToString());
  PrintPort((*listener)->port());
  if (handler->WaitForGo() != broadcast.clients) Fail("clients are missing");
  const auto message =
      transport_internal::MakeOutgoingMessage(broadcast.pieces);
  for (size_t i = 0; i < broadcast.frames; ++i) {
    if (is_paced) {
      handler->SendAndWait(message);
    } else {
      handler->Send(message);
      handler->WaitUntilRead();
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
