// ClientQueue, at the exact bytes of its limits.
#include "noodles/server/clients/client_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

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
    Need need = queue_->Send(std::move(frame));
    while (need == Need::kRelief) need = queue_->Relieve(10'000);
  }

  std::shared_ptr<FakeConnection> connection_;
  std::unique_ptr<server_internal::ClientQueue> queue_;
};

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
    EXPECT_EQ(queue_->OnDrained(), Need::kNothing);
    EXPECT_EQ(connection_->frame_count(), 4u);
    EXPECT_EQ(queue_->waiting_bytes(), 0u);
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
      EXPECT_EQ(queue_->waiting_bytes(), 600 + last);
    } else {
      EXPECT_TRUE(queue_->is_dropped());
      EXPECT_EQ(connection_->close_code(), CloseCode::kPolicyViolation);
      EXPECT_EQ(queue_->waiting_bytes(), 0u);
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
    EXPECT_EQ(queue_->OnDrained(),
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

TEST_F(ClientQueueTest, BeforeItEndsEverythingIsHandedOver) {
  Make(100, 100'000);
  for (int i = 0; i < 10; ++i) Send(FrameOf(1000));
  EXPECT_EQ(connection_->frame_count(), 1u);
  queue_->SendAll();
  EXPECT_EQ(connection_->frame_count(), 10u);
}

}  // namespace
}  // namespace noodles
