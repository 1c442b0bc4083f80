// Clients that read slowly or not at all, beside one that keeps up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

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

  // Whatever the server has to do for its queues is behind it: they are looked
  // after where clients join.
  void WaitForRelief() {
    static uint64_t number = 2'000'000;
    FakeClient(server_internal::ServerState::Of(*server_), ++number).Join();
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

TEST_F(SlowClientsTest, StallingAtAnyTimeIsHarmless) {
  for (uint32_t seed = 1; seed <= 10; ++seed) {
    Start(500, 3000, SlowClientPolicy::kResynchronize);
    RandomChanges changes(document(), seed);
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
