// A client without a network: a connection that keeps what the server sends.
//
// Thread-safety: every function may be called from any thread.
#ifndef TESTS_SERVER_FAKE_CLIENT_H_
#define TESTS_SERVER_FAKE_CLIENT_H_

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "noodles/codec.h"
#include "noodles/server/operation/server_state.h"
#include "state/mirror.h"

namespace noodles {

class FakeConnection : public transport_internal::Connection {
 public:
  // `thread` may be null.
  explicit FakeConnection(
      uint64_t id,
      std::shared_ptr<transport_internal::ConnectionThread> thread = nullptr)
      : id_(id), thread_(std::move(thread)) {}

  void Send(std::shared_ptr<const transport_internal::OutgoingMessage> message)
      override {
    std::string joined;
    for (const Bytes& segment : message->segments) {
      joined.append(segment.text());
    }
    Add(Bytes::Adopt(std::move(joined)));
  }
  void Send(Bytes message) override { Add(std::move(message)); }
  void Close(transport_internal::CloseCode code,
             std::string_view reason) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    close_code_ = code;
    close_text_ = reason;
  }
  std::shared_ptr<transport_internal::ConnectionThread> thread() override {
    return thread_;
  }
  void RequestWake() override {
    ++requested_wakes_;
    Connection::RequestWake();
  }
  // How often this connection was to be woken alone.
  int requested_wakes() const { return requested_wakes_; }
  bool is_open() const override { return true; }
  // The bytes that were sent since the client stopped reading.
  size_t queued_bytes() const override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return stalled_bytes_;
  }
  std::optional<transport_internal::CloseCode> close_code() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return close_code_;
  }
  std::string close_text() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return close_text_;
  }

  // From now on the client reads nothing, or everything again; then the server
  // must hear of it.
  void Stall(bool is_stalled) {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_stalled_ = is_stalled;
    stalled_bytes_ = 0;
  }
  uint64_t id() const override { return id_; }
  const std::string& remote_address() const override { return address_; }
  const transport_internal::Traffic& traffic() const override {
    return traffic_;
  }

  // Waits for the frame with this index, which must come.
  Bytes WaitForFrame(size_t index) {
    std::unique_lock<std::mutex> lock(mutex_);
    arrives_.wait(lock, [&] { return frames_.size() > index; });
    return frames_[index];
  }
  size_t frame_count() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return frames_.size();
  }

 private:
  void Add(Bytes frame) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (is_stalled_) stalled_bytes_ += frame.size();
      frames_.push_back(std::move(frame));
    }
    arrives_.notify_all();
  }

  const uint64_t id_;
  const std::shared_ptr<transport_internal::ConnectionThread> thread_;
  const std::string address_ = "192.0.2.1:4000";
  const transport_internal::Traffic traffic_;
  mutable std::mutex mutex_;
  std::condition_variable arrives_;
  std::vector<Bytes> frames_;
  bool is_stalled_ = false;
  size_t stalled_bytes_ = 0;
  std::optional<transport_internal::CloseCode> close_code_;
  std::string close_text_;
  std::atomic<int> requested_wakes_ = 0;
};

// Mirrors what arrives and keeps replies and signals.
class FakeClient {
 public:
  // `request`: the client's request for a websocket, if the server is to see
  // one. `thread`: of the connection, if it has one; must call OnWoken.
  FakeClient(
      server_internal::ServerState& state, uint64_t number,
      const HttpRequest* request = nullptr,
      std::shared_ptr<transport_internal::ConnectionThread> thread = nullptr)
      : state_(state),
        connection_(
            std::make_shared<FakeConnection>(number, std::move(thread))) {
    if (request != nullptr) state_.OnUpgrade(*connection_, *request);
    state_.OnOpen(connection_);
  }
  ~FakeClient() {
    if (!has_left_) Leave();
  }
  FakeClient(const FakeClient&) = delete;
  FakeClient& operator=(const FakeClient&) = delete;

  template <class... Messages>
  void Send(const Messages&... messages) {
    SendFrame(EncodeFrame(messages...));
  }
  void SendFrame(const Bytes& frame) { state_.OnMessage(*connection_, frame); }
  void Leave() {
    has_left_ = true;
    state_.OnClose(*connection_, {});
  }

  int requested_wakes() const { return connection_->requested_wakes(); }
  // As the connection's thread does when it is woken.
  void OnWoken() { state_.OnWoken(*connection_); }

  // Reads no more, or again.
  void Stall() { connection_->Stall(true); }
  void Resume() {
    connection_->Stall(false);
    state_.OnDrained(*connection_);
  }
  std::optional<transport_internal::CloseCode> close_code() const {
    return connection_->close_code();
  }
  std::string close_text() const { return connection_->close_text(); }

  // Introduces itself and waits for the whole document.
  void Join() {
    Send(MsgIntroduction{"fake"});
    while (!handler_.is_complete()) ReceiveOne();
  }
  // Waits for the reply to this call; everything before it has been received.
  MsgMethodReply WaitForReply(const std::string& invoke_id) {
    while (handler_.replies.empty() ||
           handler_.replies.back().invoke_id != invoke_id) {
      ReceiveOne();
    }
    return handler_.replies.back();
  }
  MsgMethodReply Call(MethodID method, std::vector<Any> arguments,
                      std::optional<InvokeIDType> context = std::nullopt) {
    const std::string invoke_id = "call " + std::to_string(++calls_);
    Send(MsgInvokeMethod{method, context, invoke_id, std::move(arguments)});
    return WaitForReply(invoke_id);
  }

  void ReceiveOne() {
    const Bytes frame = connection_->WaitForFrame(received_++);
    longest_frame_ = std::max(longest_frame_, frame.size());
    handler_.ReceiveFrame(frame);
  }
  // The bytes of the longest frame that was received so far.
  size_t longest_frame() const { return longest_frame_; }
  // The next frame, without reading it.
  Bytes ReceiveFrame() { return connection_->WaitForFrame(received_++); }
  // Receives all frames that were sent so far.
  void ReceiveAll() {
    while (received_ < frame_count()) ReceiveOne();
  }
  size_t received() const { return received_; }
  size_t frame_count() { return connection_->frame_count(); }
  const TestMirror& mirror() const { return handler_; }
  const std::vector<MsgMethodReply>& replies() const {
    return handler_.replies;
  }
  const std::vector<MsgSignalInvoke>& signals() const {
    return handler_.signals;
  }

 private:
  class Handler : public TestMirror {
   public:
    void OnMethodReply(MsgMethodReply&& message) override {
      replies.push_back(std::move(message));
    }
    void OnSignalInvoke(MsgSignalInvoke&& message) override {
      TestMirror::OnSignalInvoke(MsgSignalInvoke(message));
      signals.push_back(std::move(message));
    }
    std::vector<MsgMethodReply> replies;
    std::vector<MsgSignalInvoke> signals;
  };

  server_internal::ServerState& state_;
  const std::shared_ptr<FakeConnection> connection_;
  Handler handler_;
  size_t received_ = 0;
  size_t longest_frame_ = 0;
  int calls_ = 0;
  bool has_left_ = false;
};

}  // namespace noodles

#endif  // TESTS_SERVER_FAKE_CLIENT_H_
