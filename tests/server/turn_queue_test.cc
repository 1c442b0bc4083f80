#include "noodles/server/support/turn_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
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

// Items that begin with "own" are handled on the own thread only.
class LentThreadTest : public ::testing::Test {
 protected:
  LentThreadTest()
      : queue_("test",
               {.handle =
                    [this](std::string& item, Queue::Place place) {
                      return Handle(item, place);
                    },
                .lend_this_thread =
                    [this](const std::string&) { return may_lend_.load(); },
                .is_for_lent_thread =
                    [this](const std::string&) { return passes_on_.load(); },
                .ask_for_thread =
                    [this](const std::string&) {
                      ++asked_;
                      return may_lend_.load();
                    }}) {
    queue_.Start();
  }

  bool Handle(const std::string& item, Queue::Place place) {
    const bool is_own = place == Queue::Place::kOwnThread;
    if (!is_own && item.starts_with("own")) return false;
    if (item == "any hold") {
      has_begun_.count_down();
      may_end_.wait();
    }
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      handled_.push_back(item + (is_own ? " on own" : " on lent"));
    }
    handled_count_ = handled_count_ + 1;
    handled_count_.notify_all();
    return true;
  }
  // Lends this thread.
  void Lend() {
    queue_.RunHere([this] { ++begun_; });
  }
  std::vector<std::string> AwaitHandled(int count) {
    for (int now = handled_count_; now < count; now = handled_count_) {
      handled_count_.wait(now);
    }
    const std::lock_guard<std::mutex> lock(mutex_);
    return handled_;
  }

  // The own thread asks again and again.
  static constexpr int kTooOften = 100;

  const Queue::LanePointer a_ = std::make_shared<Queue::Lane>();
  const Queue::LanePointer b_ = std::make_shared<Queue::Lane>();
  std::atomic<bool> may_lend_ = true;
  std::atomic<bool> passes_on_ = false;
  std::atomic<int> asked_ = 0;  // by the own thread
  int begun_ = 0;
  std::latch has_begun_{1};
  std::latch may_end_{1};
  std::mutex mutex_;
  std::vector<std::string> handled_;
  std::atomic<int> handled_count_ = 0;
  Queue queue_;
};

TEST_F(LentThreadTest, HandlesItemsInTurn) {
  for (const char* item : {"any a1", "any a2"}) queue_.Post(a_, item);
  queue_.Post(b_, "any b1");
  Lend();
  EXPECT_THAT(AwaitHandled(3), ElementsAre("any a1 on lent", "any b1 on lent",
                                           "any a2 on lent"));
  EXPECT_EQ(begun_, 1);
  // Nothing is left, and nobody asks.
  Lend();
  EXPECT_EQ(begun_, 1);
}

TEST_F(LentThreadTest, LeavesAnItemToTheOwnThreadInItsTurn) {
  for (const char* item : {"any a1", "own a2", "any a3"}) {
    queue_.Post(a_, item);
  }
  queue_.Post(b_, "any b1");
  Lend();
  EXPECT_THAT(AwaitHandled(4), ElementsAre("any a1 on lent", "any b1 on lent",
                                           "own a2 on own", "any a3 on own"));
}

TEST_F(LentThreadTest, WithoutOneTheOwnThreadHandlesAll) {
  may_lend_ = false;
  queue_.Post(a_, "any a1");
  EXPECT_THAT(AwaitHandled(1), ElementsAre("any a1 on own"));
  Lend();
  EXPECT_EQ(begun_, 0);
}

TEST_F(LentThreadTest, AnItemThatNoThreadIsLentForWaitsForNone) {
  queue_.Post(a_, "any a1");
  may_lend_ = false;
  queue_.Post(b_, "any b1");
  EXPECT_THAT(AwaitHandled(2), ElementsAre("any a1 on own", "any b1 on own"));
}

TEST_F(LentThreadTest, TheOwnThreadPassesOnWithoutLosingATurn) {
  may_lend_ = false;
  queue_.Post(a_, "any hold");
  has_begun_.wait();
  for (const char* item : {"any a1", "any a2"}) queue_.Post(a_, item);
  queue_.Post(b_, "any b1");
  may_lend_ = true;
  passes_on_ = true;
  may_end_.count_down();
  while (asked_ == 0) std::this_thread::yield();
  // The own thread goes on where none comes in time.
  Lend();
  const std::vector<std::string> handled = AwaitHandled(4);
  const auto begins = [](const std::string& text) {
    return ::testing::StartsWith(text);
  };
  EXPECT_THAT(handled, ElementsAre("any hold on own", begins("any b1"),
                                   begins("any a1"), begins("any a2")));
}

TEST_F(LentThreadTest, OneThatDoesNotComeIsNotAwaited) {
  may_lend_ = false;
  queue_.Post(a_, "any hold");
  has_begun_.wait();
  for (const char* item : {"any a1", "any a2"}) queue_.Post(a_, item);
  may_lend_ = true;
  passes_on_ = true;
  may_end_.count_down();
  while (handled_count_ < 3 && asked_ < kTooOften) std::this_thread::yield();
  EXPECT_EQ(asked_, 2);
  passes_on_ = false;
  EXPECT_THAT(AwaitHandled(3),
              ElementsAre("any hold on own", "any a1 on own", "any a2 on own"));
}

TEST_F(LentThreadTest, AnItemThatALentThreadRefusesIsPassedOnOnce) {
  may_lend_ = false;
  queue_.Post(a_, "any hold");
  has_begun_.wait();
  for (const char* item : {"own a1", "own a2"}) queue_.Post(a_, item);
  may_lend_ = true;
  passes_on_ = true;
  may_end_.count_down();
  while (handled_count_ < 3 && asked_ < kTooOften) Lend();
  EXPECT_EQ(asked_, 2);
  passes_on_ = false;
  EXPECT_THAT(AwaitHandled(3),
              ElementsAre("any hold on own", "own a1 on own", "own a2 on own"));
}

TEST_F(LentThreadTest, StopIsBoundedWhileOneHandlesAnItem) {
  queue_.Post(a_, "any hold");
  queue_.Post(a_, "any dropped");
  std::thread lent([this] { Lend(); });
  has_begun_.wait();
  EXPECT_FALSE(queue_.StopUntil(Clock::now()));
  EXPECT_FALSE(queue_.Start());
  may_end_.count_down();
  EXPECT_TRUE(queue_.StopUntil(Clock::time_point::max()));
  lent.join();
  EXPECT_THAT(AwaitHandled(1), ElementsAre("any hold on lent"));
  ASSERT_TRUE(queue_.Start());
  queue_.Post(a_, "own later");
  Lend();
  EXPECT_THAT(AwaitHandled(2),
              ElementsAre("any hold on lent", "own later on own"));
}

TEST_F(LentThreadTest, WhatAThreadWasAskedForIsDroppedByAStop) {
  queue_.Post(a_, "any dropped");
  queue_.Stop();
  Lend();
  ASSERT_TRUE(queue_.Start());
  Lend();
  EXPECT_EQ(begun_, 0);
  queue_.Post(a_, "any later");
  Lend();
  EXPECT_THAT(AwaitHandled(1), ElementsAre("any later on lent"));
}

}  // namespace
}  // namespace noodles
