// A thread that runs sessions of a listener, and lends itself to the handler of
// their messages (ConnectionHandler::OnThreadLent). A second thread, which is
// started when the first one is asked for, takes the lead where the handler
// keeps the first one for long. Private to this room: knows Boost.
//
// Only the thread that leads runs the context, calls the sessions, and uses the
// members that are marked so. The lead passes from one thread to the other
// through LoanWatch alone, while the thread that gives the lead up is inside
// OnThreadLent.
//
// No request for a loan is lost. LendThisThread sets is_lending_ inside of a
// handler that the context runs, and Lead() looks at is_lending_ after every
// such handler; AskForThread posts a handler that does the same, so whichever
// thread leads runs it. Outside of the context's handlers is_lending_ is false:
// a thread that takes the lead finds no request of the former one.
//
// Thread-safety: ScheduleFlush, LendThisThread, AskForThread, Wake, BeginStop,
// AbortAll and Adopt may be called from any thread; the other functions of
// SessionHost are for the sessions.
// Ownership: shared by the listener and every session, so that a session which
// is kept never outlives the context.
#ifndef NOODLES_TRANSPORT_CONNECTIONS_IO_THREAD_H_
#define NOODLES_TRANSPORT_CONNECTIONS_IO_THREAD_H_

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <future>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

#include "noodles/transport/connections/arrivals.h"
#include "noodles/transport/connections/connection.h"
#include "noodles/transport/connections/connection_places.h"
#include "noodles/transport/connections/loan_watch.h"
#include "noodles/transport/connections/session.h"
#include "noodles/transport/http/http.h"
#include "noodles/transport/net/tls_context.h"

namespace noodles::transport_internal {

// The state that all threads of one listener share.
struct ListenerState {
  ArrivalLimits arrival_limits;
  ConnectionOptions connection_options;
  std::shared_ptr<ConnectionHandler> handler;
  std::shared_ptr<HttpHandler> http_handler;
  std::shared_ptr<TlsContext> tls;  // null: none
  std::unique_ptr<ConnectionPlaces> places;
  std::shared_ptr<Traffic> traffic;
  std::shared_ptr<ArrivalTotal> arrival_total =
      std::make_shared<ArrivalTotal>(0);

  std::atomic<size_t> connections = 0;  // open websockets
  std::atomic<size_t> adopted = 0;      // sockets on the way to their thread
  std::atomic<uint64_t> last_id = 0;
};

class IoThread final : public SessionHost,
                       public ConnectionThread,
                       public std::enable_shared_from_this<IoThread> {
 public:
  explicit IoThread(std::shared_ptr<ListenerState> listener);

  // Throws std::system_error if the system has no thread left.
  void Start();

  boost::asio::io_context& context() { return context_; }

  // Starts a session on `socket`, which belongs to context() and has been
  // counted in ListenerState::adopted.
  void Adopt(boost::asio::ip::tcp::socket socket);

  // Stops every session; the thread ends with the last one.
  void BeginStop();
  // True if the thread has ended by `deadline`.
  bool WaitUntil(std::chrono::steady_clock::time_point deadline);
  void AbortAll();
  // Waits for the threads, but for one that the handler keeps.
  void Join();
  // After Join() of all threads: closes sockets that Adopt() still passed on.
  void DropAdopted();

  // ConnectionThread
  void Wake() override;
  void WakeLater() override;

  // SessionHost
  std::shared_ptr<ConnectionThread> thread() override {
    return shared_from_this();
  }
  void ScheduleFlush(std::shared_ptr<Session> session) override;
  void ScheduleTurn(std::shared_ptr<Session> session) override;
  void EndRead(const std::shared_ptr<Session>& session) override;
  bool LendThisThread() override;
  bool AskForThread() override;
  bool BeginAnswer(Session& session) override;
  void EndAnswer(Session& session) override;
  bool AdmitConnection(Session& session) override;
  bool ApproveConnection(Session& session) override;
  void OnArriving(Session& session, const Arrival& arrival) override;
  void OnArrived(Session& session) override;
  void OnSessionEnd(Session& session, bool admitted) override;

 private:
  void Run(ConnectionHandler& handler);
  bool Lead(ConnectionHandler& handler);
  bool Lend(ConnectionHandler& handler);
  void FinishReads();
  bool MayLend();
  bool StartSecondThread();
  void StopLending();
  void StartSession(boost::asio::ip::tcp::socket socket);
  void RunFlushes();
  void WakeSessions();
  void GiveUp(Session& session, CloseCode code, std::string_view reason);
  void WatchArrivals();
  void EndIfIdle();

  const std::shared_ptr<ListenerState> listener_;
  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type>
      work_;
  std::promise<void> ended_promise_;
  std::future<void> ended_ = ended_promise_.get_future();
  std::thread thread_;
  std::mutex second_mutex_;
  std::thread second_thread_;        // with second_mutex_
  bool may_start_second_ = true;     // with second_mutex_
  std::atomic<bool> lends_ = false;  // second_thread_ runs
  LoanWatch watch_;
  std::atomic<bool> is_wake_due_ = false;  // a task of Wake() has not begun
  std::atomic<bool> is_late_wake_due_ = false;  // a Wake() of WakeLater()

  // Used on the thread that leads only.
  bool stopping_ = false;
  std::vector<std::shared_ptr<Session>> sessions_;
  size_t to_wake_ = 0;     // the first sessions, which are still to be woken
  bool is_woken_ = false;  // since WakeSessions() began with the last session
  std::vector<std::shared_ptr<Session>> flushing_;
  bool is_lending_ = false;  // Lead() calls Lend() after the handler
  std::vector<std::shared_ptr<Session>> ended_reads_;
  Arrivals arrivals_;
  boost::asio::steady_timer arrivals_timer_;
  boost::asio::steady_timer late_wake_timer_;
  bool is_watching_ = false;  // the timer is set

  std::mutex mutex_;
  std::vector<std::shared_ptr<Session>> to_flush_;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_IO_THREAD_H_
