#include "noodles/transport/net/event_loop.h"

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/base/support/thread_name.h"
#include "noodles/transport/net/address_race.h"
#include "noodles/transport/net/socket_support.h"
#include "noodles/transport/net/tcp_stream.h"

namespace noodles::transport_internal {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

// One thread at a time runs the context: Asio can leave out some locking.
constexpr int kThreadsPerLoop = 1;

class AsioLoop;

// One stream that is being opened.
struct Opening {
  Opening(asio::io_context& context, StreamTarget target_,
          EventLoop::StreamReady ready_)
      : target(std::move(target_)),
        ready(std::move(ready_)),
        resolver(context),
        timer(context) {}

  void Finish(absl::StatusOr<OpenedStream> result) {
    if (!ready) return;
    timer.cancel();
    resolver.cancel();
    if (race != nullptr && !result.ok()) race->Stop();
    std::exchange(ready, nullptr)(std::move(result));
  }

  std::string Name() const {
    return target.host + ":" + std::to_string(target.port);
  }

  const StreamTarget target;
  EventLoop::StreamReady ready;  // empty once it has been called
  tcp::resolver resolver;
  std::shared_ptr<AddressRace> race;  // null until the name is resolved
  asio::steady_timer timer;
};

class AsioLoop final : public EventLoop,
                       public std::enable_shared_from_this<AsioLoop> {
 public:
  AsioLoop() : context_(kThreadsPerLoop), work_(context_.get_executor()) {}
  ~AsioLoop() override {
    if (thread_.joinable()) thread_.detach();
  }

  absl::Status StartThread() override;
  void RunFor(std::chrono::milliseconds limit) override;
  bool RunUntil(const std::function<bool()>& is_done,
                std::chrono::milliseconds limit) override;
  bool is_loop_thread() const override {
    return runner_ == std::this_thread::get_id();
  }
  void Post(std::function<void()> task) override {
    asio::post(context_, std::move(task));
  }
  TimerNumber PostAfter(std::chrono::milliseconds delay,
                        std::function<void()> task) override;
  void CancelTimer(TimerNumber timer) override;
  void OpenStream(StreamTarget target, StreamReady ready) override;
  void Stop() override;

 private:
  void Resolve(const std::shared_ptr<Opening>& opening);
  void Connect(const std::shared_ptr<Opening>& opening,
               const tcp::resolver::results_type& addresses);
  void OnConnected(Opening& opening, boost::system::error_code error,
                   tcp::socket socket);

  asio::io_context context_;
  std::optional<asio::executor_work_guard<asio::io_context::executor_type>>
      work_;
  std::thread thread_;
  std::atomic<std::thread::id> runner_{};
  std::atomic<TimerNumber> last_timer_ = 0;

  // Used on the loop only.
  bool stopping_ = false;
  std::unordered_map<TimerNumber, asio::steady_timer> timers_;
  std::map<const Opening*, std::weak_ptr<Opening>> openings_;
};

absl::Status AsioLoop::StartThread() {
  try {
    thread_ = std::thread([self = shared_from_this()] {
      base_internal::NameThisThread("noodles-client");
      BlockSigpipe();
      self->runner_ = std::this_thread::get_id();
      self->context_.run();
    });
  } catch (const std::system_error& error) {
    return ResourceExhausted(std::string("no thread for the client: ") +
                             error.what());
  }
  return absl::OkStatus();
}

void AsioLoop::RunFor(std::chrono::milliseconds limit) {
  runner_ = std::this_thread::get_id();
  context_.restart();
  if (limit.count() <= 0) {
    context_.poll();
  } else {
    context_.run_for(limit);
  }
  runner_ = std::thread::id();
}

bool AsioLoop::RunUntil(const std::function<bool()>& is_done,
                        std::chrono::milliseconds limit) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  runner_ = std::this_thread::get_id();
  context_.restart();
  bool done = is_done();
  while (!done && std::chrono::steady_clock::now() < deadline) {
    context_.run_one_until(deadline);
    done = is_done();
  }
  runner_ = std::thread::id();
  return done;
}

EventLoop::TimerNumber AsioLoop::PostAfter(std::chrono::milliseconds delay,
                                           std::function<void()> task) {
  const TimerNumber number = ++last_timer_;
  const auto due = std::chrono::steady_clock::now() + delay;
  Post([this, number, due, task = std::move(task)]() mutable {
    if (stopping_) return;
    const auto [at, inserted] =
        timers_.try_emplace(number, asio::steady_timer(context_, due));
    at->second.async_wait([this, number, task = std::move(task)](
                              boost::system::error_code error) {
      if (error) return;
      timers_.erase(number);
      task();
    });
  });
  return number;
}

void AsioLoop::CancelTimer(TimerNumber timer) {
  Post([this, timer] { timers_.erase(timer); });
}

void AsioLoop::OpenStream(StreamTarget target, StreamReady ready) {
  auto opening =
      std::make_shared<Opening>(context_, std::move(target), std::move(ready));
  Post([this, opening] { Resolve(opening); });
}

void AsioLoop::Resolve(const std::shared_ptr<Opening>& opening) {
  if (stopping_) {
    opening->Finish(Cancelled("the client stops"));
    return;
  }
  openings_.emplace(opening.get(), opening);
  opening->timer.expires_after(opening->target.connect_timeout);
  opening->timer.async_wait([opening](boost::system::error_code error) {
    if (error) return;
    opening->Finish(DeadlineExceeded(opening->Name() +
                                     " did not answer within the time-out"));
  });
  opening->resolver.async_resolve(
      opening->target.host, std::to_string(opening->target.port),
      tcp::resolver::numeric_service,
      [this, opening](boost::system::error_code error,
                      const tcp::resolver::results_type& addresses) {
        if (!opening->ready) {
          openings_.erase(opening.get());
        } else if (error) {
          openings_.erase(opening.get());
          opening->Finish(NotFound("no address for " + opening->target.host +
                                   ": " + error.message()));
        } else {
          Connect(opening, addresses);
        }
      });
}

void AsioLoop::Connect(const std::shared_ptr<Opening>& opening,
                       const tcp::resolver::results_type& addresses) {
  opening->race = std::make_shared<AddressRace>(
      context_, std::vector<tcp::endpoint>(addresses.begin(), addresses.end()),
      opening->target.next_address_delay,
      [this, opening](boost::system::error_code error, tcp::socket socket) {
        openings_.erase(opening.get());
        opening->race = nullptr;
        OnConnected(*opening, error, std::move(socket));
      });
  opening->race->Start();
}

void AsioLoop::OnConnected(Opening& opening, boost::system::error_code error,
                           tcp::socket socket) {
  if (!opening.ready) return;
  if (error) {
    opening.Finish(Unavailable("cannot connect to " + opening.Name() + ": " +
                               error.message()));
    return;
  }
  std::string address = RemoteAddress(socket);
  std::unique_ptr<Stream> stream = std::make_unique<TcpStream>(
      std::move(socket), shared_from_this(), opening.target.tcp);
  if (opening.target.is_secure) {
    auto wrapped = WrapTlsClient(std::move(stream), opening.target.host,
                                 opening.target.tls);
    if (!wrapped.ok()) {
      opening.Finish(wrapped.status());
      return;
    }
    stream = *std::move(wrapped);
  }
  opening.Finish(OpenedStream{std::move(stream), std::move(address)});
}

void AsioLoop::Stop() {
  Post([this] {
    stopping_ = true;
    timers_.clear();
    for (const auto& [key, weak] : openings_) {
      if (const std::shared_ptr<Opening> opening = weak.lock()) {
        opening->Finish(Cancelled("the client stops"));
      }
    }
    work_.reset();
  });
  if (thread_.joinable()) {
    thread_.join();
  } else {
    runner_ = std::this_thread::get_id();
    context_.restart();
    context_.run();
    runner_ = std::thread::id();
  }
}

}  // namespace

std::shared_ptr<EventLoop> EventLoop::Make() {
  return std::make_shared<AsioLoop>();
}

}  // namespace noodles::transport_internal
