// A listener with peers that are broken, slow, silent or many.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

#include "noodles/base/logging.h"
#include "noodles/transport/connections/listener.h"
#include "transport/beast_client.h"
#include "transport/raw_client.h"
#include "transport/server_handler.h"

namespace noodles::transport_internal {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(ListenerLimitsTest, AnswersWhatIsNoUpgrade) {
  ListenerOptions options = LoopbackOptions();
  options.connection.max_request_bytes = 2000;
  const auto listener =
      StartListener(options, std::make_shared<ServerHandler>());
  const auto ask = [&](const std::string& request) {
    RawClient client(listener->port());
    client.Send(request);
    return client.ReceiveAll();
  };
  EXPECT_THAT(ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
              StartsWith("HTTP/1.1 426 Upgrade Required\r\n"));
  EXPECT_THAT(ask("GET /a HTTP/1.1\r\nHost: a\r\n\r\n"),
              StartsWith("HTTP/1.1 404 Not Found\r\n"));
  EXPECT_THAT(ask("\x16\x03\x01\x02"), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(ask("GARBAGE garbage\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(ask("GET /" + std::string(1'000'000, 'a')),
              StartsWith("HTTP/1.1 431 "));
}

TEST(ListenerLimitsTest, DropsSilentConnections) {
  ListenerOptions options = LoopbackOptions();
  options.connection.handshake_timeout = milliseconds(20);
  const auto listener =
      StartListener(options, std::make_shared<ServerHandler>());
  RawClient silent(listener->port());
  EXPECT_EQ(silent.ReceiveAll(), "");
  RawClient slow(listener->port());
  slow.Send("GET / HTTP/1.1\r\n");
  EXPECT_EQ(slow.ReceiveAll(), "");
}

TEST(ListenerLimitsTest, ClosesForMessagesThatAreTooBig) {
  ListenerOptions options = LoopbackOptions();
  options.connection.max_message_bytes = 1000;
  const auto handler = std::make_shared<ServerHandler>();
  const auto listener = StartListener(options, handler);
  BeastClient client(listener->port());
  client.Send(TestText(1000));
  EXPECT_EQ(client.Receive(), TestText(1000));
  client.Send(TestText(1001));
  EXPECT_EQ(client.Receive(), std::nullopt);
  EXPECT_EQ(client.close_code(), 1009);
  EXPECT_EQ(client.close_reason(), "message is longer than 1000 bytes");
  const CloseReason reason = handler->WaitForClosed(1).front();
  EXPECT_EQ(reason.cause, CloseCause::kProtocolError);
  EXPECT_EQ(reason.code, CloseCode::kMessageTooBig);
}

TEST(ListenerLimitsTest, ALargeMessageThatIsRefusedStillGetsItsCloseFrame) {
  ListenerOptions options = LoopbackOptions();
  options.connection.max_message_bytes = 1000;
  options.connection.close_timeout = std::chrono::minutes(10);
  const auto listener =
      StartListener(options, std::make_shared<ServerHandler>());
  RawClient client(listener->port());
  client.Upgrade();
  // Far more than the socket's buffers hold: the listener must read on.
  client.Send(BuildFrame({.payload = TestText(20'000'000)}));
  client.EndStream();
  EXPECT_THAT(
      client.ReceiveAllFrames(),
      ::testing::ElementsAre(Closed(CloseCode::kMessageTooBig,
                                    "message is longer than 1000 bytes")));
}

TEST(ListenerLimitsTest, ClosesForText) {
  const auto listener =
      StartListener(LoopbackOptions(), std::make_shared<ServerHandler>());
  BeastClient client(listener->port());
  client.Send("text", true);
  EXPECT_EQ(client.Receive(), std::nullopt);
  EXPECT_EQ(client.close_code(), 1003);
}

TEST(ListenerLimitsTest, ClosesForBrokenFrames) {
  const auto listener =
      StartListener(LoopbackOptions(), std::make_shared<ServerHandler>());
  RawClient client(listener->port());
  client.Upgrade();
  client.Send(BuildFrame({.payload = "a", .masked = false}));
  EXPECT_THAT(
      client.ReceiveFrames(),
      ::testing::ElementsAre(Closed(CloseCode::kProtocolError,
                                    "frame from a client is not masked")));
}

TEST(ListenerLimitsTest, ClosesWhenAPeerReadsTooSlowly) {
  ListenerOptions options = LoopbackOptions();
  options.connection.max_queue_bytes = 1'000'000;
  options.connection.close_timeout = milliseconds(20);
  const auto handler = std::make_shared<ServerHandler>();
  const auto listener = StartListener(options, handler);
  RawClient slow(listener->port());
  slow.Upgrade();
  BeastClient quick(listener->port());
  const auto connections = handler->WaitForOpen(2);
  const auto message = MakeOutgoingMessage({Bytes::Copy(TestText(100'000))});
  while (connections[0]->is_open()) {
    connections[0]->Send(message);
    EXPECT_LE(connections[0]->queued_bytes(), 1'100'064u + kQueuedMessageCost);
  }
  const CloseReason reason = handler->WaitForClosed(1).front();
  EXPECT_EQ(reason.cause, CloseCause::kQueueOverflow);
  EXPECT_EQ(reason.code, CloseCode::kPolicyViolation);
  EXPECT_THAT(reason.text, HasSubstr("1000000 bytes"));
  quick.Send("still here");
  EXPECT_EQ(quick.Receive(), "still here");
}

TEST(ListenerLimitsTest, RefusesTooManyConnections) {
  ListenerOptions options = LoopbackOptions();
  options.max_connections = 2;
  const auto handler = std::make_shared<ServerHandler>();
  const auto listener = StartListener(options, handler);
  BeastClient first(listener->port());
  {
    BeastClient second(listener->port());
    RawClient third(listener->port());
    EXPECT_THAT(third.Upgrade(),
                StartsWith("HTTP/1.1 503 Service Unavailable\r\n"));
    second.Close(1000, "");
  }
  handler->WaitForClosed(1);
  // Its place is free when its session has ended, a moment later.
  while (listener->connection_count() > 1) std::this_thread::yield();
  BeastClient again(listener->port());
  again.Send("x");
  EXPECT_EQ(again.Receive(), "x");
}

TEST(ListenerLimitsTest, TheOldestPendingHandshakeMakesRoom) {
  ListenerOptions options = LoopbackOptions();
  options.max_pending_handshakes = 1;
  options.connection.handshake_timeout = milliseconds(0);
  const auto listener =
      StartListener(options, std::make_shared<ServerHandler>());
  RawClient first(listener->port());
  first.Send("GET / ");
  RawClient second(listener->port());
  EXPECT_EQ(first.ReceiveAll(), "");
  EXPECT_THAT(second.Upgrade(), StartsWith("HTTP/1.1 101 "));
}

// Approves a peer at its first message.
class ApprovingHandler final : public ServerHandler {
 public:
  void OnMessage(Connection& connection, Bytes message) override {
    connection.Approve();
    ServerHandler::OnMessage(connection, std::move(message));
  }
};

TEST(ListenerLimitsTest, AFloodCostsNeitherClientsNorNewcomers) {
  SetLogSink([](const LogRecord&) {});
  ListenerOptions options = LoopbackOptions();
  options.max_pending_handshakes = 20;
  options.max_connections_per_address = 15;
  options.max_connections = 3;
  options.connection.handshake_timeout = milliseconds(0);
  options.connection.awaits_approval = true;
  const auto handler = std::make_shared<ApprovingHandler>();
  const auto listener = StartListener(options, handler);
  const auto join = [&] {
    auto client = std::make_unique<RawClient>(listener->port());
    EXPECT_THAT(client->Upgrade(), StartsWith("HTTP/1.1 101 "));
    client->Send(BuildFrame({.payload = "hello"}));
    EXPECT_EQ(client->ReceiveFrames(), std::vector{Message("hello")});
    return client;
  };
  const auto before = join();
  std::vector<std::unique_ptr<RawClient>> flood;
  for (int i = 0; i < 200; ++i) {
    flood.push_back(std::make_unique<RawClient>(listener->port()));
    if (i % 3 == 1) flood.back()->TrySend("GET / HTTP/1.1\r\n");
    if (i % 3 == 2) flood.back()->Upgrade();
  }
  const auto later = join();
  before->Send(BuildFrame({.payload = "still here"}));
  EXPECT_EQ(before->ReceiveFrames(), std::vector{Message("still here")});
  EXPECT_EQ(flood.front()->ReceiveAll(), "");
  const std::vector<SeenEvent> seen = flood[2]->ReceiveAllFrames();
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen.front().code, CloseCode::kTryAgainLater);
  // Clients beyond their number are told so.
  RawClient third(listener->port());
  RawClient fourth(listener->port());
  third.Upgrade();
  fourth.Upgrade();
  third.Send(BuildFrame({.payload = "hello"}));
  EXPECT_EQ(third.ReceiveFrames(), std::vector{Message("hello")});
  fourth.Send(BuildFrame({.payload = "hello"}));
  EXPECT_EQ(fourth.ReceiveAllFrames().back(),
            Closed(CloseCode::kTryAgainLater, "too many clients"));
  RawClient fifth(listener->port());
  EXPECT_THAT(fifth.Upgrade(), StartsWith("HTTP/1.1 503 "));
  SetLogSink(nullptr);
}

class HelloHandler final : public HttpHandler {
 public:
  HttpResponse OnRequest(const HttpRequest&) override {
    return MakeTextResponse(200, "hello");
  }
};

TEST(ListenerLimitsTest, KeptAliveConnectionsAreCountedApart) {
  SetLogSink([](const LogRecord&) {});
  ListenerOptions options = LoopbackOptions();
  options.max_http_connections = 5;
  options.max_pending_handshakes = 5;
  options.http_handler = std::make_shared<HelloHandler>();
  options.connection.http_idle_timeout = std::chrono::minutes(10);
  const auto listener =
      StartListener(options, std::make_shared<ServerHandler>());
  const std::string request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  std::vector<std::unique_ptr<RawClient>> idle;
  for (int i = 0; i < 30; ++i) {
    idle.push_back(std::make_unique<RawClient>(listener->port()));
    idle.back()->Send(request);
    EXPECT_THAT(idle.back()->Receive(), StartsWith("HTTP/1.1 200 "));
  }
  EXPECT_EQ(idle.front()->ReceiveAll(), "");
  idle.back()->Send(request);
  EXPECT_THAT(idle.back()->Receive(), StartsWith("HTTP/1.1 200 "));
  RawClient client(listener->port());
  EXPECT_THAT(client.Upgrade(), StartsWith("HTTP/1.1 101 "));
  SetLogSink(nullptr);
}

TEST(ListenerLimitsTest, PingsDropAPeerThatDoesNotAnswer) {
  ListenerOptions options = LoopbackOptions();
  options.connection.ping_interval = milliseconds(10);
  const auto handler = std::make_shared<ServerHandler>();
  const auto listener = StartListener(options, handler);
  RawClient client(listener->port());
  client.Upgrade();
  EXPECT_THAT(client.ReceiveAllFrames(), ::testing::Contains(Ping("")));
  EXPECT_EQ(handler->WaitForClosed(1).front().cause, CloseCause::kTimeout);
}

class FailingHandler final : public ServerHandler {
 public:
  void OnMessage(Connection&, Bytes) override {
    throw std::runtime_error("on purpose");
  }
};

TEST(ListenerLimitsTest, AnExceptionClosesOneConnectionOnly) {
  const auto handler = std::make_shared<FailingHandler>();
  const auto listener = StartListener(LoopbackOptions(), handler);
  BeastClient failing(listener->port());
  BeastClient other(listener->port());
  failing.Send("x");
  EXPECT_EQ(failing.Receive(), std::nullopt);
  EXPECT_EQ(failing.close_code(), 1011);
  EXPECT_EQ(handler->WaitForClosed(1).front().text, "on purpose");
  const auto open = handler->WaitForOpen(1);
  ASSERT_EQ(open.size(), 1u);
  open.front()->Send(Bytes::Copy("fine"));
  EXPECT_EQ(other.Receive(), "fine");
}

}  // namespace
}  // namespace noodles::transport_internal
