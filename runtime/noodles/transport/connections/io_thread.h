// A thread that runs the sessions of a listener. Private to this folder: knows
// Boost.
//
// Thread-safety: ScheduleFlush, BeginStop, AbortAll and Adopt may be called
// from any thread; AdmitConnection and OnSessionEnd are for the sessions.
// Ownership: shared by the listener and every session, so that a session that
// somebody keeps never outlives its context.
#ifndef NOODLES_TRANSPORT_CONNECTIONS_IO_THREAD_H_
#define NOODLES_TRANSPORT_CONNECTIONS_IO_THREAD_H_

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "noodles/transport/connections/address_counts.h"
#include "noodles/transport/connections/connection.h"
#include "noodles/transport/connections/session.h"
#include "noodles/transport/http/http.h"
#include "noodles/transport/net/tls_context.h"

namespace noodles::transport_internal {

// What all threads of one listener share.
struct ListenerState {
  size_t max_connections = 0;
  size_t max_pending_handshakes = 0;
  ConnectionOptions connection_options;
  std::shared_ptr<ConnectionHandler> handler;
  std::shared_ptr<HttpHandler> http_handler;
  std::shared_ptr<TlsContext> tls;  // null: none
  std::unique_ptr<AddressCounts> addresses;
  std::shared_ptr<Traffic> traffic;

  std::atomic<size_t> connections = 0;
  std::atomic<size_t> pending_handshakes = 0;
  std::atomic<uint64_t> last_id = 0;
};

class IoThread final : public SessionHost,
                       public std::enable_shared_from_this<IoThread> {
 public:
  explicit IoThread(std::shared_ptr<ListenerState> listener);

  // Throws std::system_error if the system has no thread left.
  void Start();

  boost::asio::io_context& context() { return context_; }

  // Starts a session on `socket`, which belongs to context(). It has been
  // counted as a pending handshake.
  void Adopt(boost::asio::ip::tcp::socket socket);

  // Stops every session; the thread ends with the last.
  void BeginStop();
  // True if the thread has ended by then.
  bool WaitUntil(std::chrono::steady_clock::time_point deadline);
  void AbortAll();
  void Join();
  // After Join() of all threads: closes sockets that Adopt() still passed on.
  void DropAdopted();

  // SessionHost
  void ScheduleFlush(std::shared_ptr<Session> session) override;
  bool AdmitConnection() override;
  void OnSessionEnd(Session& session, bool admitted) override;

 private:
  void StartSession(boost::asio::ip::tcp::socket socket);
  void RunFlushes();
  std::vector<std::shared_ptr<Session>> Sessions() const;
  void EndIfIdle();

  const std::shared_ptr<ListenerState> listener_;
  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type>
      work_;
  std::promise<void> ended_promise_;
  std::future<void> ended_ = ended_promise_.get_future();
  std::thread thread_;

  // The thread's own.
  bool stopping_ = false;
  std::unordered_map<const Session*, std::shared_ptr<Session>> sessions_;
  std::vector<std::shared_ptr<Session>> flushing_;

  std::mutex mutex_;
  std::vector<std::shared_ptr<Session>> to_flush_;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_IO_THREAD_H_
