// A whole server with several I/O threads: each client ends with the document,
// and gets each change that is for the client once, whoever lags and leaves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "noodles/server/clients/client_queue.h"
#include "server/fake_thread.h"
#include "server/server_testing.h"
#include "state/random_changes.h"
#include "transport/raw_client.h"

namespace noodles {
namespace {

using server_internal::ClientQueue;
using transport_internal::BuildFrame;
using transport_internal::ConnectionThread;
using Need = ClientQueue::Need;

ServerOptions OptionsWith(SlowClientPolicy policy) {
  ServerOptions options;
  options.address = "127.0.0.1";
  options.port = 0;
  options.network_threads = 3;
  options.assets.service = AssetService::kOff;
  options.slow_clients = policy;
  return options;
}

// Clients that stop reading at any time, so that updates are merged and clients
// start over, beside I/O threads that come late.
TEST(FanOutServerTest, ClientsThatLagEndWithTheDocument) {
  constexpr size_t kClients = 6;
  SetLogSink([](const LogRecord&) {});
  ServerOptions options = OptionsWith(SlowClientPolicy::kResynchronize);
  options.max_direct_bytes = 500;
  options.max_queue_bytes = 3000;
  options.document.max_frame_bytes = 2000;
  options.document.snapshot_step_bytes = 500;
  Server server(options);
  Must(server.Start());
  const MethodID reply =
      Must(server.AddMethod("reply", "", [] { return 1.0; }));
  auto& state = server_internal::ServerState::Of(server);
  std::vector<std::unique_ptr<FakeClient>> clients(kClients);
  std::atomic<bool> is_complete = false;
  std::vector<std::shared_ptr<FakeThread>> threads;
  for (size_t i = 0; i < 2; ++i) {
    threads.push_back(std::make_shared<FakeThread>([&, i] {
      if (!is_complete) return;
      for (size_t at = i; at < kClients; at += 2) clients[at]->OnWoken();
    }));
  }
  for (size_t i = 0; i < kClients; ++i) {
    clients[i] = std::make_unique<FakeClient>(state, kFirstNumber + i, nullptr,
                                              threads[i % 2]);
    clients[i]->Join();
  }
  is_complete = true;
  std::vector<std::thread> writers;
  for (uint32_t seed = 1; seed <= 2; ++seed) {
    writers.emplace_back(
        [&, seed] { RandomChanges(server.document(), seed).Run(1500); });
  }
  std::mt19937 random(7);
  for (int i = 0; i < 400; ++i) {
    FakeClient& client = *clients[random() % kClients];
    if (random() % 2 == 0) {
      client.Stall();
    } else {
      client.Resume();
    }
    std::this_thread::yield();
  }
  for (std::thread& writer : writers) writer.join();
  const auto is_behind = [](const ClientInformation& client) {
    return client.state == ClientPhase::kBehind;
  };
  for (const auto& thread : threads) thread->Wake();
  do {
    for (const auto& client : clients) client->Resume();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  } while (std::ranges::any_of(server.clients(), is_behind));
  for (const auto& client : clients) {
    client->Call(reply, {});
    client->ReceiveAll();
    ExpectEqual(client->mirror(), server.document());
    EXPECT_EQ(client->close_code(), std::nullopt);
  }
  for (const auto& thread : threads) thread->End();
  clients.clear();
  SetLogSink(nullptr);
}

// Counts what it is asked for, and does nothing.
struct CountingThread final : ConnectionThread {
  void Wake() override { ++wakes; }
  void WakeLater() override { ++later_wakes; }

  std::atomic<int> wakes = 0;
  std::atomic<int> later_wakes = 0;
};

TEST(FanOutServerTest, AMessageForFewClientsWakesThemAlone) {
  constexpr size_t kClients = 8;
  SetLogSink([](const LogRecord&) {});
  Server server(OptionsWith(SlowClientPolicy::kDrop));
  const SignalID signal = Must(server.document().Create(Signal{.name = "s"}));
  Must(server.document().SetSignals({signal}));
  Must(server.Start());
  auto& state = server_internal::ServerState::Of(server);
  const auto thread = std::make_shared<CountingThread>();
  std::vector<std::unique_ptr<FakeClient>> clients;
  for (size_t i = 0; i < kClients; ++i) {
    clients.push_back(
        std::make_unique<FakeClient>(state, kFirstNumber + i, nullptr, thread));
    clients.back()->Join();
  }
  const auto wakes_of_all = [&] {
    std::vector<int> wakes;
    for (const auto& client : clients) {
      wakes.push_back(client->requested_wakes());
    }
    return wakes;
  };
  // FakeConnection wakes its thread when it is to be woken alone.
  thread->wakes = 0;
  Must(server.Emit(signal, {1}, std::nullopt, {{kFirstNumber + 2}}));
  EXPECT_THAT(wakes_of_all(), ::testing::ElementsAre(0, 0, 1, 0, 0, 0, 0, 0));
  EXPECT_EQ(thread->wakes, 1);
  EXPECT_EQ(thread->later_wakes, 1);
  // Many clients, or all: none alone.
  Must(server.Emit(signal, {2}, std::nullopt,
                   {{kFirstNumber, kFirstNumber + 1, kFirstNumber + 3}}));
  Must(server.Emit(signal, {3}));
  EXPECT_THAT(wakes_of_all(), ::testing::ElementsAre(0, 0, 1, 0, 0, 0, 0, 0));
  EXPECT_EQ(thread->wakes, 3);
  EXPECT_EQ(thread->later_wakes, 1);
  // Not without end: the log holds what the others have not passed.
  const std::string large(100'000, 'x');
  for (int i = 0; i < 20; ++i) {
    Must(server.Emit(signal, {large}, std::nullopt, {{kFirstNumber + 2}}));
  }
  EXPECT_GT(thread->wakes, 3 + clients[2]->requested_wakes() - 1);
  for (const auto& client : clients) client->OnWoken();
  std::vector<size_t> signals;
  for (const auto& client : clients) {
    client->ReceiveAll();
    signals.push_back(client->signals().size());
  }
  EXPECT_THAT(signals, ::testing::ElementsAre(2, 2, 22, 2, 1, 1, 1, 1));
  clients.clear();
  SetLogSink(nullptr);
}

// Follows a counter, in the tags of an entity, over a socket.
class CountingClient {
 public:
  explicit CountingClient(uint16_t port) : client_(port) {
    client_.Upgrade();
    Send(MsgIntroduction{"counting"});
    while (!mirror_.is_complete() && !::testing::Test::HasFatalFailure()) {
      Receive();
    }
  }
  template <class Message>
  void Send(const Message& message) {
    client_.Send(
        BuildFrame({.payload = std::string(EncodeFrame(message).text())}));
  }
  void Receive() {
    const auto seen = client_.ReceiveFrames();
    ASSERT_FALSE(seen.empty()) << "the connection has ended";
    for (const auto& event : seen) {
      mirror_.ReceiveFrame(Bytes::Copy(event.payload));
    }
    EXPECT_THAT(mirror_.complaints(), ::testing::IsEmpty());
  }
  // Calls, and receives everything up to the reply: a number of the counter.
  void Call(MethodID method) {
    mirror_.reply.reset();
    Send(MsgInvokeMethod{method, std::nullopt, "call", {}});
    while (!mirror_.reply && !::testing::Test::HasFatalFailure()) Receive();
    // The change of the call came before the reply.
    EXPECT_GE(mirror_.value_at_reply, *mirror_.reply);
  }
  uint64_t value() const { return mirror_.value(); }
  size_t signals() const { return mirror_.signals; }

 private:
  struct Mirror : TestMirror {
    void OnEntityUpdate(MsgEntityUpdate&& message) override {
      const uint64_t before = value();
      TestMirror::OnEntityUpdate(std::move(message));
      EXPECT_EQ(value(), before + 1);
    }
    void OnMethodReply(MsgMethodReply&& message) override {
      reply = static_cast<uint64_t>(
          std::get<Any>(message.outcome).AsDouble().value_or(0));
      value_at_reply = value();
    }
    uint64_t value() const {
      const Entity& entity = all<Entity>().begin()->second;
      return std::stoull(entity.tags.front());
    }
    void OnSignalInvoke(MsgSignalInvoke&& message) override {
      TestMirror::OnSignalInvoke(std::move(message));
      ++signals;
    }
    std::optional<uint64_t> reply;
    uint64_t value_at_reply = 0;
    size_t signals = 0;
  };

  transport_internal::RawClient client_;
  Mirror mirror_;
};

TEST(FanOutServerTest, EachClientSeesEachValueOnceOverSeveralThreads) {
  constexpr uint64_t kValues = 3000;
  constexpr size_t kClients = 6;
  SetLogSink([](const LogRecord&) {});
  Server server(OptionsWith(SlowClientPolicy::kDrop));
  Document& document = server.document();
  uint64_t value = 0;  // with the document locked
  std::atomic<uint64_t> last = 0;
  const EntityID id =
      Must(document.Create(Entity{.tags = std::vector<std::string>{"0"}}));
  const auto count = [&] {
    std::this_thread::sleep_for(std::chrono::microseconds(100));
    uint64_t counted = 0;
    Must(document.Transact([&] {
      counted = ++value;
      EntityUpdate update;
      update.tags = {std::to_string(counted)};
      return document.Update(id, update);
    }));
    last = counted;
    return static_cast<double>(counted);
  };
  const MethodID method = Must(server.AddMethod("count", "", count));
  const SignalID signal = Must(document.Create(Signal{.name = "s"}));
  Must(document.SetSignals({signal}));
  Must(server.Start());
  std::vector<std::thread> threads;
  for (size_t i = 0; i < kClients; ++i) {
    threads.emplace_back([&, i] {
      std::mt19937 random(static_cast<uint32_t>(i));
      while (last < kValues) {
        CountingClient client(server.port());
        for (uint32_t calls = random() % 20; calls > 0; --calls) {
          client.Call(method);
        }
        // Leaves with changes on their way.
        if (random() % 2 == 0) continue;
        const uint64_t until = std::min(last + random() % 200, kValues);
        while (client.value() < until && !::testing::Test::HasFatalFailure()) {
          client.Receive();
        }
      }
    });
  }
  for (uint32_t i = 0; i < 2; ++i) {
    threads.emplace_back([&, i] {
      std::mt19937 random(100 + i);
      while (last < kValues + 200) {
        count();
        if (random() % 2 == 0) continue;
        const std::vector<ClientInformation> clients = server.clients();
        if (clients.empty()) continue;
        const ClientNumber one = clients[random() % clients.size()].number;
        Must(server.Emit(signal, {}, std::nullopt, {{one}}));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CountingClient client(server.port());
  client.Call(method);
  EXPECT_EQ(client.value(), last);
  SetLogSink(nullptr);
}

// The one client gets the message at once; the others leave it behind although
// nothing else happens.
TEST(FanOutServerTest, ClientsPassWhatIsForOthersBeforeLong) {
  constexpr size_t kClients = 8;
  SetLogSink([](const LogRecord&) {});
  Server server(OptionsWith(SlowClientPolicy::kDrop));
  Must(server.document().Create(Entity{.tags = std::vector<std::string>{"0"}}));
  const SignalID signal = Must(server.document().Create(Signal{.name = "s"}));
  Must(server.document().SetSignals({signal}));
  Must(server.Start());
  std::vector<std::unique_ptr<CountingClient>> clients;
  for (size_t i = 0; i < kClients; ++i) {
    clients.push_back(std::make_unique<CountingClient>(server.port()));
  }
  const ClientNumber last = server.clients().back().number;
  for (int i = 0; i < 3; ++i) {
    Must(server.Emit(signal, {i}, std::nullopt, {{last}}));
    while (clients.back()->signals() <= static_cast<size_t>(i)) {
      clients.back()->Receive();
      ASSERT_FALSE(::testing::Test::HasFatalFailure());
    }
    // Ends by the time limit of the test, if the others are not woken.
    const auto waits = [](const ClientInformation& client) {
      return client.queued_bytes > 0;
    };
    while (std::ranges::any_of(server.clients(), waits)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
  for (size_t i = 0; i + 1 < kClients; ++i) {
    EXPECT_EQ(clients[i]->signals(), 0u);
  }
  clients.clear();
  SetLogSink(nullptr);
}

}  // namespace
}  // namespace noodles
