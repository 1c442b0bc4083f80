// The event loop of a client: it opens streams to servers and runs tasks and
// timers, on a thread of its own or on the thread that calls RunFor.
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
  // After this time without an answer, the next address of the host is tried
  // beside the first (RFC 8305, section 5).
  std::chrono::milliseconds next_address_delay{250};
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

  // Starts the loop's own thread. Errors: ResourceExhausted.
  virtual absl::Status StartThread() = 0;

  // Runs due tasks on the caller's thread until `limit` is over; 0: runs the
  // tasks that are due now and returns.
  virtual void RunFor(std::chrono::milliseconds limit) = 0;

  // Runs due tasks until is_done(), called after each, returns true. False:
  // `limit` was over before.
  virtual bool RunUntil(const std::function<bool()>& is_done,
                        std::chrono::milliseconds limit) = 0;

  virtual bool is_loop_thread() const = 0;

  // Calls `task` soon.
  virtual void Post(std::function<void()> task) = 0;

  // Calls `task` after `delay`, unless it is cancelled before.
  virtual TimerNumber PostAfter(std::chrono::milliseconds delay,
                                std::function<void()> task) = 0;
  virtual void CancelTimer(TimerNumber timer) = 0;

  // Connects to the addresses of the host, IPv6 and IPv4 in turns: to the next
  // one as soon as an address refuses, or after next_address_delay. The first
  // that answers is taken. Errors of `ready`:
  // NotFound for an unknown name, Unavailable if no address answers,
  // DeadlineExceeded, those of WrapTlsClient.
  virtual void OpenStream(StreamTarget target, StreamReady ready) = 0;

  // Drops timers and connections that are being opened, waits until the owners
  // of all streams have ended them, and ends the thread.
  virtual void Stop() = 0;

 protected:
  EventLoop() = default;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_NET_EVENT_LOOP_H_
