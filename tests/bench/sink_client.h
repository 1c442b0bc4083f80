// A client in memory that is never slow: counts received bytes and discards
// them.
//
// Thread-safety: Join on one thread; the server sends from any thread.
#ifndef NOODLES_TESTS_BENCH_SINK_CLIENT_H_
#define NOODLES_TESTS_BENCH_SINK_CLIENT_H_

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "noodles/codec.h"
#include "noodles/server/operation/server_state.h"

namespace noodles::bench {

class SinkConnection : public transport_internal::Connection {
 public:
  explicit SinkConnection(uint64_t id) : id_(id) {}

  void Send(std::shared_ptr<const transport_internal::OutgoingMessage> message)
      override {
    bytes_ += message->size;
    ++messages_;
    messages_.notify_all();
  }
  void Send(Bytes message) override {
    bytes_ += message.size();
    ++messages_;
    messages_.notify_all();
  }
  void Close(transport_internal::CloseCode, std::string_view) override {}
  bool is_open() const override { return true; }
  size_t queued_bytes() const override { return 0; }
  uint64_t id() const override { return id_; }
  const std::string& remote_address() const override { return address_; }
  const transport_internal::Traffic& traffic() const override {
    return traffic_;
  }

  std::atomic<size_t>& messages() { return messages_; }
  size_t bytes() const { return bytes_; }

 private:
  const uint64_t id_;
  const std::string address_ = "192.0.2.1:4000";
  const transport_internal::Traffic traffic_;
  std::atomic<size_t> bytes_ = 0;
  std::atomic<size_t> messages_ = 0;
};

class SinkClient {
 public:
  explicit SinkClient(server_internal::ServerState& state)
      : state_(state), connection_(std::make_shared<SinkConnection>(1 << 20)) {
    state_.OnOpen(connection_);
  }
  ~SinkClient() { state_.OnClose(*connection_, {}); }
  SinkClient(const SinkClient&) = delete;
  SinkClient& operator=(const SinkClient&) = delete;

  // Sends an introduction to a server whose snapshot has one frame, and waits
  // for that frame.
  void Join() {
    state_.OnMessage(*connection_, EncodeFrame(MsgIntroduction{"sink"}));
    connection_->messages().wait(0);
  }
  const SinkConnection& connection() const { return *connection_; }

 private:
  server_internal::ServerState& state_;
  const std::shared_ptr<SinkConnection> connection_;
};

}  // namespace noodles::bench

#endif  // NOODLES_TESTS_BENCH_SINK_CLIENT_H_
