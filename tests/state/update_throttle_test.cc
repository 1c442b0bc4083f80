// UpdateThrottle: which changes are made, and when.
#include "noodles/state/update_throttle.h"

#include <cerrno>
#include <chrono>
#include <cmath>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "noodles/base/logging.h"
#include "state/document_testing.h"

namespace noodles {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class UpdateThrottleTest : public ::testing::Test {
 protected:
  // Asks for a change that notes a number.
  absl::Status Ask(int number) {
    return throttle_->Run([this, number] {
      made_.push_back(number);
      return absl::OkStatus();
    });
  }

  Document document_;
  std::shared_ptr<ManualTimer> timer_ = std::make_shared<ManualTimer>();
  std::vector<int> made_;
  // Ten a second.
  std::unique_ptr<UpdateThrottle> throttle_ =
      std::make_unique<UpdateThrottle>(document_, 10, timer_);
};

TEST_F(UpdateThrottleTest, MakesTheFirstAtOnceAndOfTheOthersTheLatest) {
  for (int i = 1; i <= 4; ++i) Must(Ask(i));
  EXPECT_THAT(made_, ElementsAre(1));
  EXPECT_TRUE(throttle_->is_waiting());
  timer_->Advance(milliseconds(99));
  EXPECT_THAT(made_, ElementsAre(1));
  timer_->Advance(milliseconds(1));
  EXPECT_THAT(made_, ElementsAre(1, 4));
  EXPECT_FALSE(throttle_->is_waiting());
  // The interval begins with the change that waited.
  Must(Ask(5));
  timer_->Advance(milliseconds(99));
  EXPECT_THAT(made_, ElementsAre(1, 4));
  timer_->Advance(milliseconds(1));
  EXPECT_THAT(made_, ElementsAre(1, 4, 5));
  timer_->Advance(milliseconds(100));
  Must(Ask(6));
  EXPECT_THAT(made_, ElementsAre(1, 4, 5, 6));
}

TEST_F(UpdateThrottleTest, ManyChangesOfASecond) {
  for (int i = 0; i < 1000; ++i) {
    Must(Ask(i));
    timer_->Advance(milliseconds(1));
  }
  EXPECT_EQ(made_.size(), 11u);
  timer_->Advance(milliseconds(100));
  EXPECT_EQ(made_.back(), 999);
  EXPECT_LE(made_.size(), 12u);
}

TEST_F(UpdateThrottleTest, FlushAndTheEndMakeWhatWaits) {
  Must(Ask(1));
  Must(Ask(2));
  Must(throttle_->Flush());
  EXPECT_THAT(made_, ElementsAre(1, 2));
  Must(throttle_->Flush());
  // The interval begins anew, although the timer was set for the former one.
  timer_->Advance(milliseconds(50));
  Must(Ask(3));
  timer_->Advance(milliseconds(49));
  EXPECT_THAT(made_, ElementsAre(1, 2));
  timer_->Advance(milliseconds(1));
  EXPECT_THAT(made_, ElementsAre(1, 2, 3));
  Must(Ask(4));
  throttle_.reset();
  EXPECT_THAT(made_, ElementsAre(1, 2, 3, 4));
  timer_->Advance(std::chrono::hours(1));
  EXPECT_THAT(made_, ElementsAre(1, 2, 3, 4));
}

TEST_F(UpdateThrottleTest, NoRateIsNoLimit) {
  for (const double rate : {0.0, -1.0, double{INFINITY}, double{NAN}}) {
    made_.clear();
    throttle_ = std::make_unique<UpdateThrottle>(document_, rate, timer_);
    Must(Ask(1));
    Must(Ask(2));
    EXPECT_THAT(made_, ElementsAre(1, 2)) << rate;
  }
}

TEST_F(UpdateThrottleTest, TheSlowestRateIsOneAnHour) {
  throttle_ = std::make_unique<UpdateThrottle>(document_, 1e-300, timer_);
  Must(Ask(1));
  Must(Ask(2));
  timer_->Advance(std::chrono::hours(1) - milliseconds(1));
  EXPECT_THAT(made_, ElementsAre(1));
  timer_->Advance(milliseconds(1));
  EXPECT_THAT(made_, ElementsAre(1, 2));
}

// A change is a transaction: if it fails, nothing of it is left.
TEST_F(UpdateThrottleTest, AFailureIsReturnedOrLogged) {
  std::vector<std::string> records;
  SetLogSink([&](const LogRecord& record) {
    records.push_back(FormatLogRecord(record));
  });
  const auto fail = [this] {
    Must(document_.Create(Entity{}));
    return absl::CancelledError("no heat");
  };
  EXPECT_EQ(throttle_->Run(fail).code(), absl::StatusCode::kCancelled);
  EXPECT_THAT(records, IsEmpty());
  Must(throttle_->Run(fail));
  timer_->Advance(milliseconds(100));
  SetLogSink(nullptr);
  EXPECT_THAT(records, ElementsAre("W document: a throttled change failed "
                                   "error=\"no heat\""));
  EXPECT_EQ(document_.Count(ComponentKind::kEntity), 0u);
  Must(throttle_->Run(fail));
  EXPECT_EQ(throttle_->Flush().code(), absl::StatusCode::kCancelled);
}

class TimerWithoutThread : public ManualTimer {
 public:
  void CallAt(TimePoint, std::function<void()>) override {
    throw std::system_error(EAGAIN, std::generic_category());
  }
};

TEST_F(UpdateThrottleTest, WithoutATimerNothingIsLost) {
  throttle_ = std::make_unique<UpdateThrottle>(
      document_, 10, std::make_shared<TimerWithoutThread>());
  for (int i = 1; i <= 3; ++i) Must(Ask(i));
  EXPECT_THAT(made_, ElementsAre(1, 2, 3));
}

TEST_F(UpdateThrottleTest, TheTimerOfTheProcessMakesTheLast) {
  throttle_ = std::make_unique<UpdateThrottle>(document_, 200);
  std::promise<std::thread::id> made;
  Must(Ask(1));
  Must(throttle_->Run([&] {
    made.set_value(std::this_thread::get_id());
    return absl::OkStatus();
  }));
  auto thread = made.get_future();
  ASSERT_EQ(thread.wait_for(std::chrono::seconds(20)),
            std::future_status::ready);
  EXPECT_NE(thread.get(), std::this_thread::get_id());
  EXPECT_EQ(ProcessTimer(), ProcessTimer());
}

// Whichever thread makes a change, no change is made after a later one.
TEST_F(UpdateThrottleTest, ThreadsKeepTheOrder) {
  throttle_ = std::make_unique<UpdateThrottle>(document_, 5000);
  std::vector<std::thread> threads;
  for (int first : {0, 1'000'000}) {
    threads.emplace_back([this, first] {
      for (int i = 1; i <= 2000; ++i) Must(Ask(first + i));
    });
  }
  for (std::thread& thread : threads) thread.join();
  throttle_.reset();
  int last[2] = {0, 0};
  for (const int number : made_) {
    int& former = last[number / 1'000'000];
    EXPECT_LT(former, number % 1'000'000);
    former = number % 1'000'000;
  }
  EXPECT_TRUE(last[0] == 2000 || last[1] == 2000);
}

}  // namespace
}  // namespace noodles
