// Compression that a client offers: the negotiation, and messages both ways.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "noodles/base/status.h"
#include "noodles/transport/connections/connector.h"
#include "noodles/transport/connections/listener.h"
#include "noodles/transport/websocket/deflate_answer.h"
#include "noodles/transport/websocket/upgrade.h"
#include "transport/raw_server.h"
#include "transport/server_handler.h"

namespace noodles::transport_internal {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(DeflateAnswerTest, OffersOnlyWhereItIsOn) {
  DeflateOptions options;
  EXPECT_EQ(DeflateOffer(options), "");
  options.is_on = true;
  EXPECT_EQ(DeflateOffer(options),
            "permessage-deflate; server_no_context_takeover; "
            "client_no_context_takeover");
}

TEST(DeflateAnswerTest, TakesAnswersThatItUnderstands) {
  const auto accepts = [](std::string value) {
    return AcceptsDeflateOffer(
        {{"Server", "x"}, {"sec-websocket-extensions", std::move(value)}});
  };
  EXPECT_TRUE(accepts("permessage-deflate; server_no_context_takeover"));
  EXPECT_TRUE(
      accepts("permessage-deflate;client_no_context_takeover ; "
              "server_no_context_takeover; server_max_window_bits=\"10\""));
  EXPECT_FALSE(accepts("permessage-deflate"));
  EXPECT_FALSE(accepts("permessage-deflate; client_no_context_takeover"));
  EXPECT_FALSE(accepts("x-webkit-deflate-frame; server_no_context_takeover"));
  EXPECT_FALSE(
      accepts("permessage-deflate; server_no_context_takeover; "
              "server_no_context_takeover"));
  EXPECT_FALSE(
      accepts("permessage-deflate; server_no_context_takeover; "
              "client_max_window_bits=10"));
  EXPECT_FALSE(
      accepts("permessage-deflate; server_no_context_takeover; "
              "server_max_window_bits=16"));
  EXPECT_FALSE(accepts("permessage-deflate; server_no_context_takeover=1"));
  EXPECT_FALSE(
      accepts("permessage-deflate; server_no_context_takeover, "
              "permessage-deflate; server_no_context_takeover"));
  EXPECT_FALSE(accepts("server_no_context_takeover; permessage-deflate"));
  EXPECT_FALSE(accepts(""));
  EXPECT_FALSE(AcceptsDeflateOffer({}));
}

// Waits for the first message, the failure, or the end.
class OneMessage : public ConnectHandler {
 public:
  void OnOpen(std::shared_ptr<Connection> connection) override {
    connection->Send(Bytes::Copy(std::string(100'000, 'x')));
  }
  void OnMessage(Connection& connection, Bytes message) override {
    Set(std::string(message.text()));
    connection.Close(CloseCode::kNormal, "");
  }
  void OnClose(Connection& connection, const CloseReason& reason) override {
    const std::lock_guard lock(mutex_);
    sent_bytes_ = connection.traffic().sent_bytes;
    received_bytes_ = connection.traffic().received_bytes;
    if (text_.empty()) text_ = reason.text;
    is_over_ = true;
    changed_.notify_all();
  }
  void OnConnectFailed(const absl::Status& status) override {
    Set(std::string(StatusMessage(status)));
    const std::lock_guard lock(mutex_);
    is_over_ = true;
    changed_.notify_all();
  }

  std::string WaitForEnd() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return is_over_; });
    return text_;
  }
  uint64_t sent_bytes_ = 0;
  uint64_t received_bytes_ = 0;

 private:
  void Set(std::string text) {
    const std::lock_guard lock(mutex_);
    text_ = std::move(text);
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::string text_;
  bool is_over_ = false;
};

class ClientDeflateTest : public ::testing::Test {
 protected:
  ClientDeflateTest() { EXPECT_TRUE(loop_->StartThread().ok()); }
  ~ClientDeflateTest() override { loop_->Stop(); }

  std::string Echo(const std::string& url, bool offers) {
    ConnectOptions options;
    options.url = ParseUrl(url).value();
    options.connection.deflate.is_on = offers;
    connector_ = Connector::Start(loop_, options, handler_).value();
    return handler_->WaitForEnd();
  }

  const std::shared_ptr<EventLoop> loop_ = EventLoop::Make();
  const std::shared_ptr<OneMessage> handler_ = std::make_shared<OneMessage>();
  std::shared_ptr<Connector> connector_;
};

ListenerOptions ListenerWith(bool is_on) {
  ListenerOptions options = LoopbackOptions();
  options.connection.deflate.is_on = is_on;
  return options;
}

TEST_F(ClientDeflateTest, CompressesBothWays) {
  const auto listener =
      StartListener(ListenerWith(true), std::make_shared<ServerHandler>());
  EXPECT_EQ(Echo("ws://127.0.0.1:" + std::to_string(listener->port()), true),
            std::string(100'000, 'x'));
  EXPECT_LT(handler_->sent_bytes_, 2'000u);
  EXPECT_LT(handler_->received_bytes_, 2'000u);
}

TEST_F(ClientDeflateTest, IsPlainWithoutAnOfferOrAnAnswer) {
  const auto listener =
      StartListener(ListenerWith(true), std::make_shared<ServerHandler>());
  EXPECT_EQ(Echo("ws://127.0.0.1:" + std::to_string(listener->port()), false),
            std::string(100'000, 'x'));
  EXPECT_GT(handler_->received_bytes_, 100'000u);
}

TEST_F(ClientDeflateTest, AServerMayDecline) {
  const auto listener =
      StartListener(ListenerWith(false), std::make_shared<ServerHandler>());
  EXPECT_EQ(Echo("ws://127.0.0.1:" + std::to_string(listener->port()), true),
            std::string(100'000, 'x'));
  EXPECT_GT(handler_->received_bytes_, 100'000u);
}

std::string Accepting(const std::string& request, const std::string& fields) {
  const std::string name = "Sec-WebSocket-Key: ";
  const size_t start = request.find(name) + name.size();
  return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
         "Connection: Upgrade\r\nSec-WebSocket-Accept: " +
         WebsocketAccept(
             request.substr(start, request.find('\r', start) - start)) +
         "\r\n" + fields + "\r\n";
}

TEST_F(ClientDeflateTest, AnAnswerThatItDoesNotUnderstandIsRefused) {
  RawServer server([](const std::string& request) {
    EXPECT_THAT(request, HasSubstr("Sec-WebSocket-Extensions: "
                                   "permessage-deflate; "));
    return Accepting(request,
                     "Sec-WebSocket-Extensions: permessage-deflate\r\n");
  });
  EXPECT_THAT(Echo(server.Url("ws", "/"), true),
              HasSubstr("chooses an extension that was not offered"));
}

TEST_F(ClientDeflateTest, AnAnswerWithoutAnOfferIsRefused) {
  RawServer server([](const std::string& request) {
    EXPECT_THAT(request, Not(HasSubstr("Sec-WebSocket-Extensions")));
    return Accepting(request,
                     "Sec-WebSocket-Extensions: permessage-deflate; "
                     "server_no_context_takeover\r\n");
  });
  EXPECT_THAT(Echo(server.Url("ws", "/"), false),
              HasSubstr("chooses an extension that was not offered"));
}

}  // namespace
}  // namespace noodles::transport_internal
