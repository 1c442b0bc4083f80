#include "noodles/transport/connections/io_thread.h"

#include <algorithm>
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

// One thread at a time runs each context: Asio can leave out some locking.
constexpr int kThreadsPerContext = 1;

// How often the rates of unfinished messages are looked at.
constexpr int kChecksPerTimeLimit = 4;
constexpr std::chrono::milliseconds kShortestCheck{5};
constexpr std::chrono::milliseconds kLongestCheck{1000};

// Sessions that are woken before the reads of others get a turn.
constexpr int kSessionsPerTurn = 64;

}  // namespace

IoThread::IoThread(std::shared_ptr<ListenerState> listener)
    : listener_(std::move(listener)),
      context_(kThreadsPerContext),
      work_(context_.get_executor()),
      arrivals_(listener_->arrival_limits, listener_->arrival_total),
      arrivals_timer_(context_),
      late_wake_timer_(context_) {}

void IoThread::Start() {
  thread_ = std::thread([self = shared_from_this(), this] {
    base_internal::NameThisThread("noodles-io");
    const std::shared_ptr<ConnectionHandler> handler = listener_->handler;
    Run(*handler);
  });
}

// The second thread may wait in the program when the listener has stopped: both
// keep this object and the handler.
bool IoThread::StartSecondThread() {
  const std::lock_guard lock(second_mutex_);
  if (!std::exchange(may_start_second_, false)) return lends_;
  try {
    second_thread_ = std::thread(
        [self = shared_from_this(), this, handler = listener_->handler] {
          base_internal::NameThisThread("noodles-io2");
          if (watch_.AwaitLead()) Run(*handler);
        });
    lends_ = true;
  } catch (const std::system_error& failure) {
    Log(LogSeverity::kWarning, "transport",
        "cannot start a second I/O thread; methods run on a thread of their "
        "own",
        {{"error", failure.what()}});
  }
  return lends_;
}

void IoThread::Run(ConnectionHandler& handler) {
  BlockSigpipe();
  do {
    FinishReads();
    if (Lead(handler)) {
      StopLending();
      watch_.Finish();
      ended_promise_.set_value();
      return;
    }
  } while (watch_.AwaitLead());
}

void IoThread::StopLending() {
  const std::lock_guard lock(second_mutex_);
  may_start_second_ = false;
  lends_ = false;
}

// True: nothing is left to do. False: the other thread leads.
bool IoThread::Lead(ConnectionHandler& handler) {
  while (context_.run_one() > 0) {
    if (is_lending_ && !Lend(handler)) return false;
  }
  return true;
}

bool IoThread::Lend(ConnectionHandler& handler) {
  is_lending_ = false;
  const uint64_t loan = watch_.Begin();
  CallAndLog(0, [&] { handler.OnThreadLent(); });
  if (!watch_.End(loan)) return false;
  FinishReads();
  return true;
}

// Sessions do not touch ended_reads_ here: they only begin to read.
void IoThread::FinishReads() {
  for (const auto& session : ended_reads_) session->FinishRead();
  ended_reads_.clear();
}

void IoThread::EndRead(const std::shared_ptr<Session>& session) {
  if (!is_lending_) return session->FinishRead();
  ended_reads_.push_back(session);
}

bool IoThread::MayLend() { return lends_ || StartSecondThread(); }

bool IoThread::LendThisThread() {
  // Inside of a handler of the context, and so on the thread that leads.
  if (!context_.get_executor().running_in_this_thread()) return false;
  if (!MayLend()) return false;
  is_lending_ = true;
  return true;
}

bool IoThread::AskForThread() {
  if (!MayLend()) return false;
  asio::post(context_, [this] { is_lending_ = true; });
  return true;
}

void IoThread::Join() {
  if (!thread_.joinable()) return;
  ended_.wait();
  const std::lock_guard lock(second_mutex_);
  for (std::thread* const thread : {&thread_, &second_thread_}) {
    if (!thread->joinable()) continue;
    if (thread->get_id() == watch_.away()) {
      thread->detach();
    } else {
      thread->join();
    }
  }
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
  --listener_->adopted;
  if (stopping_) return;
  std::string remote_address = RemoteAddress(socket);
  std::unique_ptr<Stream> stream = std::make_unique<TcpStream>(
      std::move(socket), shared_from_this(), listener_->connection_options.tcp);
  if (listener_->tls != nullptr) {
    stream = listener_->tls->Wrap(std::move(stream));
  }
  const uint64_t id = ++listener_->last_id;
  auto session = std::make_shared<Session>(
      Session::Setup{.id = id,
                     .remote_address = std::move(remote_address),
                     .options = listener_->connection_options,
                     .handler = listener_->handler,
                     .http_handler = listener_->http_handler,
                     .traffic = listener_->traffic,
                     .host = shared_from_this(),
                     .stream = std::move(stream)});
  if (!listener_->places->Add(id, session->remote_address(), session)) {
    LogForPeer(session->remote_address(), LogSeverity::kWarning, "transport",
               "dropped a connection: too many, and none can make room",
               {{"address", session->remote_address()}});
    return;
  }
  session->set_place(sessions_.size());
  sessions_.push_back(session);
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

void IoThread::Wake() {
  if (is_wake_due_.exchange(true)) return;
  asio::post(context_, [this] {
    // Reads the writer's value, and so sees what is to be sent.
    is_wake_due_.exchange(false);
    is_woken_ = true;
    if (to_wake_ == 0) WakeSessions();
  });
}

void IoThread::WakeLater() {
  if (is_late_wake_due_.exchange(true)) return;
  asio::post(context_, [this] {
    if (stopping_) return;
    late_wake_timer_.expires_after(kWakeDelay);
    late_wake_timer_.async_wait([this](boost::system::error_code error) {
      is_late_wake_due_.exchange(false);
      if (!error) Wake();
    });
  });
}

// From the last session to the first: a session that ends gives its place to
// the last one, which has been woken already.
void IoThread::WakeSessions() {
  if (to_wake_ == 0) {
    if (!is_woken_) return;
    is_woken_ = false;
    to_wake_ = sessions_.size();
  }
  for (int i = 0; i < kSessionsPerTurn; ++i) {
    to_wake_ = std::min(to_wake_, sessions_.size());
    if (to_wake_ == 0) break;
    const std::shared_ptr<Session> session = sessions_[--to_wake_];
    session->Wake();
  }
  if (to_wake_ > 0 || is_woken_)
    asio::post(context_, [this] { WakeSessions(); });
}

void IoThread::ScheduleTurn(std::shared_ptr<Session> session) {
  asio::post(context_, [session = std::move(session)] { session->TakeTurn(); });
}

// ---- Places

bool IoThread::BeginAnswer(Session& session) {
  return listener_->places->BeginAnswer(session.id());
}

void IoThread::EndAnswer(Session& session) {
  listener_->places->EndAnswer(session.id());
}

bool IoThread::AdmitConnection(Session& session) {
  const bool is_client = !listener_->connection_options.awaits_approval;
  if (!listener_->places->Open(session.id(), is_client)) return false;
  ++listener_->connections;
  return true;
}

bool IoThread::ApproveConnection(Session& session) {
  return listener_->places->Approve(session.id());
}

// ---- Messages that have not arrived as a whole

void IoThread::OnArriving(Session& session, const Arrival& arrival) {
  const auto now = Arrivals::Clock::now();
  arrivals_.Update(session, arrival, now);
  while (Session* const surplus = arrivals_.FindSurplus(now)) {
    GiveUp(*surplus, CloseCode::kTryAgainLater,
           "unfinished messages of all clients hold too much memory "
           "(max_unfinished_bytes)");
  }
  WatchArrivals();
}

void IoThread::OnArrived(Session& session) { arrivals_.Remove(session); }

void IoThread::GiveUp(Session& session, CloseCode code,
                      std::string_view reason) {
  LogForPeer(session.remote_address(), LogSeverity::kWarning, "transport",
             "gave up an unfinished message",
             {{"connection", session.id()}, {"reason", reason}});
  arrivals_.Remove(session);
  session.AbandonMessage(code, reason);
}

void IoThread::WatchArrivals() {
  const std::chrono::milliseconds limit = listener_->arrival_limits.time_limit;
  if (is_watching_ || stopping_ || arrivals_.empty() || limit.count() <= 0) {
    return;
  }
  is_watching_ = true;
  arrivals_timer_.expires_after(
      std::clamp(limit / kChecksPerTimeLimit, kShortestCheck, kLongestCheck));
  arrivals_timer_.async_wait([this](boost::system::error_code error) {
    is_watching_ = false;
    if (error) return;
    for (Session* const slow : arrivals_.FindSlow(Arrivals::Clock::now())) {
      GiveUp(*slow, CloseCode::kPolicyViolation,
             "message arrives too slowly (message_time_limit, "
             "min_message_rate)");
    }
    WatchArrivals();
  });
}

// ---- The end

void IoThread::OnSessionEnd(Session& session, bool admitted) {
  if (admitted) --listener_->connections;
  listener_->places->Remove(session.id());
  arrivals_.Remove(session);
  sessions_[session.place()].swap(sessions_.back());
  sessions_[session.place()]->set_place(session.place());
  sessions_.pop_back();
  EndIfIdle();
}

void IoThread::BeginStop() {
  asio::post(context_, [this] {
    stopping_ = true;
    // A session that stops may end, and leave sessions_.
    const std::vector<std::shared_ptr<Session>> sessions = sessions_;
    for (const auto& session : sessions) session->Stop();
    EndIfIdle();
  });
}

void IoThread::AbortAll() {
  asio::post(context_, [this] {
    const std::vector<std::shared_ptr<Session>> sessions = sessions_;
    for (const auto& session : sessions) {
      session->Abort(CloseCause::kListenerStopped, "the listener stops");
    }
  });
}

// run() returns when nothing is under way any more.
void IoThread::EndIfIdle() {
  if (!stopping_ || !sessions_.empty()) return;
  arrivals_timer_.cancel();
  late_wake_timer_.cancel();
  work_.reset();
}

}  // namespace noodles::transport_internal
