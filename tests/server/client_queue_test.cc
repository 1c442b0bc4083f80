// ClientQueue, at the exact bytes of its limits.
#include "noodles/server/clients/client_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "noodles/codec.h"
#include "server/fake_client.h"

namespace noodles {
namespace {

using transport_internal::CloseCode;
using Need = server_internal::ClientQueue::Need;

// A frame that counts `cost`, and can't be merged with others.
server_internal::FramePointer FrameOf(size_t cost) {
  auto frame = std::make_shared<server_internal::QueuedFrame>();
  const size_t size = cost - transport_internal::kQueuedMessageCost;
  frame->segments = {Bytes::Adopt(std::string(size, '\x80'))};
  frame->size = size;
  frame->count = 1;
  return frame;
}

class ClientQueueTest : public ::testing::Test {
 protected:
  void Make(size_t direct_bytes, size_t waiting_bytes,
            SlowClientPolicy policy = SlowClientPolicy::kDrop) {
    connection_ = std::make_shared<FakeConnection>(1);
    connection_->Stall(true);
    queue_ = std::make_unique<server_internal::ClientQueue>(
        connection_, server_internal::ClientQueueLimits{direct_bytes,
                                                        waiting_bytes, policy});
  }
  // Does at once what the queue needs.
  void Send(server_internal::FramePointer frame) {
    Attend(queue_->Send(std::move(frame)));
  }
  Need Attend(Need need) {
    while (need == Need::kRelief) need = queue_->Relieve(merger_, 1);
    return need;
  }

  server_internal::SharedMerger merger_{10'000, 10'000};
  std::shared_ptr<FakeConnection> connection_;
  std::unique_ptr<server_internal::ClientQueue> queue_;
};

TEST_F(ClientQueueTest, LargeRepliesCountUntilTheConnectionHasSentThem) {
  constexpr size_t kMiB = size_t{1} << 20;
  auto shared = std::make_shared<server_internal::SharedQueueState>();
  server_internal::ClientQueueLimits limits;
  limits.reply_bytes_of_all = kMiB;
  limits.reply_share = kMiB / 2;
  connection_ = std::make_shared<FakeConnection>(1);
  connection_->Stall(true);
  queue_ = std::make_unique<server_internal::ClientQueue>(connection_, limits,
                                                          shared);
  const auto reply = [](size_t size) {
    return Bytes::Adopt(std::string(size, 'r'));
  };
  queue_->SendReply(reply(100));
  EXPECT_EQ(shared->reply_bytes, 0u);
  queue_->SendReply(reply(3 * kMiB));
  const size_t cost = 3 * kMiB + transport_internal::kQueuedMessageCost;
  EXPECT_EQ(shared->reply_bytes, cost);
  EXPECT_EQ(queue_->account().in_queue(), 0u);
  EXPECT_FALSE(queue_->account().has_room_for_replies());
  connection_->Stall(false);
  EXPECT_EQ(queue_->OnDrained(), Need::kNothing);
  EXPECT_EQ(shared->reply_bytes, 0u);
  EXPECT_TRUE(queue_->account().has_room_for_replies());
}

TEST_F(ClientQueueTest, HandsOverUntilMoreThanItsLimitIsThere) {
  constexpr size_t kSize = 500;
  for (const size_t direct_bytes : {kSize - 1, kSize, kSize + 1}) {
    Make(direct_bytes, 100'000);
    for (int i = 0; i < 4; ++i) {
      Send(FrameOf(kSize + transport_internal::kQueuedMessageCost));
    }
    EXPECT_EQ(connection_->frame_count(), direct_bytes < kSize ? 1u : 2u);
    // The rest follows in order when the client has taken that.
    connection_->Stall(false);
    EXPECT_EQ(Attend(queue_->OnDrained()), Need::kNothing);
    EXPECT_EQ(connection_->frame_count(), 4u);
    EXPECT_EQ(queue_->account().in_queue(), 0u);
  }
}

TEST_F(ClientQueueTest, AsManyBytesAsItsLimitMayWait) {
  for (const size_t last : {399u, 400u, 401u}) {
    Make(0, 1000);
    Send(FrameOf(100));  // goes to the connection
    Send(FrameOf(600));
    Send(FrameOf(last));
    if (last <= 400) {
      EXPECT_FALSE(queue_->is_dropped()) << last;
      EXPECT_EQ(connection_->close_code(), std::nullopt);
      EXPECT_EQ(queue_->account().in_queue(), 600 + last);
    } else {
      EXPECT_TRUE(queue_->is_dropped());
      EXPECT_EQ(connection_->close_code(), CloseCode::kPolicyViolation);
      EXPECT_EQ(queue_->account().in_queue(), 0u);
    }
  }
}

TEST_F(ClientQueueTest, BeyondItTheClientMissesChangesUntilItReads) {
  for (const size_t last : {399u, 400u, 401u}) {
    Make(0, 1000, SlowClientPolicy::kResynchronize);
    Send(FrameOf(100));
    Send(FrameOf(600));
    Send(FrameOf(last));
    EXPECT_EQ(queue_->is_behind(), last > 400) << last;
    EXPECT_FALSE(queue_->is_dropped());
    EXPECT_FALSE(queue_->can_start_over());
    connection_->Stall(false);
    EXPECT_EQ(Attend(queue_->OnDrained()),
              last > 400 ? Need::kStartOver : Need::kNothing);
    EXPECT_EQ(connection_->frame_count(), last > 400 ? 1u : 3u);
  }
}

TEST_F(ClientQueueTest, RepliesAloneCanBeTooMany) {
  for (const size_t count : {10u, 11u}) {
    Make(0, 10 * (100 + transport_internal::kQueuedMessageCost),
         SlowClientPolicy::kResynchronize);
    Send(FrameOf(100));
    for (size_t i = 0; i < count; ++i) {
      queue_->SendReply(Bytes::Adopt(std::string(100, 'r')));
    }
    // Replies are not worth a merge; a change is.
    Send(FrameOf(transport_internal::kQueuedMessageCost + 1));
    EXPECT_EQ(queue_->is_dropped(), count > 10);
    EXPECT_EQ(queue_->is_behind(), count <= 10);
  }
}

// Queues of clients that lag alike, and frames as a feed makes them: each epoch
// is ten updates of one entity.
class CrowdQueueTest : public ::testing::Test {
 protected:
  static constexpr size_t kClients = 50;
  static constexpr size_t kDirectBytes = 500;

  void Make(size_t waiting_bytes) {
    for (size_t i = 0; i < kClients; ++i) {
      connections_.push_back(std::make_shared<FakeConnection>(i));
      connections_.back()->Stall(true);
      queues_.push_back(std::make_unique<server_internal::ClientQueue>(
          connections_.back(),
          server_internal::ClientQueueLimits{kDirectBytes, waiting_bytes,
                                             SlowClientPolicy::kResynchronize},
          shared_));
    }
  }
  // One frame to all; returns how many need something.
  size_t SendToAll(const EncodedMessages& messages) {
    shared_->missed.Add(++transaction_, {messages});
    auto frame = server_internal::MakeOwnFrame(messages);
    frame->place = {.transaction = transaction_, .epoch = transaction_ / 10};
    frame->id = transaction_;
    size_t needs = 0;
    for (const auto& queue : queues_) {
      if (queue->Send(frame) != Need::kNothing) ++needs;
    }
    return needs;
  }
  size_t UpdateAll() {
    EntityUpdate update;
    update.tags = {{std::to_string(transaction_)}};
    cbor::Writer writer;
    AppendMessage(writer, MsgEntityUpdate{{0, 0}, std::move(update)});
    return SendToAll({writer.Take(), 1, nullptr});
  }

  const std::shared_ptr<server_internal::SharedQueueState> shared_ =
      std::make_shared<server_internal::SharedQueueState>();
  server_internal::SharedMerger merger_{10'000, 100'000};
  uint64_t transaction_ = 0;
  std::vector<std::shared_ptr<FakeConnection>> connections_;
  std::vector<std::unique_ptr<server_internal::ClientQueue>> queues_;
};

TEST_F(CrowdQueueTest, NothingIsDoneForClientsThatTakeNothing) {
  Make(1'000'000);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(UpdateAll(), 0u);
  EXPECT_EQ(merger_.worked_bytes(), 0u);
}

TEST_F(CrowdQueueTest, ClientsThatLagAlikeShareTheWork) {
  Make(1'000'000);
  for (int i = 0; i < 1000; ++i) UpdateAll();
  uint64_t work_of_one = 0;
  for (size_t i = 0; i < kClients; ++i) {
    const size_t before = connections_[i]->frame_count();
    connections_[i]->Stall(false);
    ASSERT_EQ(queues_[i]->OnDrained(), Need::kRelief);
    ASSERT_EQ(queues_[i]->Relieve(merger_, transaction_ / 10), Need::kNothing);
    if (i == 0) work_of_one = merger_.worked_bytes();
    // One state for each part, of which there are few, and what comes last.
    EXPECT_LT(connections_[i]->frame_count() - before, 30u);
    EXPECT_EQ(queues_[i]->account().in_queue(), 0u);
  }
  EXPECT_GT(work_of_one, 0u);
  EXPECT_EQ(merger_.worked_bytes(), work_of_one);
}

TEST_F(CrowdQueueTest, ChangesThatClientsMissAreRememberedOnce) {
  Make(1000);
  while (!queues_.back()->is_behind()) {
    if (UpdateAll() == 0) continue;
    for (const auto& queue : queues_) {
      ASSERT_EQ(queue->Relieve(merger_, transaction_ / 10), Need::kNothing);
    }
  }
  EXPECT_EQ(shared_->missed.size(), 0u);
  for (uint32_t i = 0; i < 100; ++i) {
    EncodedMessages created{Bytes::Adopt(std::string(1, 'x')), 1, nullptr};
    created.structure.push_back(
        {StructureChange::What::kCreated, EntityID{i, 0}});
    EXPECT_EQ(SendToAll(created), 0u);
  }
  EXPECT_EQ(shared_->missed.size(), 100u);
  EXPECT_EQ(queues_.back()->account().in_queue(), 0u);
  for (const auto& connection : connections_) connection->Stall(false);
  for (const auto& queue : queues_) {
    ASSERT_EQ(queue->OnDrained(), Need::kStartOver);
    queue->BeginStartOver();
  }
  // The client had nothing before, and knows none of these.
  const std::vector<StructureChange> now = {
      {StructureChange::What::kCreated, EntityID{7, 0}}};
  for (const auto& queue : queues_) {
    const auto deletes = queue->FinishMissing().MakeDeletes(now, 10'000);
    ASSERT_EQ(deletes.size(), 1u);
    EXPECT_EQ(deletes[0].count, 1u);  // the lists of the document
    queue->EndSnapshot();
  }
  EXPECT_EQ(shared_->missed.size(), 0u);
}

TEST_F(ClientQueueTest, BeforeItEndsEverythingIsHandedOver) {
  Make(100, 100'000);
  for (int i = 0; i < 10; ++i) Send(FrameOf(1000));
  EXPECT_EQ(connection_->frame_count(), 1u);
  queue_->SendAll();
  EXPECT_EQ(connection_->frame_count(), 10u);
}

}  // namespace
}  // namespace noodles
