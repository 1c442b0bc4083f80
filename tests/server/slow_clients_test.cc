// Clients that read slowly or not at all, beside one that keeps up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/rounds.h"
#include "noodles/base/logging.h"
#include "noodles/server.h"
#include "server/fake_client.h"
#include "state/document_testing.h"
#include "state/random_changes.h"

namespace noodles {
namespace {

class SlowClientsTest : public ::testing::Test {
 protected:
  ~SlowClientsTest() override {
    slow_.reset();
    healthy_.reset();
    server_.reset();
    SetLogSink(nullptr);
  }

  void Start(size_t direct_bytes, size_t queue_bytes, SlowClientPolicy policy) {
    SetLogSink([this](const LogRecord& record) {
      const std::lock_guard<std::mutex> lock(log_mutex_);
      log_.push_back(FormatLogRecord(record));
    });
    ServerOptions options;
    options.address = "127.0.0.1";
    options.port = 0;
    options.max_direct_bytes = direct_bytes;
    options.max_queue_bytes = queue_bytes;
    options.slow_clients = policy;
    options.document.max_frame_bytes = 2000;
    options.document.snapshot_step_bytes = 500;
    server_ = std::make_unique<Server>(options);
    Must(server_->Start());
    reply_ = Must(server_->AddMethod("reply", "", [] { return 1.0; }));
    slow_ = std::make_unique<FakeClient>(
        server_internal::ServerState::Of(*server_), 1'000'000);
    healthy_ = std::make_unique<FakeClient>(
        server_internal::ServerState::Of(*server_), 1'000'001);
  }
  void JoinBoth() {
    slow_->Join();
    healthy_->Join();
  }

  Document& document() { return server_->document(); }

  // All that the server has to do for its queues so far has been done: clients
  // that leave are reported behind that.
  void WaitForRelief() {
    static uint64_t number = 2'000'000;
    const uint64_t last = ++number;
    std::promise<void> has_joined;
    std::promise<void> has_left;
    const auto tell = [last](std::promise<void>& promise) {
      return [&promise, last](const ClientInformation& client) {
        if (client.number == last) promise.set_value();
      };
    };
    const ClientWatch watch = server_->WatchClients(
        {.joined = tell(has_joined), .left = tell(has_left)});
    FakeClient client(server_internal::ServerState::Of(*server_), last);
    client.Join();
    has_joined.get_future().wait();
    client.Leave();
    has_left.get_future().wait();
  }

  void ExpectHasAll(FakeClient& client) {
    client.Call(reply_, {});
    client.ReceiveAll();
    ExpectEqual(client.mirror(), document());
  }

  std::vector<std::string> log() {
    const std::lock_guard<std::mutex> lock(log_mutex_);
    return log_;
  }

  std::mutex log_mutex_;
  std::vector<std::string> log_;
  std::unique_ptr<Server> server_;
  MethodID reply_;
  std::unique_ptr<FakeClient> slow_;
  std::unique_ptr<FakeClient> healthy_;
};

TEST_F(SlowClientsTest, SupersededUpdatesAreMerged) {
  Start(1000, 1'000'000, SlowClientPolicy::kDrop);
  JoinBoth();
  const EntityID one = Must(document().Create(Entity{.name = "one"}));
  const EntityID two = Must(document().Create(Entity{.name = "two"}));
  slow_->ReceiveAll();
  const size_t before = slow_->frame_count();
  slow_->Stall();
  for (int i = 0; i < 2000; ++i) {
    Must(document().Update(one, {.tags = std::vector{std::to_string(i)}}));
    Must(document().Update(two, {.visible = i % 2 == 0}));
  }
  WaitForRelief();
  slow_->Resume();
  ExpectHasAll(*slow_);
  ExpectHasAll(*healthy_);
  EXPECT_EQ(Must(document().Get(one)).tags, std::vector<std::string>{"1999"});
  // The frames that the connection took at once, and the merged rest.
  EXPECT_LT(slow_->frame_count() - before, 2000u);
  EXPECT_GE(healthy_->frame_count(), 4000u);
}

TEST_F(SlowClientsTest, UpdatesKeepTheirPlaceBehindWhatTheyName) {
  Start(100, 1'000'000, SlowClientPolicy::kDrop);
  JoinBoth();
  slow_->Stall();
  RandomChanges changes(document(), 7);
  for (int i = 0; i < 30; ++i) {
    changes.Run(100);
    WaitForRelief();
  }
  slow_->Resume();
  ExpectHasAll(*slow_);
  ExpectHasAll(*healthy_);
}

TEST_F(SlowClientsTest, OneThatIsTooSlowIsDropped) {
  Start(1000, 5000, SlowClientPolicy::kDrop);
  JoinBoth();
  slow_->Stall();
  for (int i = 0; i < 200; ++i) {
    Must(document().Create(Entity{.name = std::string(50, 'n')}));
    WaitForRelief();
  }
  EXPECT_EQ(slow_->close_code(),
            transport_internal::CloseCode::kPolicyViolation);
  EXPECT_EQ(healthy_->close_code(), std::nullopt);
  ExpectHasAll(*healthy_);
  slow_->Leave();
  EXPECT_THAT(log(), ::testing::Contains("W server: client read too slowly; "
                                         "dropped client=1000000 name=fake"));
  EXPECT_EQ(server_->counters().dropped_clients_total, 1u);
  EXPECT_EQ(server_->counters().cut_clients_of(CutReason::kSlow), 1u);
}

TEST_F(SlowClientsTest, MuchAtOnceCannotFillTheMemory) {
  Start(1000, 5000, SlowClientPolicy::kDrop);
  JoinBoth();
  slow_->Stall();
  // One frame after another, without a pause in which to merge.
  Must(document().Transact([&] {
    for (int i = 0; i < 2000; ++i) {
      Must(document().Create(Entity{.name = std::string(50, 'n')}));
    }
    return absl::OkStatus();
  }));
  EXPECT_EQ(slow_->close_code(),
            transport_internal::CloseCode::kPolicyViolation);
  ExpectHasAll(*healthy_);
}

TEST_F(SlowClientsTest, AStalledClientStartsOver) {
  Start(1000, 5000, SlowClientPolicy::kResynchronize);
  const EntityID parent = Must(document().Create(Entity{.name = "parent"}));
  const EntityID child =
      Must(document().Create(Entity{.name = "child", .parent = parent}));
  JoinBoth();
  slow_->Stall();
  slow_->Send(MsgInvokeMethod{reply_, std::nullopt, "early", {}});
  // For the client, the child still hangs below its first parent.
  const EntityID other = Must(document().Create(Entity{.name = "other"}));
  Must(document().Update(child, {.parent = other}));
  Must(document().Delete(parent));
  for (int i = 0; i < 200; ++i) {
    Must(document().Create(Entity{.name = std::string(50, 'n')}));
    WaitForRelief();
  }
  EXPECT_EQ(server_->clients()[0].state, ClientPhase::kBehind);
  const size_t before = slow_->frame_count();
  slow_->Resume();
  WaitForRelief();
  EXPECT_EQ(server_->clients()[0].state, ClientPhase::kJoined);
  EXPECT_EQ(server_->clients()[0].resynchronizations, 1u);
  EXPECT_THAT(
      log(), ::testing::Contains("W server: client read too slowly; it gets "
                                 "the document anew client=1000000 name=fake"));
  ExpectHasAll(*slow_);
  EXPECT_EQ(slow_->close_code(), std::nullopt);
  EXPECT_GT(slow_->frame_count(), before);
  // Deletes came first, and the reply was not lost.
  EXPECT_THAT(slow_->mirror().numbers(), ::testing::Contains(6));
  EXPECT_THAT(slow_->replies(), ::testing::SizeIs(2));
  ExpectHasAll(*healthy_);
}

TEST_F(SlowClientsTest, ClientsThatStartOverTogetherGetTheSame) {
  Start(1000, 5000, SlowClientPolicy::kResynchronize);
  JoinBoth();
  const EntityID first = Must(document().Create(Entity{.name = "first"}));
  std::vector<std::unique_ptr<FakeClient>> others;
  for (uint64_t i = 0; i < 5; ++i) {
    others.push_back(std::make_unique<FakeClient>(
        server_internal::ServerState::Of(*server_), 1'500'000 + i));
    others.back()->Join();
    others.back()->Stall();
    // Each lags from another moment on.
    Must(document().Create(Entity{.name = std::string(50, 'm')}));
  }
  for (int i = 0; i < 200; ++i) {
    Must(document().Create(Entity{.name = std::string(50, 'n')}));
  }
  Must(document().Delete(first));
  WaitForRelief();
  // The feed is busy while all of them read again.
  std::latch is_busy(1);
  std::latch may_go_on(1);
  {
    const ClientWatch watch =
        server_->WatchClients({.left = [&](const ClientInformation& client) {
          if (client.number != 1'000'000) return;
          is_busy.count_down();
          may_go_on.wait();
        }});
    slow_->Leave();
    is_busy.wait();
    for (const auto& other : others) other->Resume();
    may_go_on.count_down();
    WaitForRelief();
  }
  for (const auto& other : others) {
    ExpectHasAll(*other);
    EXPECT_FALSE(other->mirror().all<Entity>().contains(first));
  }
  EXPECT_EQ(server_->counters().resynchronizations_total, 5u);
  ExpectHasAll(*healthy_);
}

TEST_F(SlowClientsTest, AJoinComesBeforeTheWorkOnSlowClients) {
  Start(1000, 5000, SlowClientPolicy::kResynchronize);
  JoinBoth();
  WaitForRelief();
  // The feed is busy with a client that left; more of its work waits.
  std::latch is_busy(1);
  std::latch may_go_on(1);
  std::vector<std::string> events;
  const ClientWatch watch =
      server_->WatchClients({.joined =
                                 [&](const ClientInformation& client) {
                                   events.push_back("joined " + client.name);
                                 },
                             .left =
                                 [&](const ClientInformation&) {
                                   events.push_back("left");
                                   if (events.size() > 1) return;
                                   is_busy.count_down();
                                   may_go_on.wait();
                                 }});
  slow_->Leave();
  is_busy.wait();
  healthy_->Leave();
  FakeClient newcomer(server_internal::ServerState::Of(*server_), 1'600'000);
  newcomer.Send(MsgIntroduction{"newcomer"});
  may_go_on.count_down();
  WaitForRelief();
  ASSERT_GE(events.size(), 2u);
  EXPECT_THAT(std::vector(events.begin(), events.begin() + 2),
              ::testing::ElementsAre("left", "joined newcomer"));
}

TEST_F(SlowClientsTest, StallingAtAnyTimeIsHarmless) {
  for (int seed = 1; seed <= Rounds(10); ++seed) {
    Start(500, 3000, SlowClientPolicy::kResynchronize);
    RandomChanges changes(document(), static_cast<uint32_t>(seed));
    changes.Run(300);
    JoinBoth();
    for (int round = 0; round < 5; ++round) {
      changes.Run(20);
      slow_->Stall();
      for (uint32_t i = changes.Number(20); i > 0; --i) {
        changes.Run(10);
        WaitForRelief();
      }
      slow_->Resume();
      changes.Run(20);
    }
    WaitForRelief();
    ExpectHasAll(*slow_);
    ExpectHasAll(*healthy_);
    EXPECT_EQ(slow_->close_code(), std::nullopt);
    slow_.reset();
    healthy_.reset();
    server_.reset();
  }
}

}  // namespace
}  // namespace noodles
