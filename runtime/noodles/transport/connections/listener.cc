#include "noodles/transport/connections/listener.h"

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <mutex>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/transport/connections/io_thread.h"
#include "noodles/transport/connections/listening.h"
#include "noodles/transport/websocket/deflate.h"
#include "noodles/transport/websocket/upgrade.h"

namespace noodles::transport_internal {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// When the system has no file descriptor left, the next try waits this long.
constexpr std::chrono::milliseconds kAcceptRetryDelay{100};

// Accepted sockets that their thread has not taken over yet.
constexpr size_t kMostAdopted = 1024;

absl::Status CheckDeflate(const DeflateOptions& options) {
  if (!options.is_on) return absl::OkStatus();
  if (!CanDeflate()) {
    return Unimplemented(
        "this library was built without compression (NOODLES_WITH_DEFLATE)");
  }
  if (options.window_bits < 9 || options.window_bits > 15) {
    return InvalidArgument("compression needs 9 to 15 window bits, not " +
                           std::to_string(options.window_bits));
  }
  if (options.level < 1 || options.level > 9) {
    return InvalidArgument("compression has the levels 1 to 9, not " +
                           std::to_string(options.level));
  }
  return absl::OkStatus();
}

class TcpListener final : public Listener {
 public:
  TcpListener(const ListenerOptions& options,
              std::shared_ptr<ConnectionHandler> handler)
      : state_(std::make_shared<ListenerState>()) {
    state_->arrival_limits = options.arrivals;
    state_->places = std::make_unique<ConnectionPlaces>(
        PlaceLimits{.clients = options.max_connections,
                    .clients_per_address = options.max_clients_per_address,
                    .pending = options.max_pending_handshakes,
                    .http = options.max_http_connections,
                    .others_per_address = options.max_connections_per_address});
    state_->connection_options = options.connection;
    state_->handler = std::move(handler);
    state_->http_handler = options.http_handler;
    state_->tls = options.tls;
    state_->traffic = options.traffic != nullptr ? options.traffic
                                                 : std::make_shared<Traffic>();
    for (int i = 0; i < options.threads; ++i) {
      threads_.push_back(std::make_shared<IoThread>(state_));
    }
  }

  ~TcpListener() override { Stop(std::chrono::milliseconds(0)); }

  absl::Status Start(const ListenerOptions& options) {
    asio::io_context& context = threads_.front()->context();
    auto listening = ListenOn(context, options.address, options.port);
    if (!listening.ok()) return listening.status();
    for (tcp::acceptor& acceptor : *listening) {
      doors_.push_back(
          std::make_unique<Door>(Door{.acceptor = std::move(acceptor),
                                      .retry = asio::steady_timer(context)}));
    }
    error_code error;
    const tcp::endpoint endpoint =
        doors_.front()->acceptor.local_endpoint(error);
    if (error) return Unavailable("cannot listen: " + error.message());
    port_ = endpoint.port();
    local_address_ = EndpointText(endpoint);
    try {
      for (const auto& thread : threads_) thread->Start();
    } catch (const std::system_error& failure) {
      return ResourceExhausted(std::string("cannot start an I/O thread: ") +
                               failure.what());
    }
    asio::post(context, [this] {
      for (const auto& door : doors_) Accept(*door);
    });
    return absl::OkStatus();
  }

  uint16_t port() const override { return port_; }
  const std::string& local_address() const override { return local_address_; }
  size_t connection_count() const override { return state_->connections; }

  void Stop(std::chrono::milliseconds limit) override {
    const std::lock_guard lock(stop_mutex_);
    if (std::exchange(stopped_, true)) return;
    const auto deadline = std::chrono::steady_clock::now() + limit;
    asio::post(threads_.front()->context(), [this] {
      error_code ignored;
      for (const auto& door : doors_) {
        door->acceptor.close(ignored);
        door->retry.cancel();
      }
    });
    for (const auto& thread : threads_) thread->BeginStop();
    for (const auto& thread : threads_) thread->WaitUntil(deadline);
    for (const auto& thread : threads_) thread->AbortAll();
    for (const auto& thread : threads_) thread->Join();
    for (const auto& thread : threads_) thread->DropAdopted();
    // A connection that is kept keeps its thread's context, which keeps state_.
    doors_.clear();
    state_->handler = nullptr;
    state_->http_handler = nullptr;
  }

 private:
  // An address that is listened on.
  struct Door {
    tcp::acceptor acceptor;
    asio::steady_timer retry;
  };

  // The following functions run on the first thread.
  void Accept(Door& door) {
    if (!door.acceptor.is_open()) return;
    IoThread& thread = *threads_[next_thread_++ % threads_.size()];
    door.acceptor.async_accept(
        thread.context(),
        [this, &door, &thread](error_code error, tcp::socket socket) {
          OnAccept(door, thread, error, std::move(socket));
        });
  }

  void OnAccept(Door& door, IoThread& thread, error_code error,
                tcp::socket socket) {
    if (error == asio::error::operation_aborted) return;
    if (error && error != asio::error::connection_aborted) {
      LogForPeer("", LogSeverity::kWarning, "transport",
                 "cannot accept a connection", {{"error", error.message()}});
      door.retry.expires_after(kAcceptRetryDelay);
      door.retry.async_wait([this, &door](error_code aborted) {
        if (!aborted) Accept(door);
      });
      return;
    }
    if (!error) Adopt(thread, std::move(socket));
    Accept(door);
  }

  // Sockets wait only where the other thread is busy.
  void Adopt(IoThread& thread, tcp::socket socket) {
    if (state_->adopted >= kMostAdopted) {
      LogForPeer("", LogSeverity::kWarning, "transport",
                 "dropped a connection: too many wait for their I/O thread",
                 {{"limit", kMostAdopted}});
      return;
    }
    ++state_->adopted;
    thread.Adopt(std::move(socket));
  }

  const std::shared_ptr<ListenerState> state_;
  std::vector<std::shared_ptr<IoThread>> threads_;
  std::vector<std::unique_ptr<Door>> doors_;
  size_t next_thread_ = 0;
  uint16_t port_ = 0;
  std::string local_address_;

  std::mutex stop_mutex_;
  bool stopped_ = false;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Listener>> Listener::Start(
    const ListenerOptions& options,
    std::shared_ptr<ConnectionHandler> handler) {
  if (handler == nullptr) return InvalidArgument("the handler is null");
  if (options.threads < 1) {
    return InvalidArgument("a listener needs at least 1 thread, not " +
                           std::to_string(options.threads));
  }
  if (absl::Status status = CheckDeflate(options.connection.deflate);
      !status.ok()) {
    return status;
  }
  if (absl::Status status = CheckSubprotocols(options.connection.subprotocols);
      !status.ok()) {
    return status;
  }
  auto listener = std::make_unique<TcpListener>(options, std::move(handler));
  const absl::Status status = listener->Start(options);
  if (!status.ok()) return status;
  return listener;
}

}  // namespace noodles::transport_internal
