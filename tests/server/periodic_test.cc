// Server::Every.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

#include "server/server_testing.h"

namespace noodles {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

class PeriodicTest : public ServerTest {
 protected:
  // Counts the calls of a periodic function.
  class Counter {
   public:
    void Count() {
      const std::lock_guard<std::mutex> lock(mutex_);
      ++count_;
      changes_.notify_all();
    }
    void WaitFor(int count) {
      std::unique_lock<std::mutex> lock(mutex_);
      changes_.wait(lock, [&] { return count_ >= count; });
    }
    int count() {
      const std::lock_guard<std::mutex> lock(mutex_);
      return count_;
    }

   private:
    std::mutex mutex_;
    std::condition_variable changes_;
    int count_ = 0;
  };

  // Ends the functions before what they use.
  ~PeriodicTest() override { server_->Stop(); }

  Counter counter_;
};

TEST_F(PeriodicTest, IsCalledUntilItsHandleStopsIt) {
  Periodic periodic =
      server_->Every(milliseconds(1), [&] { counter_.Count(); });
  EXPECT_TRUE(periodic.is_active());
  counter_.WaitFor(3);
  periodic.Stop();
  EXPECT_FALSE(periodic.is_active());
  const int count = counter_.count();
  EXPECT_EQ(periodic.calls(), static_cast<uint64_t>(count));
  // Ten intervals of another function.
  Counter other;
  server_->Every(milliseconds(1), [&] { other.Count(); });
  other.WaitFor(10);
  EXPECT_EQ(counter_.count(), count);
  server_->Stop();
}

TEST_F(PeriodicTest, GoesOnWithoutAHandleAndEndsWithTheServer) {
  const Periodic periodic =
      server_->Every(milliseconds(1), [&] { counter_.Count(); });
  server_->Every(milliseconds(1), [] {});
  counter_.WaitFor(1);
  server_->Stop();
  EXPECT_FALSE(periodic.is_active());
  const int count = counter_.count();
  Must(server_->Start());
  Counter other;
  server_->Every(milliseconds(1), [&] { other.Count(); });
  other.WaitFor(10);
  EXPECT_EQ(counter_.count(), count);
  server_->Stop();
}

TEST_F(PeriodicTest, BeginsWithTheServer) {
  server_->Stop();
  const Periodic periodic =
      server_->Every(milliseconds(1), [&] { counter_.Count(); });
  EXPECT_EQ(periodic.calls(), 0u);
  Must(server_->Start());
  counter_.WaitFor(2);
}

TEST_F(PeriodicTest, RunsInTurnWithMethodsOnTheirThread) {
  std::thread::id of_methods;
  std::thread::id of_function;
  const MethodID method = Must(server_->AddMethod(
      "where", "", [&] { of_methods = std::this_thread::get_id(); }));
  Periodic periodic = server_->Every(milliseconds(1), [&] {
    of_function = std::this_thread::get_id();
    counter_.Count();
  });
  counter_.WaitFor(1);
  client().Call(method, {});
  periodic.Stop();
  EXPECT_EQ(of_methods, of_function);
  server_->Stop();
}

TEST_F(PeriodicTest, ItsChangesAreOneTransaction) {
  client();
  Periodic periodic = server_->Every(milliseconds(1), [&] {
    counter_.Count();
    if (counter_.count() > 2) return;
    Must(document().Create(Entity{.name = "a"}));
    Must(document().Create(Entity{.name = "b"}));
    if (counter_.count() == 1) throw std::runtime_error("the first time");
  });
  counter_.WaitFor(3);
  periodic.Stop();
  // Those of the first call were taken back.
  EXPECT_EQ(document().Count(ComponentKind::kEntity), 2u);
  const size_t before = client().received();
  client().ReceiveOne();
  EXPECT_EQ(client().mirror().all<Entity>().size(), 2u);
  EXPECT_EQ(client().frame_count(), before + 1);
}

TEST_F(PeriodicTest, CallsThatAreLateAreLeftOut) {
  // Each call takes several intervals: those are missed, not made up for.
  Periodic periodic = server_->Every(milliseconds(1), [&] {
    std::this_thread::sleep_for(milliseconds(10));
    counter_.Count();
  });
  counter_.WaitFor(3);
  periodic.Stop();
  EXPECT_GE(periodic.missed(), 3u);
}

TEST_F(PeriodicTest, MethodsGetTheirTurnsBesideOneThatIsAlwaysLate) {
  const MethodID method = Must(server_->AddMethod("now", "", [] { return 1; }));
  Periodic periodic = server_->Every(milliseconds(1), [&] {
    std::this_thread::sleep_for(milliseconds(5));
    counter_.Count();
  });
  counter_.WaitFor(1);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(ResultOf(client().Call(method, {})), Any(1));
  }
}

TEST_F(PeriodicTest, ALongIntervalHoldsNothingUp) {
  const Periodic periodic = server_->Every(hours(1), [&] { counter_.Count(); });
  server_->Stop();
  EXPECT_EQ(periodic.calls(), 0u);
  EXPECT_EQ(counter_.count(), 0);
}

TEST_F(PeriodicTest, ANoneHandleDoesNothing) {
  Periodic none;
  none.Stop();
  EXPECT_FALSE(none.is_active());
  EXPECT_EQ(none.calls(), 0u);
  EXPECT_EQ(none.missed(), 0u);
}

}  // namespace
}  // namespace noodles
