// A websocket connection as the rooms above see it, and what they implement to
// hear from it.
//
// Thread-safety: every function of Connection may be called from any thread.
// The functions of ConnectionHandler are called on the I/O thread of the
// connection they are about: one at a time for one connection, several at a
// time for different connections when a listener has several threads.
// Ownership: a Connection is shared. It may be kept after its end and after the
// listener's; then sending does nothing.
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
  // making us hold any amount of memory; more is closed with 1009.
  size_t max_message_bytes = 64 * 1024 * 1024;

  // Bytes that wait to be sent. Stops a peer that reads slowly or not at all
  // from making us hold any amount of memory. A message that is sent while more
  // than this waits closes the connection with 1008; so one message of any size
  // always fits. kQueuedMessageCost is added for each message.
  size_t max_queue_bytes = 256 * 1024 * 1024;

  // When no more than this waits after more did, OnDrained is called.
  size_t low_water_bytes = 1024 * 1024;

  // The HTTP request that opens the connection. Stops endless headers.
  size_t max_request_bytes = 16 * 1024;

  // From the TCP connection to the end of the HTTP request. Stops connections
  // that say nothing, or a byte now and then, from holding sockets.
  std::chrono::milliseconds handshake_timeout{10'000};

  // After an HTTP answer that keeps the connection: until the next request has
  // arrived. Stops connections that have got theirs from holding sockets.
  std::chrono::milliseconds http_idle_timeout{15'000};

  // How long an HTTP answer may wait for a peer that takes nothing of it. Stops
  // peers that stop to read from holding sockets and memory.
  std::chrono::milliseconds http_stall_timeout{30'000};

  // HTTP requests that one connection may make, one after another; at least 1.
  // Lets no peer keep its place for ever while others wait for one.
  size_t max_http_requests = 1000;

  // How long the end may take: without progress while the last messages are
  // sent, and in all while the peer's close frame and end of stream are
  // awaited. Stops peers that never answer a close from holding sockets.
  std::chrono::milliseconds close_timeout{2'000};

  // How the connection notices that the peer has vanished.
  TcpOptions tcp;

  // From the open websocket to Approve(); then the connection is closed with
  // 1008. Stops peers that open a websocket and say nothing of use from holding
  // a place. Off by default: not every handler approves. Pings begin with the
  // approval.
  std::chrono::milliseconds approval_timeout{0};

  // Sends a websocket ping at this interval, and drops a peer from which
  // nothing came for a whole interval after one. Off by default: some NOODLES
  // clients end at a ping.
  std::chrono::milliseconds ping_interval{0};

  // Compression, for clients that offer it. What a message unpacks to counts
  // against max_message_bytes.
  DeflateOptions deflate;

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
};

// "peer-closed", "local-close", ...
std::string_view ToString(CloseCause cause);

struct CloseReason {
  CloseCause cause = CloseCause::kConnectionLost;
  // The code received for kPeerClosed, else the one sent; kAbnormal if there
  // was no close frame.
  CloseCode code = CloseCode::kAbnormal;
  // The peer's words, or what went wrong.
  std::string text;
};

class Connection {
 public:
  virtual ~Connection() = default;

  // Queues a message. All messages of one connection leave in the order of the
  // calls; several that wait leave in one system call, and so do those that are
  // sent while one read is handled. Never blocks. Nothing happens after Close()
  // or the connection's end.
  virtual void Send(std::shared_ptr<const OutgoingMessage> message) = 0;

  // The same for a binary message in one piece.
  virtual void Send(Bytes message) = 0;

  // Ends the connection after the messages queued so far: sends a close frame
  // and waits for the peer's. No message is delivered any more; OnClose follows
  // later. `reason` is cut to 123 bytes. Only the first call counts.
  virtual void Close(CloseCode code, std::string_view reason) = 0;

  // The peer has done what was expected of it first: approval_timeout no longer
  // counts. The default does nothing.
  virtual void Approve() {}

  // False after Close(), after the peer's close frame and after the end.
  virtual bool is_open() const = 0;

  // Payload bytes of the messages that have not been handed to the system as a
  // whole, plus kQueuedMessageCost for each.
  virtual size_t queued_bytes() const = 0;

  // Unique among the connections of one listener, from 1 on.
  virtual uint64_t id() const = 0;

  // "192.0.2.1:49152" or "[2001:db8::1]:49152".
  virtual const std::string& remote_address() const = 0;

  // What has gone over it.
  virtual const Traffic& traffic() const = 0;

  // What the handler has to say about this connection, so that it need not look
  // for it at each message. For the functions of the handler alone.
  void set_handler_data(std::weak_ptr<void> data) {
    handler_data_ = std::move(data);
  }
  std::shared_ptr<void> handler_data() const { return handler_data_.lock(); }

 private:
  std::weak_ptr<void> handler_data_;
};

// What happens on connections. The functions must return soon: they hold up
// all connections of their thread. An exception closes the connection with
// 1011.
class ConnectionHandler {
 public:
  virtual ~ConnectionHandler() = default;

  // A client asks for a websocket: the place for checks of origin and
  // credentials. A response refuses it. The default lets everybody in.
  virtual std::optional<HttpResponse> OnUpgrade(Connection& connection,
                                                const HttpRequest& request);

  // The websocket is open.
  virtual void OnOpen(std::shared_ptr<Connection> connection) = 0;

  virtual void OnMessage(Connection& connection, Bytes message) = 0;

  // Only with accept_text; valid UTF-8. The default drops it.
  virtual void OnTextMessage(Connection& connection, Bytes message);

  // Less than low_water_bytes waits again: the time for more of something
  // large. The default does nothing.
  virtual void OnDrained(Connection& connection);

  // The end; called exactly once after OnOpen, and nothing after it.
  virtual void OnClose(Connection& connection, const CloseReason& reason) = 0;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_CONNECTION_H_
