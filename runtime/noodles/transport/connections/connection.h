// A websocket connection, and the interface through which its user is told of
// messages and of the end.
//
// Thread-safety: every function of Connection may be called from any thread.
// The functions of ConnectionHandler are called on the I/O thread of their
// connection: one at a time for one connection, several at a time for different
// connections when a listener has several threads.
// Ownership: a Connection is shared. It may be kept after its end and after the
// end of its listener; then sending does nothing.
#ifndef NOODLES_TRANSPORT_CONNECTIONS_CONNECTION_H_
#define NOODLES_TRANSPORT_CONNECTIONS_CONNECTION_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "noodles/base/bytes.h"
#include "noodles/transport/connections/traffic.h"
#include "noodles/transport/deflate_options.h"
#include "noodles/transport/http/http.h"
#include "noodles/transport/net/tcp_options.h"
#include "noodles/transport/websocket/close_code.h"
#include "noodles/transport/websocket/outgoing_message.h"

namespace noodles::transport_internal {

// Limits and times of each connection. Times of 0 or less turn a limit off.
struct ConnectionOptions {
  // Payload of one received message, all fragments together. Stops a peer from
  // making this program hold any amount of memory. A longer message closes the
  // connection with 1009.
  size_t max_message_bytes = size_t{64} << 20;

  // Bytes that wait to be sent, with kQueuedMessageCost for each message. Stops
  // a peer that reads slowly or not at all from making this program hold any
  // amount of memory. Sending a message while more than this waits closes the
  // connection with 1008; so one message of any size always fits.
  size_t max_queue_bytes = size_t{256} << 20;

  // OnDrained is called when the bytes that wait fall to this number.
  size_t low_water_bytes = size_t{1} << 20;

  // The HTTP request that opens the connection. Stops endless headers.
  size_t max_request_bytes = size_t{16} << 10;

  // From the TCP connection to the end of the HTTP request. Stops peers that
  // send nothing, or a byte now and then, from holding sockets.
  std::chrono::milliseconds handshake_timeout{10'000};

  // From an HTTP answer that keeps the connection to the end of the next
  // request. Stops idle connections from holding sockets.
  std::chrono::milliseconds http_idle_timeout{15'000};

  // How long an HTTP answer may make no progress. Stops peers that do not read
  // from holding sockets and memory.
  std::chrono::milliseconds http_stall_timeout{30'000};

  // HTTP requests on one connection, one after another; at least 1. Stops a
  // peer from keeping its place for ever while other peers wait for one.
  size_t max_http_requests = 1000;

  // How long the end of a connection may take: the time without progress while
  // the last messages are sent, and the whole time while the peer's close frame
  // and end of stream are awaited. Stops peers that never answer a close from
  // holding sockets.
  std::chrono::milliseconds close_timeout{2'000};

  // How the connection notices that the peer has vanished.
  TcpOptions tcp;

  // From the open websocket to Approve(); without it the connection is closed
  // with 1008. Stops peers that open a websocket and send nothing useful from
  // holding a place. Off by default: not every handler approves. Pings begin
  // after the approval.
  std::chrono::milliseconds approval_timeout{0};

  // True: the handler approves each peer, and until then the websocket counts
  // among the pending connections, which make room for newer ones.
  bool awaits_approval = false;

  // Sends a websocket ping at this interval, and drops a peer that sends
  // nothing for ping_timeout after one. Off by default: some NOODLES
  // clients end at a ping.
  std::chrono::milliseconds ping_interval{0};

  // From a ping to the end of a peer that has sent nothing since. 0, or longer
  // than ping_interval: the interval.
  std::chrono::milliseconds ping_timeout{0};

  // Compression, for clients that offer it. max_message_bytes also limits the
  // decompressed message.
  DeflateOptions deflate;

  // The subprotocols that a listener speaks: the first one that the client
  // offers is chosen and told to the client. Those that a client offers.
  std::vector<std::string> subprotocols{};

  // False: a text message is closed with 1003. True: OnTextMessage gets it.
  bool accept_text = false;
};

enum class CloseCause : uint8_t {
  kPeerClosed,      // the peer sent a close frame
  kLocalClose,      // Close() was called
  kProtocolError,   // the peer broke the protocol; see the code
  kQueueOverflow,   // more than max_queue_bytes waited
  kConnectionLost,  // the stream ended or failed without a close frame
  kTimeout,         // no answer to a ping, no approval in time
  kHandlerFailed,   // a function of the handler threw
  kListenerStopped,
  kNoRoom,  // made room for other connections, or no place was left
};

// "peer-closed", "local-close", ...
std::string_view ToString(CloseCause cause);

struct CloseReason {
  CloseCause cause = CloseCause::kConnectionLost;
  // The code received for kPeerClosed, else the one sent; kAbnormal if there
  // was no close frame.
  CloseCode code = CloseCode::kAbnormal;
  // The reason in the peer's close frame, or a description of the failure.
  std::string text;
};

// An I/O thread, for a sender that has the same for many connections: the
// sender keeps the messages where OnWoken() finds them (BroadcastLog), and
// wakes each thread once, however many connections the thread has.
//
// Thread-safety: every function may be called from any thread.
class ConnectionThread {
 public:
  virtual ~ConnectionThread() = default;

  // Calls ConnectionHandler::OnWoken() soon for each open connection of the
  // thread. Calls that come before the thread begins count as one. Never
  // blocks.
  virtual void Wake() = 0;

  // The same within kWakeDelay, for messages that few connections are waiting
  // for (Connection::RequestWake). The default calls Wake().
  static constexpr std::chrono::milliseconds kWakeDelay{100};
  virtual void WakeLater() { Wake(); }
};

class Connection {
 public:
  virtual ~Connection() = default;

  // Queues a message. The messages of one connection leave in the order of the
  // calls; messages that wait together, or are sent while one read is handled,
  // leave in one system call. Never blocks. Does nothing after Close() or after
  // the end of the connection.
  virtual void Send(std::shared_ptr<const OutgoingMessage> message) = 0;

  // Queues a binary message in one piece.
  virtual void Send(Bytes message) = 0;

  // Ends the connection after the messages queued so far: sends a close frame
  // and waits for the peer's (RFC 6455, section 7.1.2). No message is delivered
  // any more; OnClose follows later. Cuts `reason` to 123 bytes. Later calls do
  // nothing.
  virtual void Close(CloseCode code, std::string_view reason) = 0;

  // The handler accepts the peer: approval_timeout no longer applies, and the
  // connection makes room for no other one. Where too many peers are approved,
  // the connection is closed with 1013. The default does nothing.
  virtual void Approve() {}

  // What the peer has sent last is of no use, since `fault`. The close of
  // approval_timeout names the last fault. The default does nothing.
  virtual void NoteFault(std::string_view) {}

  // True: the calling thread, which is inside a function of the handler, calls
  // ConnectionHandler::OnThreadLent() after that function: after OnMessage(),
  // before the sends of that read leave. False: the calling thread is not the
  // connection's I/O thread, or does not lend itself. The default returns
  // false.
  virtual bool LendThisThread() { return false; }

  // Asks the connection's I/O thread to call OnThreadLent() once the thread is
  // done with what it does now. False: the thread does not lend itself. True,
  // and the thread never comes, only where the listener has been stopped. The
  // default returns false.
  virtual bool AskForThread() { return false; }

  // The I/O thread of the connection. The default is null: no thread calls
  // OnWoken() for the connection.
  virtual std::shared_ptr<ConnectionThread> thread() { return nullptr; }

  // Calls ConnectionHandler::OnWoken() soon for this connection alone, on its
  // I/O thread. Calls that come before the thread begins count as one. Never
  // blocks. The default wakes the thread for all its connections.
  virtual void RequestWake() {
    if (const auto serving = thread()) serving->Wake();
  }

  // Whether Send() compresses messages, which takes long, on the sender's
  // thread. Constant from OnOpen() on.
  virtual bool deflates() const { return false; }

  // False after Close(), after the peer's close frame and after the end.
  virtual bool is_open() const = 0;

  // Payload bytes of the messages that have not been handed to the system as a
  // whole, plus kQueuedMessageCost for each.
  virtual size_t queued_bytes() const = 0;

  // Unique among the connections of one listener, from 1 on.
  virtual uint64_t id() const = 0;

  // "192.0.2.1:49152" or "[2001:db8::1]:49152".
  virtual const std::string& remote_address() const = 0;

  // The counts of this connection.
  virtual const Traffic& traffic() const = 0;

  // The start of the URLs by which the peer reaches this program,
  // "https://example.org/prefix", if the handler has found it in OnUpgrade;
  // else empty. Constant after OnUpgrade.
  void set_origin(std::shared_ptr<const std::string> origin) {
    origin_ = std::move(origin);
  }
  std::string_view origin() const {
    return origin_ == nullptr ? std::string_view() : *origin_;
  }

  // The handler's own data about this connection, so that the handler need not
  // look them up at each message. Called by functions of the handler only.
  void set_handler_data(std::weak_ptr<void> data) {
    handler_data_ = std::move(data);
  }
  std::shared_ptr<void> handler_data() const { return handler_data_.lock(); }

 private:
  std::weak_ptr<void> handler_data_;
  std::shared_ptr<const std::string> origin_;
};

// The events of connections. The functions must return soon: they delay all
// connections of their thread. An exception closes the connection with 1011.
class ConnectionHandler {
 public:
  virtual ~ConnectionHandler() = default;

  // A client asks for a websocket: the place for checks of origin and
  // credentials. A response refuses the websocket. The default accepts all.
  virtual std::optional<HttpResponse> OnUpgrade(Connection& connection,
                                                const HttpRequest& request);

  // The websocket is open.
  virtual void OnOpen(std::shared_ptr<Connection> connection) = 0;

  virtual void OnMessage(Connection& connection, Bytes message) = 0;

  // Called only with accept_text; `message` is valid UTF-8. The default drops
  // the message.
  virtual void OnTextMessage(Connection& connection, Bytes message);

  // An I/O thread lends itself to the handler, after LendThisThread() or
  // AskForThread(), for work that is short as a rule and may be long: where the
  // handler keeps the thread for more than a moment (LoanWatch::kTick), another
  // thread goes on with the connections. The function may run on several
  // threads at the same time, and may return when the listener has stopped. The
  // default does nothing.
  virtual void OnThreadLent() {}

  // The connection's thread was woken (ConnectionThread::Wake), or the
  // connection (Connection::RequestWake): the handler sends what it has for
  // this connection, which leaves in one system call. The default does nothing.
  virtual void OnWoken(Connection& connection);

  // The bytes that wait have fallen to low_water_bytes: a handler that sends
  // something large in parts may send the next one. The default does nothing.
  virtual void OnDrained(Connection& connection);

  // The connection has ended. Called exactly once after OnOpen, as the last
  // function.
  virtual void OnClose(Connection& connection, const CloseReason& reason) = 0;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_CONNECTION_H_
