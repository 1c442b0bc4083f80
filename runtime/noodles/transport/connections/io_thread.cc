#include "noodles/transport/connections/io_thread.h"

#include <boost/asio/post.hpp>
#include <string>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/base/support/thread_name.h"
#include "noodles/transport/net/socket_support.h"
#include "noodles/transport/net/tcp_stream.h"

namespace noodles::transport_internal {
namespace {

namespace asio = boost::asio;

// One thread runs each context: Asio can leave out some locking.
constexpr int kThreadsPerContext = 1;

}  // namespace

IoThread::IoThread(std::shared_ptr<ListenerState> listener)
    : listener_(std::move(listener)),
      context_(kThreadsPerContext),
      work_(context_.get_executor()) {}

void IoThread::Start() {
  thread_ = std::thread([this] {
    base_internal::NameThisThread("noodles-io");
    BlockSigpipe();
    context_.run();
    ended_promise_.set_value();
  });
}

void IoThread::Join() {
  if (thread_.joinable()) thread_.join();
}

void IoThread::DropAdopted() {
  context_.restart();
  context_.poll();
}

bool IoThread::WaitUntil(std::chrono::steady_clock::time_point deadline) {
  return !thread_.joinable() ||
         ended_.wait_until(deadline) == std::future_status::ready;
}

void IoThread::Adopt(asio::ip::tcp::socket socket) {
  asio::post(context_, [this, socket = std::move(socket)]() mutable {
    StartSession(std::move(socket));
  });
}

void IoThread::StartSession(asio::ip::tcp::socket socket) {
  if (stopping_) {
    --listener_->pending_handshakes;
    return;
  }
  std::string remote_address = RemoteAddress(socket);
  if (!listener_->addresses->Add(remote_address)) {
    LogForPeer(remote_address, LogSeverity::kWarning, "transport",
               "dropped a connection: too many of one address",
               {{"address", remote_address}});
    --listener_->pending_handshakes;
    return;
  }
  std::unique_ptr<Stream> stream = std::make_unique<TcpStream>(
      std::move(socket), shared_from_this(), listener_->connection_options.tcp);
  if (listener_->tls != nullptr) {
    stream = listener_->tls->Wrap(std::move(stream));
  }
  auto session = std::make_shared<Session>(
      Session::Setup{.id = ++listener_->last_id,
                     .remote_address = std::move(remote_address),
                     .options = listener_->connection_options,
                     .handler = listener_->handler,
                     .http_handler = listener_->http_handler,
                     .traffic = listener_->traffic,
                     .host = shared_from_this(),
                     .stream = std::move(stream)});
  sessions_.emplace(session.get(), session);
  session->Start();
}

void IoThread::ScheduleFlush(std::shared_ptr<Session> session) {
  bool first;
  {
    const std::lock_guard lock(mutex_);
    first = to_flush_.empty();
    to_flush_.push_back(std::move(session));
  }
  if (first) asio::post(context_, [this] { RunFlushes(); });
}

void IoThread::RunFlushes() {
  {
    const std::lock_guard lock(mutex_);
    flushing_.swap(to_flush_);
  }
  for (const std::shared_ptr<Session>& session : flushing_) session->Flush();
  flushing_.clear();
}

bool IoThread::AdmitConnection() {
  size_t count = listener_->connections;
  do {
    if (count >= listener_->max_connections) return false;
  } while (!listener_->connections.compare_exchange_weak(count, count + 1));
  --listener_->pending_handshakes;
  return true;
}

void IoThread::OnSessionEnd(Session& session, bool admitted) {
  if (admitted) {
    --listener_->connections;
  } else {
    --listener_->pending_handshakes;
  }
  listener_->addresses->Remove(session.remote_address());
  sessions_.erase(&session);
  EndIfIdle();
}

std::vector<std::shared_ptr<Session>> IoThread::Sessions() const {
  std::vector<std::shared_ptr<Session>> sessions;
  for (const auto& [key, session] : sessions_) sessions.push_back(session);
  return sessions;
}

void IoThread::BeginStop() {
  asio::post(context_, [this] {
    stopping_ = true;
    for (const auto& session : Sessions()) session->Stop();
    EndIfIdle();
  });
}

void IoThread::AbortAll() {
  asio::post(context_, [this] {
    for (const auto& session : Sessions()) {
      session->Abort(CloseCause::kListenerStopped, "the listener stops");
    }
  });
}

// run() returns when nothing is under way any more.
void IoThread::EndIfIdle() {
  if (stopping_ && sessions_.empty()) work_.reset();
}

}  // namespace noodles::transport_internal
