// A Stream in memory that fails where a test wants it to, and a session on it,
// all on the test's own thread.
#ifndef NOODLES_TESTS_TRANSPORT_MEMORY_STREAM_H_
#define NOODLES_TESTS_TRANSPORT_MEMORY_STREAM_H_

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "noodles/transport/connections/session.h"
#include "noodles/transport/net/tls_context.h"
#include "transport/frame_builder.h"

namespace noodles::transport_internal {

// The test's side of a MemoryStream, which a session owns.
struct MemoryPeer {
  std::string to_session;         // not yet read
  bool ended = false;             // after to_session comes the end
  size_t read_at_once = 1 << 20;  // at most so many bytes in one read
  std::string from_session;       // written
  size_t room = std::numeric_limits<size_t>::max();  // that can be written
  size_t written_at_once = 1 << 20;  // at most so many bytes in one write
  size_t largest_read = 0;           // room for it
  int operations = 0;                // reads, writes and waits so far
  int fail_at = 0;                   // that operation fails, and all later ones
  bool shut_down = false;
  bool closed = false;
  std::chrono::milliseconds timer{0};  // 0: not set

  std::shared_ptr<StreamHandler> reader;
  std::span<uint8_t> destination;
  std::shared_ptr<StreamHandler> writer;
  std::shared_ptr<StreamHandler> timer_handler;

  bool Fails() { return ++operations >= fail_at && fail_at > 0; }

  // Lets one waiting operation happen; false if none can.
  bool Step() {
    if (reader != nullptr &&
        (closed || ended || !to_session.empty() || Broken())) {
      StepRead();
      return true;
    }
    if (writer != nullptr && (closed || room > 0 || Broken())) {
      const bool failed = Fails() || closed;
      std::exchange(writer, nullptr)->OnWritable(failed ? Reset() : Fine());
      return true;
    }
    return false;
  }

  void FireTimer() {
    timer = std::chrono::milliseconds(0);
    std::exchange(timer_handler, nullptr)->OnTimer();
  }

  static std::error_code Reset() {
    return std::make_error_code(std::errc::connection_reset);
  }
  static std::error_code Fine() { return {}; }

 private:
  // The next operation would fail.
  bool Broken() const { return fail_at > 0 && operations + 1 >= fail_at; }

  void StepRead() {
    const std::shared_ptr<StreamHandler> handler =
        std::exchange(reader, nullptr);
    if (Fails() || closed) {
      handler->OnRead(0, Reset());
      return;
    }
    const size_t count =
        std::min({destination.size(), to_session.size(), read_at_once});
    std::copy_n(to_session.begin(), count, destination.begin());
    to_session.erase(0, count);
    handler->OnRead(count, {});
  }
};

class MemoryStream final : public Stream {
 public:
  explicit MemoryStream(std::shared_ptr<MemoryPeer> peer)
      : peer_(std::move(peer)) {}

  void ReadSome(std::span<uint8_t> destination,
                std::shared_ptr<StreamHandler> handler) override {
    peer_->destination = destination;
    peer_->largest_read = std::max(peer_->largest_read, destination.size());
    peer_->reader = std::move(handler);
  }

  WriteResult WriteSome(
      std::span<const std::span<const uint8_t>> pieces) override {
    if (peer_->Fails()) return {.count = 0, .error = MemoryPeer::Reset()};
    size_t left = std::min(peer_->room, peer_->written_at_once);
    size_t count = 0;
    for (const std::span<const uint8_t>& piece : pieces) {
      const size_t used = std::min(left, piece.size());
      peer_->from_session.append(piece.begin(), piece.begin() + used);
      left -= used;
      count += used;
    }
    peer_->room -= count;
    return {.count = count, .error = {}};
  }

  void AwaitWritable(std::shared_ptr<StreamHandler> handler) override {
    peer_->writer = std::move(handler);
  }

  void SetTimer(std::chrono::milliseconds delay,
                std::shared_ptr<StreamHandler> handler) override {
    peer_->timer = delay;
    peer_->timer_handler = std::move(handler);
  }

  void StopTimer() override {
    peer_->timer = std::chrono::milliseconds(0);
    peer_->timer_handler = nullptr;
  }

  void ShutdownWrite() override { peer_->shut_down = true; }

  void Close() override {
    StopTimer();
    peer_->closed = true;
  }

 private:
  const std::shared_ptr<MemoryPeer> peer_;
};

class TestHost final : public SessionHost {
 public:
  void ScheduleFlush(std::shared_ptr<Session> session) override {
    ++schedules;
    to_flush.push_back(std::move(session));
  }
  void ScheduleTurn(std::shared_ptr<Session> session) override {
    ++turns;
    to_turn.push_back(std::move(session));
  }
  bool AdmitConnection(Session&) override { return admit; }
  void OnArriving(Session&, const Arrival& arrival) override {
    arrivals.push_back(arrival);
  }
  void OnArrived(Session&) override { ++arrived; }
  void OnSessionEnd(Session&, bool admitted) override {
    ++ends;
    end_was_admitted = admitted;
  }

  std::vector<std::shared_ptr<Session>> to_flush;
  std::vector<std::shared_ptr<Session>> to_turn;
  std::vector<Arrival> arrivals;
  int arrived = 0;
  int turns = 0;
  int schedules = 0;
  bool admit = true;
  int ends = 0;
  bool end_was_admitted = false;
};

// Records all calls; echoes messages if `echo` is set.
class RecordingHandler : public ConnectionHandler {
 public:
  std::optional<HttpResponse> OnUpgrade(Connection&,
                                        const HttpRequest& request) override {
    ++upgrades;
    target = request.target;
    return refusal;
  }
  void OnOpen(std::shared_ptr<Connection> opened) override {
    connection = std::move(opened);
    ++opens;
    if (throw_in_open) throw std::runtime_error("open failed");
  }
  void OnMessage(Connection& from, Bytes message) override {
    messages.push_back(std::string(message.text()));
    if (echo) from.Send(message);
    if (close_on_message) from.Close(CloseCode::kNormal, "enough");
    if (throw_in_message) throw std::runtime_error("message failed");
  }
  void OnTextMessage(Connection&, Bytes message) override {
    texts.push_back(std::string(message.text()));
  }
  void OnDrained(Connection&) override { ++drained; }
  void OnClose(Connection&, const CloseReason& closed) override {
    ++closes;
    reason = closed;
  }

  std::optional<HttpResponse> refusal;
  bool echo = false;
  bool close_on_message = false;
  bool throw_in_open = false;
  bool throw_in_message = false;

  std::shared_ptr<Connection> connection;
  std::string target;
  int upgrades = 0;
  int opens = 0;
  int drained = 0;
  int closes = 0;
  std::vector<std::string> messages;
  std::vector<std::string> texts;
  CloseReason reason;
};

inline const char kUpgradeRequest[] =
    "GET /scene HTTP/1.1\r\n"
    "Host: localhost\r\n"
    "Upgrade: websocket\r\n"
    "Connection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Version: 13\r\n"
    "\r\n";

inline std::string AsString(const ByteVector& bytes) {
  return std::string(bytes.begin(), bytes.end());
}

// A session, its handler and its peer.
class SessionFixture {
 public:
  // `tls` wraps the stream in memory; null: as it is.
  explicit SessionFixture(const ConnectionOptions& options = {},
                          std::shared_ptr<HttpHandler> http_handler = nullptr,
                          std::shared_ptr<TlsContext> tls = nullptr) {
    std::unique_ptr<Stream> stream = std::make_unique<MemoryStream>(peer);
    if (tls != nullptr) stream = tls->Wrap(std::move(stream));
    session = std::make_shared<Session>(
        Session::Setup{.id = 1,
                       .remote_address = "test:1",
                       .options = options,
                       .handler = handler,
                       .http_handler = std::move(http_handler),
                       .host = host,
                       .stream = std::move(stream)});
  }

  // A session and its handler hold each other until the session has ended.
  virtual ~SessionFixture() {
    session->Abort(CloseCause::kListenerStopped, "the test is over");
    Run();
  }
  SessionFixture(const SessionFixture&) = delete;
  SessionFixture& operator=(const SessionFixture&) = delete;

  // Lets everything happen that can.
  virtual void Run() {
    for (;;) {
      if (!host->to_flush.empty()) {
        for (const auto& flushing : std::exchange(host->to_flush, {})) {
          flushing->Flush();
        }
      } else if (!host->to_turn.empty()) {
        for (const auto& next : std::exchange(host->to_turn, {})) {
          next->TakeTurn();
        }
      } else if (!peer->Step()) {
        return;
      }
    }
  }

  virtual void Receive(const std::string& bytes) {
    peer->to_session += bytes;
    Run();
  }
  void Receive(const ByteVector& frames) { Receive(AsString(frames)); }

  // Starts the session and opens the websocket.
  void Open() {
    session->Start();
    Receive(upgrade_request);
  }

  // The head that the session has written.
  std::string WrittenHead() const {
    const size_t end = peer->from_session.find("\r\n\r\n");
    return peer->from_session.substr(0, end);
  }

  // The bytes behind the head.
  std::string WrittenBody() const {
    const size_t end = peer->from_session.find("\r\n\r\n");
    return end == std::string::npos ? "" : peer->from_session.substr(end + 4);
  }

  std::vector<SeenEvent> WrittenFrames() const {
    const std::string body = WrittenBody();
    FrameParserOptions client;
    client.role = Role::kClient;
    client.accept_text = true;
    return Parse(ByteVector(body.begin(), body.end()), client);
  }

  std::string upgrade_request = kUpgradeRequest;
  std::shared_ptr<MemoryPeer> peer = std::make_shared<MemoryPeer>();
  std::shared_ptr<TestHost> host = std::make_shared<TestHost>();
  std::shared_ptr<RecordingHandler> handler =
      std::make_shared<RecordingHandler>();
  std::shared_ptr<Session> session;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TESTS_TRANSPORT_MEMORY_STREAM_H_
