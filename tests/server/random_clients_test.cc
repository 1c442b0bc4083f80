// Random changes by several threads and by methods, signals among them, beside
// clients that join, leave and come back at any time: each client ends with the
// document, and none hears of a name before its creation or after its end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "noodles/base/logging.h"
#include "noodles/server.h"
#include "server/fake_client.h"
#include "state/document_testing.h"
#include "state/random_changes.h"

namespace noodles {
namespace {

using ::testing::IsEmpty;

class RandomClientsTest : public ::testing::TestWithParam<uint32_t> {
 protected:
  RandomClientsTest() : server_(Options()) {
    SetLogSink([](const LogRecord&) {});
    Must(server_.Start());
    // Outside the document's lists, which change at random.
    change_ = Must(server_.DefineMethod(
        Method{.name = "change"},
        [this](CallContext&, const std::vector<Any>&) -> absl::StatusOr<Any> {
          RandomChanges changes(server_.document(), ++seeds_);
          for (int i = 0; i < 5; ++i) changes.Step();
          if (changes.Chance(3)) return Internal("taken back");
          return Any(nullptr);
        }));
  }
  ~RandomClientsTest() override { SetLogSink(nullptr); }

  static ServerOptions Options() {
    ServerOptions options;
    options.address = "127.0.0.1";
    options.port = 0;
    options.check_attachment = false;
    options.document.max_frame_bytes = 2000;
    // Much happens in the middle of each snapshot.
    options.document.snapshot_step_bytes = 100;
    return options;
  }

  std::unique_ptr<FakeClient> NewClient() {
    return std::make_unique<FakeClient>(
        server_internal::ServerState::Of(server_), ++number_);
  }

  void ChangeAtRandom(uint32_t seed) {
    RandomChanges changes(server_.document(), seed);
    for (int i = 0; i < 500 || visitors_ != 0; ++i) {
      changes.Run(1);
      if (!changes.Chance(5)) continue;
      const EntityID entity = changes.Pick<Entity>();
      server_.Emit(changes.Pick<Signal>(), {}, InvokeIDType{entity})
          .IgnoreError();
      server_.Emit(changes.Pick<Signal>(), {}).IgnoreError();
    }
  }

  // Joins, calls, leaves, and comes back; the last visit is returned.
  std::unique_ptr<FakeClient> VisitAtRandom(uint32_t seed) {
    std::mt19937 random(seed);
    std::unique_ptr<FakeClient> client;
    for (int visit = 0; visit < 4; ++visit) {
      client = NewClient();
      // One that leaves in the middle of its snapshot.
      if (random() % 4 == 0) {
        client->Send(MsgIntroduction{"hasty"});
        client = NewClient();
      }
      client->Join();
      for (uint32_t calls = random() % 8; calls > 0; --calls) {
        client->Call(change_, {});
      }
      client->ReceiveAll();
      EXPECT_THAT(client->mirror().complaints(), IsEmpty());
    }
    --visitors_;
    return client;
  }

  Server server_;
  MethodID change_;
  std::atomic<uint64_t> number_ = 1'000'000;
  std::atomic<uint32_t> seeds_ = 5000;
  std::atomic<size_t> visitors_ = 0;
};

TEST_P(RandomClientsTest, AllSeeTheSameDocument) {
  constexpr size_t kClients = 4;
  std::vector<std::unique_ptr<FakeClient>> clients(kClients);
  visitors_ = kClients;
  std::vector<std::thread> threads;
  for (uint32_t i = 0; i < 3; ++i) {
    threads.emplace_back([&, i] { ChangeAtRandom(GetParam() * 100 + i); });
  }
  for (uint32_t i = 0; i < kClients; ++i) {
    threads.emplace_back(
        [&, i] { clients[i] = VisitAtRandom(GetParam() * 100 + 50 + i); });
  }
  for (std::thread& thread : threads) thread.join();

  // The method may have gone with a reset; its reply comes all the same, and
  // behind everything else.
  for (const auto& client : clients) client->Call(change_, {});
  for (const auto& client : clients) client->Call({}, {});
  for (const auto& client : clients) {
    client->ReceiveAll();
    ExpectEqual(client->mirror(), server_.document());
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomClientsTest, ::testing::Range(1u, 3u));

}  // namespace
}  // namespace noodles
