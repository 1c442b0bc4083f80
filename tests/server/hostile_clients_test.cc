// A server over real sockets: clients that are slow, silent, gone, flooding or
// lying beside one that follows the document; many at once; many starts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <functional>
#include <thread>

#include "noodles/base/status.h"
#include "server/server_testing.h"
#include "transport/raw_client.h"

namespace noodles {
namespace {

using std::chrono::milliseconds;
using transport_internal::BuildFrame;
using transport_internal::ByteVector;
using transport_internal::RawClient;
using transport_internal::SeenEvent;
using transport_internal::operator+;

ServerOptions LocalOptions() {
  ServerOptions options;
  options.address = "127.0.0.1";
  options.port = 0;
  options.assets.service = AssetService::kOff;
  return options;
}

ByteVector Frame(const Bytes& payload) {
  return BuildFrame({.payload = std::string(payload.text())});
}

// A client over the network that mirrors the document.
class MirroringClient {
 public:
  explicit MirroringClient(uint16_t port) : client_(port) {
    client_.Upgrade();
    client_.Send(Frame(EncodeFrame(MsgIntroduction{"healthy"})));
    while (!mirror_.is_complete()) Receive();
  }

  void Receive() {
    const std::vector<SeenEvent> seen = client_.ReceiveFrames();
    if (seen.empty()) throw std::runtime_error("the connection has ended");
    for (const SeenEvent& event : seen) {
      mirror_.ReceiveFrame(Bytes::Copy(event.payload));
    }
  }
  TestMirror& mirror() { return mirror_; }

  // Calls a method and receives everything before its reply.
  void Call(MethodID method) {
    client_.Send(
        Frame(EncodeFrame(MsgInvokeMethod{method, std::nullopt, "call", {}})));
    const size_t before = mirror_.replies;
    while (mirror_.replies == before) Receive();
  }

 private:
  struct CountingMirror : TestMirror {
    void OnMethodReply(MsgMethodReply&&) override { ++replies; }
    size_t replies = 0;
  };

  RawClient client_;
  CountingMirror mirror_;
};

class HostileClientsTest : public ::testing::Test {
 protected:
  HostileClientsTest() {
    SetLogSink([](const LogRecord&) {});
  }
  ~HostileClientsTest() override { SetLogSink(nullptr); }
};

// Follows 300 updates of 20 kB while `hostile` does its worst.
void FollowBeside(const std::function<void(uint16_t)>& hostile) {
  constexpr int kUpdates = 300;
  ServerOptions options = LocalOptions();
  options.max_queue_bytes = 2'000'000;
  options.stop_limit = milliseconds(0);
  Server server(options);
  Must(server.Start());
  const EntityID id = Must(server.document().Create(Entity{.name = "start"}));
  MirroringClient healthy(server.port());
  std::thread other([&] { hostile(server.port()); });
  const auto tags_of = [](int i) -> std::vector<std::string> {
    return {std::to_string(i) + std::string(20'000, '.')};
  };
  for (int i = 0; i < kUpdates; ++i) {
    EntityUpdate update;
    update.tags = tags_of(i);
    Must(server.document().Update(id, update));
    while (healthy.mirror().all<Entity>().at(id).tags != *update.tags) {
      healthy.Receive();
    }
  }
  other.join();
  EXPECT_EQ(healthy.mirror().all<Entity>().at(id).tags, tags_of(kUpdates - 1));
  EXPECT_EQ(healthy.mirror().all<Entity>().size(), 1u);
}

void Join(RawClient& client) {
  client.Upgrade();
  client.Send(Frame(EncodeFrame(MsgIntroduction{"hostile"})));
}

TEST_F(HostileClientsTest, OneThatNeverReads) {
  std::unique_ptr<RawClient> kept;
  FollowBeside([&](uint16_t port) {
    kept = std::make_unique<RawClient>(port);
    Join(*kept);
  });
}

// More than all buffers between hold: a client that does not read falls behind.
TEST_F(HostileClientsTest, OneThatStallsGetsTheDocumentAnew) {
  ServerOptions options = LocalOptions();
  options.max_direct_bytes = 100'000;
  options.max_queue_bytes = 200'000;
  Server server(options);
  const MethodID method = Must(server.AddMethod("reply", "", [] {}));
  Must(server.Start());
  MirroringClient stalled(server.port());
  MirroringClient healthy(server.port());
  size_t created = 0;
  while (server.clients()[0].state != ClientPhase::kBehind) {
    ASSERT_LT(++created, 5000u) << "it never fell behind";
    Must(server.document().Create(Entity{.name = std::string(20'000, 'n')}));
    while (healthy.mirror().all<Entity>().size() < created) healthy.Receive();
  }
  EXPECT_EQ(server.clients()[1].state, ClientPhase::kJoined);
  while (server.clients()[0].state == ClientPhase::kBehind) stalled.Receive();
  Must(server.document().Create(Entity{.name = "last"}));
  stalled.Call(method);
  healthy.Call(method);
  ExpectEqual(stalled.mirror(), server.document());
  ExpectEqual(healthy.mirror(), server.document());
  // Nothing was deleted but for the client that starts over.
  const uint64_t deleted = MessageTraits<MsgEntityDelete>::kNumber;
  EXPECT_THAT(stalled.mirror().numbers(), ::testing::Contains(deleted));
  EXPECT_THAT(healthy.mirror().numbers(),
              ::testing::Not(::testing::Contains(deleted)));
  EXPECT_EQ(server.clients()[0].resynchronizations, 1u);
  EXPECT_EQ(server.clients()[1].resynchronizations, 0u);
  EXPECT_EQ(server.counters().resynchronizations_total, 1u);
  EXPECT_EQ(server.counters().dropped_clients_total, 0u);
}

TEST_F(HostileClientsTest, OnesThatAreSilent) {
  std::vector<std::unique_ptr<RawClient>> kept;
  FollowBeside([&](uint16_t port) {
    for (int i = 0; i < 50; ++i) {
      kept.push_back(std::make_unique<RawClient>(port));
      if (i % 2 == 0) kept.back()->Upgrade();
    }
  });
}

TEST_F(HostileClientsTest, OnesThatAreHalfOpenOrGone) {
  FollowBeside([&](uint16_t port) {
    for (int i = 0; i < 30; ++i) {
      RawClient half_open(port);
      Join(half_open);
      half_open.EndStream();
      RawClient gone(port);
      Join(gone);
      gone.Reset();
    }
  });
}

TEST_F(HostileClientsTest, OneThatFloods) {
  FollowBeside([&](uint16_t port) {
    RawClient client(port);
    Join(client);
    ByteVector flood;
    for (int i = 0; i < 100; ++i) {
      flood = flood + BuildFrame({.first = 0x89, .payload = "ping"}) +
              Frame(EncodeFrame(MsgIntroduction{"again"})) +
              Frame(EncodeFrame(MsgInvokeMethod{MethodID{7, 7}, {}, "x", {}}));
    }
    const std::string bytes(flood.begin(), flood.end());
    // Without reading: the server may drop it.
    for (int i = 0; i < 50 && client.TrySend(bytes); ++i) {
    }
  });
}

TEST_F(HostileClientsTest, OnesThatLie) {
  FollowBeside([&](uint16_t port) {
    const ByteVector lies[] = {
        // A message of a terabyte, a map of 4 billion, a long array that ends.
        BuildFrame({.claimed_bytes = uint64_t{1} << 40}),
        BuildFrame({.payload = "\x82\x01\xba\xff\xff\xff\xff"}),
        BuildFrame({.payload = "\x9a\x10\x00"}),
        BuildFrame({.payload = "x", .masked = false}),
        BuildFrame({.first = 0xf2, .payload = "x"}),
        BuildFrame({.payload = std::string(10'000, '\x81')}),
    };
    for (int round = 0; round < 10; ++round) {
      for (const ByteVector& lie : lies) {
        RawClient client(port);
        Join(client);
        client.TrySend(std::string(lie.begin(), lie.end()));
      }
    }
  });
}

TEST_F(HostileClientsTest, AThousandFollowTheDocument) {
  constexpr size_t kClients = 1000;
  rlimit limit = {};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  Server server(LocalOptions());
  Must(server.Start());
  const EntityID id = Must(server.document().Create(Entity{.name = "start"}));
  std::vector<std::unique_ptr<MirroringClient>> clients;
  for (size_t i = 0; i < kClients; ++i) {
    clients.push_back(std::make_unique<MirroringClient>(server.port()));
  }
  EXPECT_EQ(server.clients().size(), kClients);
  for (int i = 0; i < 20; ++i) {
    EntityUpdate update;
    update.tags = {{std::to_string(i)}};
    Must(server.document().Update(id, update));
  }
  for (const auto& client : clients) {
    while (client->mirror().all<Entity>().at(id).tags !=
           std::vector<std::string>{"19"}) {
      client->Receive();
    }
  }
}

TEST_F(HostileClientsTest, StopsUnderLoadAndStartsAgain) {
  ServerOptions options = LocalOptions();
  // These clients never answer a close frame.
  options.stop_limit = milliseconds(50);
  Server server(options);
  const MethodID method =
      server
          .AddMethod("add", "Adds", [](double a, double b) { return a + b; },
                     {"a", "b"})
          .value();
  const ByteVector call = Frame(EncodeFrame(
      MsgInvokeMethod{method, std::nullopt, "x", {Any(1.0), Any(2.0)}}));
  for (int round = 0; round < 20; ++round) {
    Must(server.Start());
    const uint16_t port = server.port();
    std::atomic<int> ready = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        RawClient client(port);
        Join(client);
        const std::string bytes(call.begin(), call.end());
        bool is_first = true;
        while (client.TrySend(bytes) && !client.ReceiveFrames().empty()) {
          if (is_first) ++ready;
          is_first = false;
        }
        if (is_first) ++ready;
      });
    }
    while (ready < 4) std::this_thread::yield();
    server.Stop();
    EXPECT_EQ(server.port(), 0);
    EXPECT_TRUE(server.clients().empty());
    for (std::thread& thread : threads) thread.join();
  }
}

TEST_F(HostileClientsTest, ATakenPortIsNamed) {
  Server first(LocalOptions());
  Must(first.Start());
  ServerOptions options = LocalOptions();
  options.port = first.port();
  Server second(options);
  const absl::Status status = second.Start();
  EXPECT_EQ(status.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(std::string(StatusMessage(status)),
              ::testing::HasSubstr("127.0.0.1:" + std::to_string(first.port()) +
                                   ": the port is in use"));
  first.Stop();
  EXPECT_TRUE(second.Start().ok());
}

}  // namespace
}  // namespace noodles
