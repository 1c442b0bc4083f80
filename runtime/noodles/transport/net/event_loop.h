// What a client runs on: streams to servers, things to do later, and a thread
// for them - its own, or whichever calls RunFor.
//
//   const std::shared_ptr<EventLoop> loop = EventLoop::Make();
//   loop->StartThread();  // or loop->RunFor(...) again and again
//
// Thread-safety: every function may be called from any thread; StartThread
// once, RunFor by one thread at a time and never with a thread of its own, Stop
// not from inside the loop. All functions passed in are called on the loop.
// Ownership: streams keep their loop.
#ifndef NOODLES_TRANSPORT_NET_EVENT_LOOP_H_
#define NOODLES_TRANSPORT_NET_EVENT_LOOP_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/transport/net/stream.h"
#include "noodles/transport/net/tcp_options.h"
#include "noodles/transport/net/tls_client.h"

namespace noodles::transport_internal {

struct StreamTarget {
  // A name or a numeric address, IPv6 without brackets.
  std::string host;
  uint16_t port = 0;
  // Encrypted with TLS.
  bool is_secure = false;
  TlsClientOptions tls{};
  // From the name to the connection. Stops a host that does not answer from
  // holding up its client for minutes.
  std::chrono::milliseconds connect_timeout{10'000};
  // How the connection notices that the peer has vanished.
  TcpOptions tcp{};
};

struct OpenedStream {
  std::unique_ptr<Stream> stream;
  std::string remote_address;
};

class EventLoop {
 public:
  using StreamReady = std::function<void(absl::StatusOr<OpenedStream>)>;
  using TimerNumber = uint64_t;

  static std::shared_ptr<EventLoop> Make();

  virtual ~EventLoop() = default;
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  // Runs on a thread of its own from now on. Errors: ResourceExhausted.
  virtual absl::Status StartThread() = 0;

  // Runs what is due on the caller's thread until `limit` is over; 0: what is
  // ready now.
  virtual void RunFor(std::chrono::milliseconds limit) = 0;

  // Runs what is due until `is_done` says so, which is asked after each step.
  // False: `limit` was over before.
  virtual bool RunUntil(const std::function<bool()>& is_done,
                        std::chrono::milliseconds limit) = 0;

  virtual bool is_loop_thread() const = 0;

  // Calls `task` soon.
  virtual void Post(std::function<void()> task) = 0;

  // Calls `task` after `delay`, unless it is cancelled before.
  virtual TimerNumber PostAfter(std::chrono::milliseconds delay,
                                std::function<void()> task) = 0;
  virtual void CancelTimer(TimerNumber timer) = 0;

  // Connects to each address of the host until one answers. Errors of `ready`:
  // NotFound for a name that is none, Unavailable where nobody answers,
  // DeadlineExceeded, those of WrapTlsClient.
  virtual void OpenStream(StreamTarget target, StreamReady ready) = 0;

  // Drops timers and connections that are being opened, waits until all
  // streams have ended, which is up to their owners, and ends the thread.
  virtual void Stop() = 0;

 protected:
  EventLoop() = default;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_NET_EVENT_LOOP_H_
