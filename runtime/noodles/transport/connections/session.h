// One end of a websocket: the opening handshake, the websocket and its end,
// over any Stream, in the role of the server or of the client. Knows no socket
// and no Boost.
//
//   handshake --upgrade--> open --close frame sent--> closing --+
//     |   ^                 |                                   |
//     |   | kept alive      +------------lost-----------+       v
//     v   |                 peer's close frame --> (echo) --> draining
//   answering ----------------------------------------->        |
//   (any other request)                                         v
//                                                             ended
//
// Draining: our direction of the stream is shut; what the peer still sends is
// thrown away until it shuts its own. Closing a socket with unread bytes would
// reset the connection and could lose our last words.
//
// Thread-safety: as Connection says; everything else on the I/O thread, which
// is the thread of its stream and its host.
// Ownership: operations under way keep the session, as does its host from
// Start() to OnSessionEnd().
#ifndef NOODLES_TRANSPORT_CONNECTIONS_SESSION_H_
#define NOODLES_TRANSPORT_CONNECTIONS_SESSION_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "noodles/transport/connections/connection.h"
#include "noodles/transport/connections/traffic.h"
#include "noodles/transport/http/http.h"
#include "noodles/transport/http/http_answer.h"
#include "noodles/transport/net/stream.h"
#include "noodles/transport/websocket/frame_parser.h"
#include "noodles/transport/websocket/message_queue.h"
#include "noodles/transport/websocket/outgoing_frames.h"

namespace noodles::transport_internal {

class Session;

// Why a client's websocket did not open.
struct OpeningFailure {
  // Of the server's answer; 0: there was none.
  int http_status = 0;
  // What went wrong.
  std::string text;
};

// What a session needs to be a client.
struct ClientOpening {
  // The HTTP request that asks for the websocket.
  std::string request;
  // The value of Sec-WebSocket-Accept that answers it.
  std::string accept;
  // Called instead of OnOpen and OnClose if the websocket does not open.
  std::function<void(const OpeningFailure&)> on_failed;
};

// The I/O thread that a session lives on, and the house rules there.
class SessionHost {
 public:
  virtual ~SessionHost() = default;

  // Calls session->Flush() soon, on the I/O thread. From any thread.
  virtual void ScheduleFlush(std::shared_ptr<Session> session) = 0;

  // A handshake succeeded. False: there are too many connections.
  virtual bool AdmitConnection() = 0;

  // The last call about `session`; `admitted` if AdmitConnection let it in.
  virtual void OnSessionEnd(Session& session, bool admitted) = 0;
};

class Session final : public Connection,
                      public StreamHandler,
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
    // Makes it a client; nothing: a server.
    std::optional<ClientOpening> opening{};
  };

  explicit Session(Setup setup);

  void Start();

  // Writes what is queued, as far as the stream takes it. When it was not asked
  // for, it does nothing.
  void Flush();

  // Close() with 1001 by the listener; a handshake is given up at once.
  void Stop();

  // Ends at once, without a close frame.
  void Abort(CloseCause cause, std::string_view text);

  // Connection
  void Send(std::shared_ptr<const OutgoingMessage> message) override;
  void Send(Bytes message) override;
  void Close(CloseCode code, std::string_view reason) override;
  void Approve() override { approved_ = true; }
  bool is_open() const override;
  size_t queued_bytes() const override;
  uint64_t id() const override { return id_; }
  const std::string& remote_address() const override { return remote_address_; }
  const Traffic& traffic() const override { return own_traffic_; }

  // StreamHandler
  void OnRead(size_t count, std::error_code error) override;
  void OnWritable(std::error_code error) override;
  void OnTimer() override;

 private:
  enum class Phase : uint8_t {
    kHandshake,
    kAnswering,  // an HTTP answer is being sent
    kOpen,
    kClosing,  // our close frame is queued or sent
    kDraining,
    kEnded,
  };

  // Somebody wants the websocket to end.
  struct CloseRequest {
    CloseCode code = CloseCode::kNormal;  // for the close frame
    std::string text;                     // for the close frame
    CloseReason reason;                   // what OnClose will tell
    // False: what is queued is sent before, and the peer's close frame awaited.
    bool at_once = false;
  };

  // session_read.cc: what arrives.
  void StartRead();
  void OnBytes(std::span<uint8_t> bytes);
  void Open();
  void HandleEvents();
  void Deliver(Bytes message, bool is_text);
  void OnPeerClose();

  // session_client.cc: the server's answer to a client's request.
  void OnOpeningBytes(std::span<const uint8_t> bytes);
  void FailOpening(int http_status, std::string_view text);

  // session_http.cc: requests, and the answers to those that do not lead to a
  // websocket.
  void OnHandshakeBytes(std::span<const uint8_t> bytes);
  void OnRequest(const HttpRequest& request, std::span<uint8_t> rest);
  void Refuse(HttpResponse response);
  void Answer(HttpResponse response, bool head_only, bool keep_alive);
  bool ContinueAnswer(uint64_t turn_end);
  void FinishAnswer();
  void ReportAnswer();

  // Calls one function of a handler; what it throws closes the connection.
  template <typename Call>
  void CallHandler(Call&& call) {
    try {
      call();
    } catch (const std::exception& exception) {
      OnHandlerException(exception.what());
    } catch (...) {
      OnHandlerException("not a std::exception");
    }
  }
  void OnHandlerException(std::string_view what);

  // session.cc: what leaves, and the end.
  void Enqueue(QueuedMessage message);
  void HoldFlush();
  void RequestClose(CloseRequest request);
  void RequestCloseLocked(CloseRequest request);
  bool Refill();
  bool AccountWritten();
  void DropQueueLocked();
  void TakeFromQueueLocked();
  void AddTaken();
  void BeginClosing();
  bool WriteOnce();
  void OnAllWritten();
  void Count(std::atomic<uint64_t> Traffic::*what, uint64_t count);
  void SetTimer(std::chrono::milliseconds delay);
  void OnOpenTimer();
  void OnPingTimer();
  void Drain();
  void End();
  void ReportClose();

  Role role() const { return opening_ ? Role::kClient : Role::kServer; }

  const uint64_t id_;
  const std::string remote_address_;
  const ConnectionOptions options_;
  // Until the end: a handler may hold its connections.
  std::shared_ptr<ConnectionHandler> handler_;
  std::shared_ptr<HttpHandler> http_handler_;
  const std::shared_ptr<Traffic> traffic_;
  Traffic own_traffic_;
  const std::shared_ptr<SessionHost> host_;
  // Its on_failed is let go at the end, as the handlers are.
  std::optional<ClientOpening> opening_;

  // Shared by all threads.
  mutable std::mutex mutex_;
  MessageQueue queue_;  // not yet taken for writing
  // Cost of queue_ and of frames_; changed with the mutex held.
  std::atomic<size_t> queued_bytes_ = 0;
  std::atomic<bool> approved_ = false;
  std::atomic<bool> deflates_ = false;
  std::atomic<bool> accepting_ = false;  // set with the mutex held
  bool flush_scheduled_ = false;         // Flush() will look at queue_ again
  bool above_low_water_ = false;
  std::optional<CloseRequest> close_request_;

  // The I/O thread's.
  const std::unique_ptr<Stream> stream_;
  Phase phase_ = Phase::kHandshake;
  bool admitted_ = false;
  bool opening_failed_ = false;
  bool opened_ = false;  // OnOpen was called and OnClose was not
  std::optional<CloseReason> close_reason_;

  std::string request_bytes_;
  size_t request_count_ = 0;
  std::unique_ptr<HttpAnswer> answer_;
  bool keep_alive_ = false;  // another request may follow the answer
  bool is_reading_ = false;
  std::unique_ptr<uint8_t[]> read_buffer_;
  size_t read_buffer_size_ = 0;
  bool reading_directly_ = false;  // into the parser's memory
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
  bool is_on_approval_ = false;  // the timer waits for Approve()
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_SESSION_H_
