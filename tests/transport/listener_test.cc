#include "noodles/transport/connections/listener.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <system_error>
#include <thread>
#include <vector>

#include "noodles/base/status.h"
#include "transport/beast_client.h"
#include "transport/raw_client.h"
#include "transport/server_handler.h"

namespace noodles::transport_internal {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string Label(char name, std::string_view what) {
  return std::string(1, name).append(" ").append(what);
}

TEST(ListenerTest, EchoesToBeast) {
  const auto listener =
      StartListener(LoopbackOptions(), std::make_shared<ServerHandler>());
  BeastClient client(listener->port());
  for (const size_t size : {0, 1, 125, 126, 127, 65535, 65536, 200'000}) {
    const std::string message = TestText(size);
    client.Send(message);
    EXPECT_EQ(client.Receive(), message) << size;
  }
}

TEST(ListenerTest, CarriesLargeMessagesBothWays) {
  const auto listener =
      StartListener(LoopbackOptions(), std::make_shared<ServerHandler>());
  BeastClient client(listener->port());
  const std::string large = TestText(16 * 1024 * 1024);
  client.Send(large);
  EXPECT_TRUE(client.Receive() == large);
  client.SendFragmented(large, 1'000'000);
  EXPECT_TRUE(client.Receive() == large);
  client.SendFragmented("many small fragments", 1);
  EXPECT_EQ(client.Receive(), "many small fragments");
}

TEST(ListenerTest, HandlesManyMessagesInOneSegment) {
  const auto listener =
      StartListener(LoopbackOptions(), std::make_shared<ServerHandler>());
  RawClient client(listener->port());
  EXPECT_THAT(client.Upgrade(), StartsWith("HTTP/1.1 101 "));
  ByteVector bytes;
  std::vector<SeenEvent> expected;
  for (int i = 0; i < 5000; ++i) {
    const std::string message = "message " + std::to_string(i);
    const ByteVector frame = BuildFrame({.payload = message});
    bytes.insert(bytes.end(), frame.begin(), frame.end());
    expected.push_back(Message(message));
  }
  client.Send(bytes);
  std::vector<SeenEvent> seen;
  while (seen.size() < expected.size()) {
    const std::vector<SeenEvent> some = client.ReceiveFrames();
    ASSERT_FALSE(some.empty());
    seen.insert(seen.end(), some.begin(), some.end());
  }
  EXPECT_EQ(seen, expected);
}

// Sends news to each connection when the thread is woken; every third
// connection closes then.
class NewsHandler : public ServerHandler {
 public:
  void OnWoken(Connection& connection) override {
    ++woken;
    connection.Send(Bytes::Copy("news"));
    if (connection.id() % 3 == 0)
      connection.Close(CloseCode::kNormal, "enough");
  }
  std::atomic<size_t> woken = 0;
};

TEST(ListenerTest, AConnectionIsWokenAloneAndTheOthersLater) {
  constexpr size_t kClients = 2;  // the third one would close
  const auto handler = std::make_shared<NewsHandler>();
  ListenerOptions options = LoopbackOptions();
  options.threads = 1;
  const auto listener = StartListener(options, handler);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (size_t i = 0; i < kClients; ++i) {
    clients.push_back(std::make_unique<RawClient>(listener->port()));
    clients.back()->Upgrade();
  }
  const auto connections = handler->WaitForOpen(kClients);
  const auto& first = connections.front();
  const auto find = [&](uint64_t id) { return clients[id - 1].get(); };
  for (int i = 0; i < 3; ++i) {
    first->RequestWake();
    EXPECT_EQ(find(first->id())->ReceiveFrames(),
              std::vector<SeenEvent>{Message("news")});
  }
  EXPECT_EQ(handler->woken, 3u);
  for (size_t i = 1; i <= 2; ++i) {
    for (int call = 0; call < 10; ++call) first->thread()->WakeLater();
    for (const auto& client : clients) {
      EXPECT_FALSE(client->ReceiveFrames().empty());
    }
  }
  EXPECT_LT(handler->woken, 3 + 10 * kClients);
  // After the end of the connection.
  clients.clear();
  while (first->is_open()) std::this_thread::yield();
  first->RequestWake();
}

TEST(ListenerTest, AWokenThreadServesEachConnectionOnce) {
  // More than take turns at once.
  constexpr size_t kClients = 150;
  constexpr size_t kClosing = kClients / 3;
  // Connections are numbered from 1 on.
  const auto is_closing = [](size_t i) { return (i + 1) % 3 == 0; };
  const auto handler = std::make_shared<NewsHandler>();
  ListenerOptions options = LoopbackOptions();
  options.threads = 1;
  const auto listener = StartListener(options, handler);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (size_t i = 0; i < kClients; ++i) {
    clients.push_back(std::make_unique<RawClient>(listener->port()));
    clients.back()->Upgrade();
  }
  const auto thread = handler->WaitForOpen(kClients).front()->thread();
  ASSERT_NE(thread, nullptr);
  thread->Wake();
  for (size_t i = 0; i < kClients; ++i) {
    const std::vector<SeenEvent> seen = clients[i]->ReceiveFrames();
    ASSERT_FALSE(seen.empty());
    EXPECT_EQ(seen.front(), Message("news"));
    if (is_closing(i)) clients[i]->EndStream();
  }
  handler->WaitForClosed(kClosing);
  EXPECT_EQ(handler->woken, kClients);
  thread->Wake();
  for (size_t i = 0; i < kClients; ++i) {
    if (is_closing(i)) continue;
    EXPECT_THAT(clients[i]->ReceiveFrames(),
                ::testing::ElementsAre(Message("news")));
  }
  EXPECT_EQ(handler->woken, 2 * kClients - kClosing);
}

TEST(ListenerTest, AnswersAPingWhileMessagesWait) {
  const auto handler = std::make_shared<ServerHandler>(false);
  const auto listener = StartListener(LoopbackOptions(), handler);
  RawClient client(listener->port());
  client.Upgrade();
  const auto connection = handler->WaitForOpen(1).front();
  constexpr size_t kMessages = 64;
  const auto message =
      MakeOutgoingMessage({Bytes::Copy(TestText(1024 * 1024))});
  for (size_t i = 0; i < kMessages; ++i) connection->Send(message);
  client.Send(BuildFrame({.first = 0x89, .payload = "now"}) +
              BuildFrame({.payload = "after the ping"}));
  handler->WaitForMessages(1);
  size_t before = 0;
  size_t after = 0;
  bool ponged = false;
  while (before + after < kMessages) {
    for (const SeenEvent& seen : client.ReceiveFrames()) {
      if (seen == Pong("now")) {
        ponged = true;
      } else {
        ASSERT_TRUE(seen ==
                    Message(std::string(message->segments.front().text())));
        ++(ponged ? after : before);
      }
    }
  }
  EXPECT_TRUE(ponged);
  EXPECT_GT(after, before);
}

TEST(ListenerTest, AnswersBeastsPings) {
  const auto listener =
      StartListener(LoopbackOptions(), std::make_shared<ServerHandler>());
  BeastClient client(listener->port());
  client.Ping("hello");
  client.Send("x");
  EXPECT_EQ(client.Receive(), "x");
  EXPECT_EQ(client.last_pong(), "hello");
}

TEST(ListenerTest, TheServersCloseReachesBeast) {
  const auto handler = std::make_shared<ServerHandler>();
  const auto listener = StartListener(LoopbackOptions(), handler);
  BeastClient client(listener->port());
  const auto connection = handler->WaitForOpen(1).front();
  connection->Send(Bytes::Copy("last"));
  connection->Close(static_cast<CloseCode>(4001), "enough");
  EXPECT_EQ(client.Receive(), "last");
  EXPECT_EQ(client.Receive(), std::nullopt);
  EXPECT_EQ(client.close_code(), 4001);
  EXPECT_EQ(client.close_reason(), "enough");
  const CloseReason reason = handler->WaitForClosed(1).front();
  EXPECT_EQ(reason.cause, CloseCause::kLocalClose);
  EXPECT_EQ(reason.code, static_cast<CloseCode>(4001));
}

TEST(ListenerTest, BeastsCloseReachesTheServer) {
  const auto handler = std::make_shared<ServerHandler>();
  const auto listener = StartListener(LoopbackOptions(), handler);
  BeastClient client(listener->port());
  client.Close(1000, "done");
  const CloseReason reason = handler->WaitForClosed(1).front();
  EXPECT_EQ(reason.cause, CloseCause::kPeerClosed);
  EXPECT_EQ(reason.code, CloseCode::kNormal);
  EXPECT_EQ(reason.text, "done");
}

TEST(ListenerTest, LostConnectionsAreReported) {
  const auto handler = std::make_shared<ServerHandler>();
  const auto listener = StartListener(LoopbackOptions(), handler);
  RawClient ended(listener->port());
  ended.Upgrade();
  ended.EndStream();
  EXPECT_EQ(handler->WaitForClosed(1)[0].cause, CloseCause::kConnectionLost);
  EXPECT_EQ(ended.Receive(), "");
  RawClient reset(listener->port());
  reset.Upgrade();
  reset.Reset();
  EXPECT_EQ(handler->WaitForClosed(2)[1].cause, CloseCause::kConnectionLost);
}

TEST(ListenerTest, SendsTextWhenItIsAccepted) {
  ListenerOptions options = LoopbackOptions();
  options.connection.accept_text = true;
  const auto listener =
      StartListener(options, std::make_shared<ServerHandler>());
  BeastClient client(listener->port());
  client.Send("gr\u00fc\u00dfe", true);
  EXPECT_EQ(client.Receive(), "gr\u00fc\u00dfe");
}

TEST(ListenerTest, BroadcastsToManyConnections) {
  constexpr size_t kConnections = 200;
  constexpr int kMessages = 100;
  const auto handler = std::make_shared<ServerHandler>();
  ListenerOptions options = LoopbackOptions();
  options.threads = 2;
  const auto listener = StartListener(options, handler);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (size_t i = 0; i < kConnections; ++i) {
    clients.push_back(std::make_unique<RawClient>(listener->port()));
    clients.back()->Upgrade();
  }
  const auto connections = handler->WaitForOpen(kConnections);
  EXPECT_EQ(listener->connection_count(), kConnections);

  const std::string tail = TestText(1000);
  // Two senders; each one's messages stay in order.
  const auto broadcast = [&](char name) {
    for (int i = 0; i < kMessages; ++i) {
      const auto message = MakeOutgoingMessage(
          {Bytes::Copy(Label(name, std::to_string(i))), Bytes::Copy(tail)});
      for (const auto& connection : connections) connection->Send(message);
    }
    for (const auto& connection : connections) {
      connection->Send(Bytes::Copy(Label(name, "end")));
    }
  };
  std::thread a(broadcast, 'a');
  std::thread b(broadcast, 'b');
  for (const auto& client : clients) {
    std::map<char, int> next;
    int ends = 0;
    while (ends < 2) {
      const std::vector<SeenEvent> some = client->ReceiveFrames();
      ASSERT_FALSE(some.empty());
      for (const SeenEvent& seen : some) {
        const char name = seen.payload[0];
        if (seen.payload == Label(name, "end")) {
          EXPECT_EQ(next[name], kMessages);
          ++ends;
        } else {
          ASSERT_EQ(seen.payload,
                    Label(name, std::to_string(next[name]++)) + tail);
        }
      }
    }
  }
  a.join();
  b.join();
}

TEST(ListenerTest, TellsWhatIsWrongWithItsPlace) {
  const auto handler = std::make_shared<ServerHandler>();
  const auto listener = StartListener(LoopbackOptions(), handler);
  ListenerOptions options = LoopbackOptions();
  options.port = listener->port();
  const auto taken = Listener::Start(options, handler);
  EXPECT_EQ(taken.status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(
      std::string(StatusMessage(taken.status())),
      StartsWith("cannot listen on 127.0.0.1:" + std::to_string(options.port) +
                 ": the port is in use by another program"));
  // All addresses include the one that is taken.
  options.address = "";
  EXPECT_EQ(Listener::Start(options, handler).status().code(),
            absl::StatusCode::kAlreadyExists);

  options.address = "not an address";
  const auto wrong = Listener::Start(options, handler);
  EXPECT_EQ(wrong.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(StatusMessage(wrong.status())),
              HasSubstr("\"not an address\""));
  options.address = "192.0.2.1";  // reserved for documentation
  EXPECT_EQ(Listener::Start(options, handler).status().code(),
            absl::StatusCode::kUnavailable);
  options.address = "localhost";
  options.port = 0;
  EXPECT_TRUE(Listener::Start(options, handler).ok());
  options.threads = 0;
  EXPECT_EQ(Listener::Start(options, handler).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Listener::Start(LoopbackOptions(), nullptr).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(ListenerTest, ListensOnAllAddresses) {
  ListenerOptions options;
  options.port = 0;
  const auto handler = std::make_shared<ServerHandler>();
  const auto listener = StartListener(options, handler);
  EXPECT_NE(listener->port(), 0);
  EXPECT_THAT(listener->local_address(),
              HasSubstr(":" + std::to_string(listener->port())));
  BeastClient client(listener->port());  // over IPv4
  client.Send("x");
  EXPECT_EQ(client.Receive(), "x");
  const auto connection = handler->WaitForOpen(1).front();
  EXPECT_THAT(connection->remote_address(), StartsWith("127.0.0.1:"));
  EXPECT_EQ(connection->id(), 1u);
}

TEST(ListenerTest, LocalhostIsBothLoopbacks) {
  ListenerOptions options;
  options.address = "localhost";
  options.port = 0;
  const auto handler = std::make_shared<ServerHandler>();
  const auto listener = StartListener(options, handler);
  options.port = listener->port();
  const auto second = Listener::Start(options, handler);
  EXPECT_EQ(second.status().code(), absl::StatusCode::kAlreadyExists);
  RawClient ipv4(listener->port());
  EXPECT_THAT(ipv4.Upgrade(), StartsWith("HTTP/1.1 101 "));
  options.address = "::1";
  options.port = 0;
  const auto other = Listener::Start(options, handler);
  if (!other.ok()) GTEST_SKIP() << "this machine has no IPv6";
  RawClient ipv6(listener->port(), true);
  EXPECT_THAT(ipv6.Upgrade(), StartsWith("HTTP/1.1 101 "));
  // The port of one family is not enough.
  options.address = "localhost";
  options.port = (*other)->port();
  const auto half_taken = Listener::Start(options, handler);
  EXPECT_EQ(half_taken.status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(std::string(StatusMessage(half_taken.status())),
              StartsWith("cannot listen on [::1]:"));
  listener->Stop(std::chrono::milliseconds(0));
  EXPECT_THROW(RawClient(listener->port(), true), std::system_error);
}

TEST(ListenerTest, SpeaksIpv6) {
  for (const std::string address : {"", "::1"}) {
    ListenerOptions options;
    options.address = address;
    options.port = 0;
    const auto handler = std::make_shared<ServerHandler>();
    const auto listener = StartListener(options, handler);
    if (!listener->local_address().starts_with("[")) {
      GTEST_SKIP() << "this machine has no IPv6";
    }
    RawClient client(listener->port(), true);
    EXPECT_THAT(client.Upgrade(), StartsWith("HTTP/1.1 101 "));
    client.Send(BuildFrame({.payload = "x"}));
    EXPECT_EQ(client.ReceiveFrames(), std::vector{Message("x")});
    EXPECT_THAT(handler->WaitForOpen(1).front()->remote_address(),
                StartsWith("[::1]:"));
  }
}

TEST(ListenerTest, AConnectionMayBeKeptLongerThanTheListener) {
  const auto handler = std::make_shared<ServerHandler>();
  auto listener = StartListener(LoopbackOptions(), handler);
  BeastClient client(listener->port());
  const auto connection = handler->WaitForOpen(1).front();
  listener.reset();
  EXPECT_FALSE(connection->is_open());
  connection->Send(Bytes::Copy("late"));
  connection->Close(CloseCode::kNormal, "late");
  EXPECT_EQ(connection->queued_bytes(), 0u);
}

}  // namespace
}  // namespace noodles::transport_internal
