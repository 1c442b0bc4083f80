// One end of a connection from its first byte to its last, over any Stream, in
// the role of the server or of the client. HttpExchange (server) or
// ClientHandshake (client) reads the bytes before the websocket; the session
// sends and receives the messages of the websocket. Knows no socket and no
// Boost.
//
//   handshake --upgrade--> open --close frame sent--> closing --+
//     |   ^                 |                                   |
//     |   | kept alive      +------------lost-----------+       v
//     v   |                 peer's close frame --> (echo) --> draining
//   answering ----------------------------------------->        |
//   (any other request)                                         v
//                                                             ended
//
// Draining: the session has shut its direction of the stream, and drops the
// bytes that the peer still sends until the peer shuts the other direction.
// Closing a socket with unread bytes would reset the connection and could lose
// the last bytes sent.
//
// Thread-safety: as Connection says; all else on the I/O thread, which is the
// thread of the session's stream and host.
// Ownership: operations under way keep the session, and so does its host from
// Start() to OnSessionEnd().
#ifndef NOODLES_TRANSPORT_CONNECTIONS_SESSION_H_
#define NOODLES_TRANSPORT_CONNECTIONS_SESSION_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "noodles/transport/connections/client_handshake.h"
#include "noodles/transport/connections/connection.h"
#include "noodles/transport/connections/connection_places.h"
#include "noodles/transport/connections/handler_call.h"
#include "noodles/transport/connections/http_exchange.h"
#include "noodles/transport/connections/session_host.h"
#include "noodles/transport/connections/traffic.h"
#include "noodles/transport/http/http.h"
#include "noodles/transport/net/stream.h"
#include "noodles/transport/websocket/frame_parser.h"
#include "noodles/transport/websocket/message_queue.h"
#include "noodles/transport/websocket/outgoing_frames.h"

namespace noodles::transport_internal {

class Session final : public Connection,
                      public StreamHandler,
                      public Evictable,
                      public std::enable_shared_from_this<Session> {
 public:
  struct Setup {
    uint64_t id = 0;
    std::string remote_address;
    ConnectionOptions options;
    std::shared_ptr<ConnectionHandler> handler;
    std::shared_ptr<HttpHandler> http_handler;  // may be null
    std::shared_ptr<Traffic> traffic = std::make_shared<Traffic>();
    std::shared_ptr<SessionHost> host;
    std::unique_ptr<Stream> stream;
    // Makes the session a client's; nothing: a listener's.
    std::optional<ClientOpening> opening{};
  };

  explicit Session(Setup setup);

  void Start();

  // Writes the queued messages as far as the stream takes them. Does nothing if
  // none are queued.
  void Flush();

  // The thread was woken: lets the handler send, and flushes.
  void Wake();

  // The place of the session in the list of its host, which sets it.
  void set_place(size_t place) { place_ = place; }
  size_t place() const { return place_; }

  // Goes on with a message that is being decompressed.
  void TakeTurn();

  // Writes what was sent while the last read was handled, and reads on.
  void FinishRead();

  // Closes the websocket with this code and reason instead of receiving the
  // message that arrives.
  void AbandonMessage(CloseCode code, std::string_view reason);

  // The listener stops: closes an open websocket with 1001, ends a handshake at
  // once, and lets an HTTP answer finish.
  void Stop();

  // Ends at once, without a close frame.
  void Abort(CloseCause cause, std::string_view text);

  // Connection
  void Send(std::shared_ptr<const OutgoingMessage> message) override;
  void Send(Bytes message) override;
  void Close(CloseCode code, std::string_view reason) override;
  void Approve() override;
  void NoteFault(std::string_view fault) override;
  bool LendThisThread() override { return host_->LendThisThread(); }
  bool AskForThread() override { return host_->AskForThread(); }
  std::shared_ptr<ConnectionThread> thread() override {
    return host_->thread();
  }
  void RequestWake() override;
  bool deflates() const override { return deflates_; }
  bool is_open() const override;
  size_t queued_bytes() const override;
  uint64_t id() const override { return id_; }
  const std::string& remote_address() const override { return remote_address_; }
  const Traffic& traffic() const override { return own_traffic_; }

  // Evictable
  void Evict() override;

  // StreamHandler
  void OnRead(size_t count, std::error_code error) override;
  void OnWritable(std::error_code error) override;
  void OnTimer() override;

 private:
  enum class Phase : uint8_t {
    kHandshake,
    kAnswering,  // http_ has an answer to send
    kOpen,
    kClosing,  // this end's close frame is queued or sent
    kDraining,
    kEnded,
  };

  // How the websocket is to end.
  struct CloseRequest {
    CloseCode code = CloseCode::kNormal;  // for the close frame
    std::string text;                     // for the close frame
    CloseReason reason;                   // for OnClose
    // True: the peer's close frame is not awaited, and the queue is sent first
    // only if no more than low_water_bytes wait.
    bool at_once = false;
    bool drops_queue = false;
  };

  // session_opening.cc: from the first byte to the open websocket, or to the
  // end of an HTTP answer.
  void OnRequestBytes(std::span<const uint8_t> bytes);
  void Upgrade();
  void BeginAnswer();
  bool ContinueAnswer(uint64_t turn_end);
  void FinishAnswer();
  void OnHandshakeBytes(std::span<const uint8_t> bytes);
  void ReportOpeningFailure(const OpeningFailure& failure);
  void Open(std::string rest);

  // session_read.cc: bytes and messages from the peer.
  void StartRead();
  void OnBytes(std::span<uint8_t> bytes);
  void HandleEvents();
  void ReportArrival();
  void Deliver(Bytes message, bool is_text);
  void OnPeerClose();

  // Calls one function of the handler; an exception closes the connection.
  template <typename Call>
  void CallHandler(Call&& call) {
    if (const auto what = CallAndLog(id_, std::forward<Call>(call))) {
      OnHandlerException(*what);
    }
  }
  void OnHandlerException(const std::string& what);

  // session_write.cc: messages to the peer.
  void LetHandlerSend();
  void Enqueue(QueuedMessage message);
  void HoldFlush();
  bool Refill();
  bool AccountWritten();
  void DropQueueLocked();
  void TakeFromQueueLocked();
  void AddTaken();
  bool WriteOnce();

  // session.cc: times, and the end.
  void RequestClose(CloseRequest request);
  void RequestCloseLocked(CloseRequest request);
  void BeginClosing();
  void OnAllWritten();
  void MakeRoom();
  void Count(std::atomic<uint64_t> Traffic::*what, uint64_t count);
  void SetTimer(std::chrono::milliseconds delay);
  void AwaitApproval();
  void OnOpenTimer();
  void OnPingTimer();
  void Drain();
  void End();
  void ReportClose();

  const uint64_t id_;
  const std::string remote_address_;
  const ConnectionOptions options_;
  // Null after the end: a handler may hold its connections.
  std::shared_ptr<ConnectionHandler> handler_;
  const std::shared_ptr<Traffic> traffic_;
  Traffic own_traffic_;
  const std::shared_ptr<SessionHost> host_;
  const Role role_;

  // Shared by all threads.
  mutable std::mutex mutex_;
  MessageQueue queue_;  // not yet taken for writing
  // The cost of queue_ and of frames_; changed with the mutex held.
  std::atomic<size_t> queued_bytes_ = 0;
  std::atomic<bool> approved_ = false;
  std::atomic<bool> deflates_ = false;
  DeflateOptions deflate_;               // constant once deflates_
  std::atomic<bool> accepting_ = false;  // set with the mutex held
  bool flush_scheduled_ = false;         // Flush() will look at queue_ again
  bool above_low_water_ = false;
  std::optional<CloseRequest> close_request_;
  bool has_ended_ = false;  // set with the mutex held
  std::atomic<bool> is_evicted_ = false;
  std::atomic<bool> is_wake_requested_ = false;
  std::string last_fault_;  // until the approval

  // The I/O thread's.
  const std::unique_ptr<Stream> stream_;
  Phase phase_ = Phase::kHandshake;
  // One of them until the websocket is open or the session has ended.
  std::unique_ptr<HttpExchange> http_;
  std::unique_ptr<ClientHandshake> handshake_;
  size_t place_ = 0;
  bool admitted_ = false;
  bool opened_ = false;  // OnOpen was called and OnClose was not
  std::optional<CloseReason> close_reason_;

  bool is_reading_ = false;
  std::unique_ptr<uint8_t[]> read_buffer_;
  size_t read_buffer_size_ = 0;
  bool reading_directly_ = false;  // into the parser's memory
  std::string early_;              // frames that came with the handshake
  bool is_arriving_ = false;       // OnArriving was called and OnArrived not
  FrameParser parser_;

  OutgoingFrames frames_;
  std::vector<QueuedMessage> taken_;  // from queue_, not yet in frames_
  bool closes_behind_taken_ = false;
  size_t written_cost_ = 0;  // of messages written, still in queued_bytes_
  bool awaiting_writable_ = false;
  uint64_t written_bytes_ = 0;
  uint64_t written_at_timer_ = 0;
  bool progress_renews_timer_ = false;
  bool read_since_ping_ = true;
  bool is_on_pong_ = false;      // the timer waits for an answer to a ping
  bool is_on_approval_ = false;  // the timer waits for Approve()
  std::chrono::milliseconds approval_waited_{0};  // before this timer
  std::chrono::milliseconds approval_step_{0};    // of this timer
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_SESSION_H_
