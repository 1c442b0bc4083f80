// A server that starts, works and stops, once and often, under load too.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <future>
#include <thread>

#include "noodles/base/logging.h"
#include "noodles/server.h"
#include "state/document_testing.h"
#include "transport/raw_client.h"

namespace noodles {
namespace {

using ::testing::HasSubstr;
using transport_internal::CloseCode;
using transport_internal::RawClient;
using transport_internal::SeenEvent;

class OperationTest : public ::testing::Test {
 protected:
  OperationTest() {
    SetLogSink([](const LogRecord&) {});
  }
  ~OperationTest() override { SetLogSink({}); }

  static ServerOptions LocalOptions() {
    ServerOptions options;
    options.address = "127.0.0.1";
    options.port = 0;
    return options;
  }
};

// A client that introduces itself and keeps what it hears in a mirror.
class MirrorClient {
 public:
  explicit MirrorClient(uint16_t port) : raw_(port) {
    raw_.Upgrade();
    Send(EncodeFrame(MsgIntroduction{"mirror"}));
  }

  void Send(const Bytes& frame) {
    raw_.Send(
        transport_internal::BuildFrame({.payload = std::string(frame.text())}));
  }

  // Reads until the document is there.
  void Join() {
    while (!mirror_.is_complete()) {
      const std::vector<SeenEvent> events = raw_.ReceiveFrames();
      ASSERT_FALSE(events.empty());
      Take(events);
    }
  }
  // Reads to the end; the code of the close frame, or nothing.
  std::optional<CloseCode> ReadToTheEnd() {
    while (!close_code_) {
      const std::vector<SeenEvent> events = raw_.ReceiveFrames();
      if (events.empty()) break;
      Take(events);
    }
    raw_.EndStream();
    return close_code_;
  }
  RawClient& raw() { return raw_; }
  const TestMirror& mirror() const { return mirror_; }

 private:
  void Take(const std::vector<SeenEvent>& events) {
    for (const SeenEvent& event : events) {
      if (event.event == transport_internal::FrameParser::Event::kClose) {
        close_code_ = event.code;
      } else {
        mirror_.ReceiveFrame(Bytes::Copy(event.payload));
      }
    }
  }

  RawClient raw_;
  TestMirror mirror_;
  std::optional<CloseCode> close_code_;
};

TEST_F(OperationTest, StartsAndStopsManyTimes) {
  Server server(LocalOptions());
  EXPECT_EQ(server.port(), 0);
  server.Stop();
  const EntityID entity = Must(server.document().Create(Entity{.name = "a"}));
  for (int i = 0; i < 30; ++i) {
    Must(server.Start());
    EXPECT_EQ(server.Start().code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_NE(server.port(), 0);
    MirrorClient client(server.port());
    client.Join();
    EXPECT_TRUE(client.mirror().all<Entity>().contains(entity));
    std::thread stop([&] { server.Stop(); });
    EXPECT_EQ(client.ReadToTheEnd(), CloseCode::kGoingAway);
    stop.join();
    server.Stop();
    EXPECT_EQ(server.port(), 0);
    EXPECT_TRUE(server.clients().empty());
  }
}

TEST_F(OperationTest, ManyServersWorkInOneProcess) {
  std::vector<std::unique_ptr<Server>> servers;
  for (int i = 0; i < 10; ++i) {
    servers.push_back(std::make_unique<Server>(LocalOptions()));
    Must(servers.back()->document().Create(Entity{.name = std::to_string(i)}));
    Must(servers.back()->Start());
  }
  for (size_t i = 0; i < servers.size(); ++i) {
    MirrorClient client(servers[i]->port());
    client.Join();
    EXPECT_EQ(client.mirror().all<Entity>().begin()->second.name,
              std::to_string(i));
    client.raw().EndStream();
  }
}

TEST_F(OperationTest, RunServesOnTheCallersThreadUntilASignal) {
  for (const int signal : {SIGTERM, SIGINT}) {
    Server server(LocalOptions());
    std::promise<uint16_t> ready;
    std::thread client([&] {
      MirrorClient mirror(ready.get_future().get());
      mirror.Join();
      ::kill(::getpid(), signal);
      EXPECT_EQ(mirror.ReadToTheEnd(), CloseCode::kGoingAway);
    });
    EXPECT_TRUE(server.Run([&] { ready.set_value(server.port()); }).ok());
    EXPECT_EQ(server.port(), 0);
    client.join();
  }
}

TEST_F(OperationTest, RunSaysWhyItCannotStart) {
  Server first(LocalOptions());
  Must(first.Start());
  ServerOptions options = LocalOptions();
  options.port = first.port();
  options.assets.service = AssetService::kOff;
  Server second(options);
  bool was_ready = false;
  const absl::Status status = second.Run([&] { was_ready = true; });
  EXPECT_EQ(status.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(TextOf(status), HasSubstr(std::to_string(first.port())));
  EXPECT_FALSE(was_ready);
  // The other one was not disturbed, and the port serves again afterwards.
  MirrorClient(first.port()).Join();
  first.Stop();
  EXPECT_TRUE(second.Start().ok());
}

TEST_F(OperationTest, StopSendsWhatIsQueuedAndThenCloses) {
  ServerOptions options = LocalOptions();
  options.stop_limit = std::chrono::minutes(1);
  Server server(options);
  Must(server.Start());
  MirrorClient client(server.port());
  client.Join();
  // More than is handed to a connection at once.
  constexpr size_t kEntities = 2000;
  for (size_t i = 0; i < kEntities; ++i) {
    Must(server.document().Create(
        Entity{.name = std::string(10'000, static_cast<char>('a' + i % 26))}));
  }
  std::thread stop([&] { server.Stop(); });
  EXPECT_EQ(client.ReadToTheEnd(), CloseCode::kGoingAway);
  client.raw().EndStream();
  stop.join();
  EXPECT_EQ(client.mirror().all<Entity>().size(), kEntities);
  EXPECT_TRUE(client.mirror().complaints().empty());
}

TEST_F(OperationTest, StopSendsASnapshotThatIsLargerThanAnyQueue) {
  ServerOptions options = LocalOptions();
  options.max_direct_bytes = 10'000;
  options.max_queue_bytes = 20'000;
  options.stop_limit = std::chrono::minutes(1);
  Server server(options);
  constexpr size_t kEntities = 2000;
  for (size_t i = 0; i < kEntities; ++i) {
    Must(server.document().Create(Entity{.name = std::string(10'000, 'n')}));
  }
  Must(server.Start());
  MirrorClient client(server.port());
  while (server.clients().empty() ||
         server.clients()[0].state != ClientPhase::kJoined) {
    std::this_thread::yield();
  }
  std::thread stop([&] { server.Stop(); });
  EXPECT_EQ(client.ReadToTheEnd(), CloseCode::kGoingAway);
  stop.join();
  EXPECT_EQ(client.mirror().all<Entity>().size(), kEntities);
  EXPECT_EQ(server.counters().dropped_clients_total, 0u);
}

TEST_F(OperationTest, StopDoesNotWaitForEverForWhoReadsNothing) {
  ServerOptions options = LocalOptions();
  options.stop_limit = std::chrono::milliseconds(1);
  options.assets.promote_bytes = SIZE_MAX;
  Server server(options);
  Must(server.Start());
  MirrorClient client(server.port());
  client.Join();
  // More than the sockets between hold.
  constexpr size_t kSize = size_t{64} << 20;
  Must(server.document().Create(
      Buffer{.size = kSize, .source = Bytes::Adopt(std::string(kSize, 'x'))}));
  server.Stop();
  EXPECT_TRUE(server.clients().empty());
  EXPECT_EQ(client.ReadToTheEnd(), std::nullopt);
}

TEST_F(OperationTest, StopsUnderLoadAndStartsAgain) {
  ServerOptions options = LocalOptions();
  options.stop_limit = std::chrono::milliseconds(100);
  options.network_threads = 2;
  Server server(options);
  Must(server.AddMethod("echo", "", [](int64_t value) { return value; },
                        {"value"}));
  std::atomic<bool> is_over = false;
  std::atomic<uint16_t> port = 0;
  std::vector<std::thread> threads;
  threads.emplace_back([&] {
    while (!is_over) {
      const EntityID id =
          Must(server.document().Create(Entity{.name = "changing"}));
      Must(server.document().Update(id, EntityUpdate{.visible = false}));
      Must(server.document().Delete(id));
    }
  });
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      while (!is_over) {
        try {
          MirrorClient client(port);
          client.raw().Receive();
        } catch (const std::exception&) {
          // The server has stopped meanwhile.
          std::this_thread::yield();
        }
      }
    });
  }
  for (int i = 0; i < 10; ++i) {
    Must(server.Start());
    port = server.port();
    MirrorClient client(server.port());
    client.Join();
    server.Stop();
    EXPECT_TRUE(server.clients().empty());
  }
  is_over = true;
  for (std::thread& thread : threads) thread.join();
}

// True if something accepts connections there.
bool Accepts(int family, const sockaddr* address, socklen_t size) {
  const int client = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool accepted = client >= 0 && ::connect(client, address, size) == 0;
  if (client >= 0) ::close(client);
  return accepted;
}
bool AcceptsIpv4(uint16_t port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return Accepts(AF_INET, reinterpret_cast<const sockaddr*>(&address),
                 sizeof(address));
}
bool AcceptsIpv6(uint16_t port) {
  sockaddr_in6 address = {};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(port);
  address.sin6_addr = in6addr_loopback;
  return Accepts(AF_INET6, reinterpret_cast<const sockaddr*>(&address),
                 sizeof(address));
}

TEST_F(OperationTest, ListensWhereItIsTold) {
  const auto start = [](const std::string& address) {
    ServerOptions options;
    options.port = 0;
    options.address = address;
    auto server = std::make_unique<Server>(options);
    const absl::Status status = server->Start();
    return status.ok() ? std::move(server) : nullptr;
  };
  const auto ipv6 = start("::1");
  if (ipv6 == nullptr) GTEST_SKIP() << "this machine has no IPv6";
  EXPECT_TRUE(AcceptsIpv6(ipv6->port()));
  EXPECT_FALSE(AcceptsIpv4(ipv6->port()));
  EXPECT_TRUE(AcceptsIpv6(ipv6->assets().port()));
  const auto ipv4 = start("127.0.0.1");
  ASSERT_NE(ipv4, nullptr);
  EXPECT_TRUE(AcceptsIpv4(ipv4->port()));
  EXPECT_FALSE(AcceptsIpv6(ipv4->port()));
  const auto loopbacks = start("localhost");
  ASSERT_NE(loopbacks, nullptr);
  for (const uint16_t port : {loopbacks->port(), loopbacks->assets().port()}) {
    EXPECT_TRUE(AcceptsIpv4(port));
    EXPECT_TRUE(AcceptsIpv6(port));
  }
  const auto both = start("");
  ASSERT_NE(both, nullptr);
  EXPECT_TRUE(AcceptsIpv4(both->port()));
  EXPECT_TRUE(AcceptsIpv6(both->port()));
  EXPECT_TRUE(AcceptsIpv4(both->assets().port()));
  EXPECT_TRUE(AcceptsIpv6(both->assets().port()));

  ServerOptions wrong;
  wrong.address = "nowhere.example";
  EXPECT_EQ(Server(wrong).Start().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(OperationTest, CountsWhatItDoes) {
  Server server(LocalOptions());
  const MethodID method = Must(server.AddMethod(
      "echo", "", [](int64_t value) { return value; }, {"value"}));
  const SignalID signal = Must(server.document().Create(Signal{.name = "s"}));
  Must(server.document().SetSignals({signal}));
  Must(server.Start());
  {
    MirrorClient client(server.port());
    client.Join();
    EXPECT_EQ(server.counters().clients, 1u);
    Must(server.Emit(signal, {}));
    client.Send(EncodeFrame(
        MsgInvokeMethod{method, std::nullopt, "1", {Any(int64_t{1})}},
        MsgInvokeMethod{method, std::nullopt, "2", {Any("text")}}));
    // Behind the second reply everything has been counted.
    std::string received;
    while (received.find("method_exception") == std::string::npos) {
      const std::vector<SeenEvent> events = client.raw().ReceiveFrames();
      ASSERT_FALSE(events.empty());
      for (const SeenEvent& event : events) received += event.payload;
    }
    const std::vector<ClientInformation> clients = server.clients();
    ASSERT_EQ(clients.size(), 1u);
    EXPECT_EQ(clients[0].name, "mirror");
    EXPECT_THAT(clients[0].address, ::testing::StartsWith("127.0.0.1:"));
    EXPECT_EQ(ToString(clients[0].state), "joined");
    EXPECT_EQ(clients[0].received_messages, 2u);
    EXPECT_GT(clients[0].received_bytes, 100u);
    EXPECT_EQ(clients[0].sent_messages, server.counters().sent_messages_total);
    EXPECT_EQ(clients[0].waiting_calls, 0u);
    EXPECT_EQ(clients[0].resynchronizations, 0u);
    client.raw().EndStream();
  }
  server.Stop();
  const ServerCounters counters = server.counters();
  EXPECT_EQ(counters.clients, 0u);
  EXPECT_EQ(counters.clients_total, 1u);
  EXPECT_EQ(counters.dropped_clients_total, 0u);
  EXPECT_EQ(counters.received_messages_total, 2u);
  EXPECT_GE(counters.sent_messages_total, 4u);
  EXPECT_GT(counters.sent_bytes_total, 100u);
  EXPECT_EQ(counters.queued_bytes, 0u);
  EXPECT_EQ(counters.calls_total, 2u);
  EXPECT_EQ(counters.failed_calls_total, 1u);
  EXPECT_EQ(counters.calls_in_flight, 0u);
  EXPECT_EQ(counters.signals_total, 1u);
  EXPECT_EQ(counters.document_bytes, server.document().total_bytes());
  EXPECT_GT(counters.document_bytes, 0u);
  EXPECT_EQ(counters.components_of(ComponentKind::kMethod), 1u);
  EXPECT_EQ(counters.components_of(ComponentKind::kSignal), 1u);
  EXPECT_EQ(counters.components_of(ComponentKind::kEntity), 0u);
  EXPECT_THAT(ToPrometheusText(counters),
              HasSubstr("\nnoodles_components{kind=\"Method\"} 1\n"));
}

}  // namespace
}  // namespace noodles
