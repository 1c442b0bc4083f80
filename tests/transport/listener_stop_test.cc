#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <exception>
#include <thread>

#include "noodles/transport/connections/listener.h"
#include "transport/beast_client.h"
#include "transport/raw_client.h"
#include "transport/server_handler.h"

namespace noodles::transport_internal {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds kLong{600};

TEST(ListenerStopTest, ClosesWith1001AfterWhatIsQueued) {
  const auto handler = std::make_shared<ServerHandler>();
  const auto listener = StartListener(LoopbackOptions(), handler);
  BeastClient client(listener->port());
  const auto connection = handler->WaitForOpen(1).front();
  const std::string large = TestText(10'000'000);
  connection->Send(Bytes::Copy(large));
  connection->Send(Bytes::Copy("last"));
  std::thread reader([&] {
    EXPECT_TRUE(client.Receive() == large);
    EXPECT_EQ(client.Receive(), "last");
    EXPECT_EQ(client.Receive(), std::nullopt);
    EXPECT_EQ(client.close_code(), 1001);
  });
  listener->Stop(kLong);
  reader.join();
  ASSERT_EQ(handler->closes(), 1u);
  EXPECT_EQ(handler->WaitForClosed(1).front().cause,
            CloseCause::kListenerStopped);
  EXPECT_EQ(listener->connection_count(), 0u);
  listener->Stop(kLong);
}

TEST(ListenerStopTest, FreesThePort) {
  auto listener =
      StartListener(LoopbackOptions(), std::make_shared<ServerHandler>());
  ListenerOptions options = LoopbackOptions();
  options.port = listener->port();
  BeastClient client(options.port);
  listener->Stop(milliseconds(0));
  const auto again = StartListener(options, std::make_shared<ServerHandler>());
  ASSERT_NE(again, nullptr);
  EXPECT_EQ(again->port(), options.port);
}

TEST(ListenerStopTest, DoesNotWaitForPeersBeyondTheLimit) {
  ListenerOptions options = LoopbackOptions();
  options.threads = 2;
  options.connection.close_timeout = milliseconds(0);  // for ever
  const auto handler = std::make_shared<ServerHandler>();
  const auto listener = StartListener(options, handler);
  RawClient silent(listener->port());
  RawClient half(listener->port());
  half.Send("GET / HT");
  RawClient never_answers(listener->port());
  never_answers.Upgrade();
  RawClient never_reads(listener->port());
  never_reads.Upgrade();
  for (const auto& connection : handler->WaitForOpen(2)) {
    connection->Send(Bytes::Copy(TestText(30'000'000)));
  }
  listener->Stop(milliseconds(20));
  EXPECT_EQ(handler->closes(), 2u);
  EXPECT_EQ(silent.ReceiveAll(), "");
  EXPECT_EQ(half.ReceiveAll(), "");
}

TEST(ListenerStopTest, StopsUnderLoad) {
  for (int round = 0; round < 10; ++round) {
    ListenerOptions options = LoopbackOptions();
    options.threads = 2;
    const auto handler = std::make_shared<ServerHandler>();
    const auto listener = StartListener(options, handler);
    const uint16_t port = listener->port();

    std::atomic<bool> stop = false;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        RawClient client(port);
        client.Upgrade();
        const ByteVector frame = BuildFrame({.payload = TestText(3000)});
        const std::string bytes(frame.begin(), frame.end());
        while (!stop && client.TrySend(bytes) &&
               !client.ReceiveFrames().empty()) {
        }
      });
    }
    threads.emplace_back([&] {
      while (!stop) {
        try {
          RawClient client(port);
          client.TrySend("GET / HTTP/1.1\r\n\r\n");
          client.ReceiveAll();
        } catch (const std::exception&) {
          return;  // it does not listen any more
        }
      }
    });
    const auto connections = handler->WaitForOpen(8);
    threads.emplace_back([&] {
      const auto message = MakeOutgoingMessage({Bytes::Copy(TestText(500))});
      while (!stop) {
        for (const auto& connection : connections) connection->Send(message);
        std::this_thread::yield();
      }
    });
    handler->WaitForMessages(100);
    listener->Stop(milliseconds(round % 2 == 0 ? 0 : 50));
    EXPECT_EQ(handler->closes(), handler->opens());
    EXPECT_EQ(listener->connection_count(), 0u);
    stop = true;
    for (std::thread& thread : threads) thread.join();
  }
}

TEST(ListenerStopTest, SeveralThreadsMayStopIt) {
  const auto listener =
      StartListener(LoopbackOptions(), std::make_shared<ServerHandler>());
  std::thread other([&] { listener->Stop(milliseconds(0)); });
  listener->Stop(milliseconds(0));
  other.join();
}

}  // namespace
}  // namespace noodles::transport_internal
