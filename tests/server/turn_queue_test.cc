#include "noodles/server/support/turn_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <latch>
#include <memory>
#include <string>
#include <vector>

namespace noodles {
namespace {

using Clock = std::chrono::steady_clock;
using Queue = server_internal::TurnQueue<std::string>;
using ::testing::ElementsAre;

// Handles items while the test holds the first.
class TurnQueueTest : public ::testing::Test {
 protected:
  TurnQueueTest()
      : queue_("test", [this](std::string& item) { Handle(item); }) {
    queue_.Start();
    queue_.Post(Lane(), "first");
    has_begun_.wait();
  }
  ~TurnQueueTest() override {
    if (!is_released_) may_end_.count_down();
  }

  static Queue::LanePointer Lane() { return std::make_shared<Queue::Lane>(); }
  void Release() {
    is_released_ = true;
    may_end_.count_down();
  }
  // All items, in the order of their turns.
  std::vector<std::string> HandleAll(const Queue::LanePointer& last_lane) {
    queue_.Post(last_lane, "last");
    Release();
    last_.get_future().wait();
    queue_.Stop();
    return handled_;
  }

  void Handle(const std::string& item) {
    if (item == "first") {
      has_begun_.count_down();
      may_end_.wait();
      return;
    }
    if (item == "last") return last_.set_value();
    handled_.push_back(item);
  }

  std::latch has_begun_{1};
  std::latch may_end_{1};
  bool is_released_ = false;
  std::promise<void> last_;
  std::vector<std::string> handled_;
  Queue queue_;
};

TEST_F(TurnQueueTest, LanesTakeTurnsAndKeepTheirOrder) {
  const auto a = Lane();
  const auto b = Lane();
  const auto c = Lane();
  for (const char* item : {"a1", "a2", "a3", "a4"}) queue_.Post(a, item);
  for (const char* item : {"b1", "b2"}) queue_.Post(b, item);
  queue_.Post(c, "c1");
  EXPECT_THAT(HandleAll(a),
              ElementsAre("a1", "b1", "c1", "a2", "b2", "a3", "a4"));
}

TEST_F(TurnQueueTest, AnItemWaitsForOneOfEachLaneHoweverManyThereAre) {
  const auto flood = Lane();
  for (int i = 0; i < 1000; ++i) queue_.Post(flood, "flood");
  const auto other = Lane();
  queue_.Post(other, "other");
  const std::vector<std::string> handled = HandleAll(flood);
  ASSERT_EQ(handled.size(), 1001u);
  EXPECT_EQ(handled[1], "other");
}

TEST_F(TurnQueueTest, ALaneOfItsOwnIsHandledInOrder) {
  const auto lane = Lane();
  std::vector<std::string> expected;
  for (int i = 0; i < 1000; ++i) {
    expected.push_back(std::to_string(i));
    queue_.Post(lane, expected.back());
  }
  EXPECT_EQ(HandleAll(lane), expected);
}

TEST_F(TurnQueueTest, StopIsBoundedWhileAnItemIsHandled) {
  const auto lane = Lane();
  queue_.Post(lane, "dropped");
  EXPECT_FALSE(queue_.StopUntil(Clock::now()));
  EXPECT_FALSE(queue_.Start());
  Release();
  EXPECT_TRUE(queue_.StopUntil(Clock::time_point::max()));
  EXPECT_TRUE(handled_.empty());
  ASSERT_TRUE(queue_.Start());
  // The lane has its turn again.
  queue_.Post(lane, "later");
  queue_.Post(lane, "last");
  last_.get_future().wait();
  queue_.Stop();
  EXPECT_THAT(handled_, ElementsAre("later"));
}

TEST(IdleTurnQueueTest, EndsAtOnceHoweverShortTheTime) {
  Queue queue("test", [](std::string&) {});
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(queue.Start());
    EXPECT_TRUE(queue.StopUntil(Clock::now()));
  }
}

}  // namespace
}  // namespace noodles
