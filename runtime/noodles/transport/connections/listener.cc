#include "noodles/transport/connections/listener.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <mutex>
#include <sstream>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/transport/connections/io_thread.h"
#include "noodles/transport/websocket/deflate.h"

namespace noodles::transport_internal {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// When the system has no file descriptor left, the next try waits this long.
constexpr std::chrono::milliseconds kAcceptRetryDelay{100};

std::string ToText(const tcp::endpoint& endpoint) {
  std::ostringstream text;
  text << endpoint;
  return text.str();
}

absl::Status ListenError(const std::string& place, const error_code& error) {
  const std::string start = "cannot listen on " + place + ": ";
  if (error == asio::error::address_in_use) {
    return AlreadyExists(
        start +
        "the port is in use by another program (a port from 32768 on possibly "
        "by an outgoing connection); choose another port, or 0 for any");
  }
  if (error == asio::error::access_denied) {
    return PermissionDenied(start + error.message());
  }
  return Unavailable(start + error.message());
}

error_code Listen(tcp::acceptor& acceptor, const tcp::endpoint& endpoint,
                  bool with_ipv4) {
  error_code error;
  acceptor.open(endpoint.protocol(), error);
  // Lingering connections of a former program do not hold the port.
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error && with_ipv4) acceptor.set_option(asio::ip::v6_only(false), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
  if (error) {
    error_code ignored;
    acceptor.close(ignored);
  }
  return error;
}

absl::Status ListenOnAll(tcp::acceptor& acceptor, uint16_t port) {
  const tcp::endpoint all_ipv6(tcp::v6(), port);
  error_code error = Listen(acceptor, all_ipv6, true);
  if (!error) return absl::OkStatus();
  if (error == asio::error::address_in_use ||
      error == asio::error::access_denied) {
    return ListenError(ToText(all_ipv6), error);
  }
  const tcp::endpoint all_ipv4(tcp::v4(), port);
  error = Listen(acceptor, all_ipv4, false);
  if (!error) return absl::OkStatus();
  return ListenError(ToText(all_ipv4), error);
}

absl::Status ListenOn(tcp::acceptor& acceptor, const ListenerOptions& options) {
  if (options.address.empty()) return ListenOnAll(acceptor, options.port);
  error_code error;
  const asio::ip::address address = asio::ip::make_address(
      options.address == "localhost" ? "127.0.0.1" : options.address, error);
  if (error) {
    return InvalidArgument("cannot listen on \"" + options.address +
                           "\": expected a numeric IPv4 or IPv6 address, "
                           "\"localhost\" or nothing");
  }
  const tcp::endpoint endpoint(address, options.port);
  error = Listen(acceptor, endpoint, false);
  if (!error) return absl::OkStatus();
  return ListenError(ToText(endpoint), error);
}

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
    state_->max_connections = options.max_connections;
    state_->max_pending_handshakes = options.max_pending_handshakes;
    state_->addresses =
        std::make_unique<AddressCounts>(options.max_connections_per_address);
    state_->connection_options = options.connection;
    state_->handler = std::move(handler);
    state_->http_handler = options.http_handler;
    state_->tls = options.tls;
    state_->traffic = options.traffic != nullptr ? options.traffic
                                                 : std::make_shared<Traffic>();
    for (int i = 0; i < options.threads; ++i) {
      threads_.push_back(std::make_shared<IoThread>(state_));
    }
    acceptor_.emplace(threads_.front()->context());
    retry_timer_.emplace(threads_.front()->context());
  }

  ~TcpListener() override { Stop(std::chrono::milliseconds(0)); }

  absl::Status Start(const ListenerOptions& options) {
    absl::Status status = ListenOn(*acceptor_, options);
    if (!status.ok()) return status;
    error_code error;
    const tcp::endpoint endpoint = acceptor_->local_endpoint(error);
    if (error) return ListenError(options.address, error);
    port_ = endpoint.port();
    local_address_ = ToText(endpoint);
    try {
      for (const auto& thread : threads_) thread->Start();
    } catch (const std::system_error& failure) {
      return ResourceExhausted(std::string("cannot start an I/O thread: ") +
                               failure.what());
    }
    asio::post(threads_.front()->context(), [this] { Accept(); });
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
      acceptor_->close(ignored);
      retry_timer_->cancel();
    });
    for (const auto& thread : threads_) thread->BeginStop();
    for (const auto& thread : threads_) thread->WaitUntil(deadline);
    for (const auto& thread : threads_) thread->AbortAll();
    for (const auto& thread : threads_) thread->Join();
    for (const auto& thread : threads_) thread->DropAdopted();
    // A connection that is kept keeps its thread's context, which keeps state_.
    acceptor_.reset();
    retry_timer_.reset();
    state_->handler = nullptr;
    state_->http_handler = nullptr;
  }

 private:
  // The following functions run on the first thread.
  void Accept() {
    if (!acceptor_->is_open()) return;
    IoThread& thread = *threads_[next_thread_++ % threads_.size()];
    acceptor_->async_accept(
        thread.context(),
        [this, &thread](error_code error, tcp::socket socket) {
          OnAccept(thread, error, std::move(socket));
        });
  }

  void OnAccept(IoThread& thread, error_code error, tcp::socket socket) {
    if (error == asio::error::operation_aborted) return;
    if (error && error != asio::error::connection_aborted) {
      LogForPeer("", LogSeverity::kWarning, "transport",
                 "cannot accept a connection", {{"error", error.message()}});
      retry_timer_->expires_after(kAcceptRetryDelay);
      retry_timer_->async_wait([this](error_code aborted) {
        if (!aborted) Accept();
      });
      return;
    }
    if (!error) Adopt(thread, std::move(socket));
    Accept();
  }

  void Adopt(IoThread& thread, tcp::socket socket) {
    if (state_->pending_handshakes >= state_->max_pending_handshakes) {
      LogForPeer("", LogSeverity::kWarning, "transport",
                 "dropped a connection: too many pending handshakes",
                 {{"limit", state_->max_pending_handshakes}});
      return;
    }
    ++state_->pending_handshakes;
    thread.Adopt(std::move(socket));
  }

  const std::shared_ptr<ListenerState> state_;
  std::vector<std::shared_ptr<IoThread>> threads_;
  std::optional<tcp::acceptor> acceptor_;
  std::optional<asio::steady_timer> retry_timer_;
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
  auto listener = std::make_unique<TcpListener>(options, std::move(handler));
  const absl::Status status = listener->Start(options);
  if (!status.ok()) return status;
  return listener;
}

}  // namespace noodles::transport_internal
