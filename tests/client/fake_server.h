// A websocket server that sends the frames of a test.
#ifndef NOODLES_TESTS_CLIENT_FAKE_SERVER_H_
#define NOODLES_TESTS_CLIENT_FAKE_SERVER_H_

#include <gtest/gtest.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "noodles/codec.h"
#include "noodles/transport/connections/listener.h"

namespace noodles {

class FakeServer {
 public:
  // Called for each message of a client, with a function that sends a frame.
  using Sender = std::function<void(const Bytes&)>;
  struct Script {
    std::function<void(const Sender&)> on_introduction;
    std::function<void(const MsgInvokeMethod&, const Sender&)> on_invoke;
  };

  explicit FakeServer(Script script, uint16_t port = 0)
      : handler_(std::make_shared<Handler>(std::move(script))) {
    transport_internal::ListenerOptions options;
    options.address = "127.0.0.1";
    options.port = port;
    auto listener = transport_internal::Listener::Start(options, handler_);
    if (listener.ok()) {
      listener_ = *std::move(listener);
    } else {
      ADD_FAILURE() << listener.status();
    }
  }
  ~FakeServer() { listener_->Stop(std::chrono::seconds(1)); }

  uint16_t port() const { return listener_->port(); }
  std::string url() const { return "ws://127.0.0.1:" + std::to_string(port()); }

  // Sends to the client that connected last.
  void Send(const Bytes& frame) { handler_->last()->Send(frame); }
  void Close(transport_internal::CloseCode code) {
    handler_->last()->Close(code, "bye");
  }

 private:
  class Handler : public transport_internal::ConnectionHandler {
   public:
    explicit Handler(Script script) : script_(std::move(script)) {}

    void OnOpen(
        std::shared_ptr<transport_internal::Connection> connection) override {
      const std::lock_guard lock(mutex_);
      last_ = std::move(connection);
    }
    void OnMessage(transport_internal::Connection& connection,
                   Bytes message) override {
      struct Reader : ClientMessageHandlerBase {
        void OnIntroduction(MsgIntroduction&&) override {
          if (script->on_introduction) script->on_introduction(*send);
        }
        void OnInvokeMethod(MsgInvokeMethod&& invoke) override {
          if (script->on_invoke) script->on_invoke(invoke, *send);
        }
        const Script* script = nullptr;
        const Sender* send = nullptr;
      } reader;
      const Sender send = [&](const Bytes& frame) { connection.Send(frame); };
      reader.script = &script_;
      reader.send = &send;
      EXPECT_FALSE(Dispatch(message, reader).has_value());
    }
    void OnClose(transport_internal::Connection&,
                 const transport_internal::CloseReason&) override {}

    std::shared_ptr<transport_internal::Connection> last() {
      const std::lock_guard lock(mutex_);
      return last_;
    }

   private:
    const Script script_;
    std::mutex mutex_;
    std::shared_ptr<transport_internal::Connection> last_;
  };

  const std::shared_ptr<Handler> handler_;
  std::unique_ptr<transport_internal::Listener> listener_;
};

}  // namespace noodles

#endif  // NOODLES_TESTS_CLIENT_FAKE_SERVER_H_
