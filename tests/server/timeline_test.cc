// Timeline: the time after each operation, by a clock of the test.
#include "noodles/server/timeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <condition_variable>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/server/ready/time_range.h"
#include "server/server_testing.h"

namespace noodles {
namespace {

using server_internal::TimeRange;
using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::DoubleEq;
using ::testing::ElementsAre;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
const double kNan = std::nan("");

TEST(TimeRangeTest, WrapsAndClamps) {
  const TimeRange range = {.from = 10, .to = 20};
  EXPECT_EQ(range.Clamp(9), 10);
  EXPECT_EQ(range.Clamp(15.5), 15.5);
  EXPECT_EQ(range.Clamp(kInfinity), 20);
  EXPECT_EQ(range.Clamp(kNan), 10);
  EXPECT_EQ(range.Wrap(15.5), 15.5);
  EXPECT_EQ(range.Wrap(47), 17);
  EXPECT_EQ(range.Wrap(8), 18);
  EXPECT_EQ(range.Wrap(-12), 18);
  EXPECT_EQ(range.Wrap(kInfinity), 10);
  EXPECT_EQ(range.Wrap(kNan), 10);
}

TEST(TimeRangeTest, StepsFromGridTimeToGridTime) {
  const TimeRange range = {.from = 1, .to = 2.1, .step = 0.25};
  EXPECT_EQ(range.Step(1, true, false), 1.25);
  EXPECT_EQ(range.Step(1.3, true, false), 1.5);
  EXPECT_EQ(range.Step(1.3, false, false), 1.25);
  EXPECT_EQ(range.Step(2, true, false), 2.1);
  EXPECT_EQ(range.Step(2.1, false, false), 2);
  EXPECT_EQ(range.Step(2.1, true, false), 2.1);
  EXPECT_EQ(range.Step(2.1, true, true), 1);
  EXPECT_EQ(range.Step(1, false, false), 1);
  EXPECT_EQ(range.Step(1, false, true), 2.1);
  // Rounding neither repeats a step nor leaves one out.
  const TimeRange tenths = {.from = 0, .to = 1, .step = 0.1};
  EXPECT_THAT(tenths.Step(0.3, true, false), DoubleEq(0.4));
  EXPECT_THAT(tenths.Step(3 * 0.1, false, false), DoubleEq(0.2));
  double time = 0;
  for (int i = 1; i <= 10; ++i) {
    time = tenths.Step(time, true, false);
    EXPECT_THAT(time, DoubleEq(i / 10.0));
  }
  for (int i = 9; i >= 0; --i) {
    time = tenths.Step(time, false, false);
    EXPECT_THAT(time, DoubleEq(i / 10.0));
  }
}

class TimelineTest : public ServerTest {
 protected:
  // Ends the function before what it uses.
  ~TimelineTest() override { server_->Stop(); }

  // From 0 to 10, by a clock that PassTime moves.
  std::shared_ptr<Timeline> Make(TimelineOptions options = {}) {
    if (options.to == 1) options.to = 10;
    options.interval = milliseconds(1);
    options.on_time = [this](double time) { return OnTime(time); };
    options.now = [this] {
      const std::lock_guard<std::mutex> lock(mutex_);
      return now_;
    };
    return Must(Timeline::Create(*server_, std::move(options)));
  }

  absl::Status OnTime(double time) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (time == refused_) return OutOfRange("there are no data");
    times_.push_back(time);
    changes_.notify_all();
    return absl::OkStatus();
  }

  void PassTime(std::chrono::nanoseconds time) {
    const std::lock_guard<std::mutex> lock(mutex_);
    now_ += time;
  }
  // Waits until the timeline has reached `time`.
  void WaitForTime(double time) {
    std::unique_lock<std::mutex> lock(mutex_);
    changes_.wait(lock, [&] { return times_.back() == time; });
  }
  static void WaitForPause(const Timeline& timeline) {
    while (timeline.speed() != 0) std::this_thread::yield();
  }
  std::vector<double> times() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return times_;
  }

  MsgMethodReply Call(const std::string& name, std::vector<Any> arguments) {
    return client().Call(Must(MethodNamed(name)), std::move(arguments));
  }
  absl::StatusOr<MethodID> MethodNamed(const std::string& name) {
    const std::optional<MethodID> id = document().FindByName<Method>(name);
    if (!id) return NotFound(name);
    return *id;
  }

  std::optional<double> refused_;

 private:
  std::mutex mutex_;
  std::condition_variable changes_;
  std::chrono::steady_clock::time_point now_{};
  std::vector<double> times_;
};

TEST_F(TimelineTest, PlaysBySpeedAndRateAndPauses) {
  const auto timeline = Make({.rate = 2});
  EXPECT_EQ(timeline->speed(), 0);
  Must(timeline->Play());
  EXPECT_EQ(timeline->speed(), 1);
  PassTime(milliseconds(1500));
  WaitForTime(3);
  Must(timeline->Play(-2));
  PassTime(milliseconds(250));
  WaitForTime(2);
  Must(timeline->SetRate(4));
  PassTime(milliseconds(125));
  WaitForTime(1);
  Must(timeline->Pause());
  EXPECT_EQ(timeline->speed(), 0);
  PassTime(seconds(1));
  // A pause takes no time: the timeline goes on where it was.
  Must(timeline->Play(1));
  PassTime(milliseconds(500));
  WaitForTime(3);
  EXPECT_EQ(timeline->time(), 3);
  EXPECT_THAT(times(), ElementsAre(0, 3, 2, 1, 3));
}

TEST_F(TimelineTest, StopsAtTheEndAndBeginsAnew) {
  const auto timeline = Make({.start = 8});
  Must(timeline->Play());
  PassTime(seconds(60));
  WaitForTime(10);
  WaitForPause(*timeline);
  // Forward from the end begins at the beginning, and back from there.
  Must(timeline->Play());
  EXPECT_EQ(timeline->time(), 0);
  EXPECT_EQ(timeline->speed(), 1);
  Must(timeline->Play(-1));
  EXPECT_EQ(timeline->time(), 10);
  PassTime(seconds(60));
  WaitForTime(0);
  WaitForPause(*timeline);
  EXPECT_THAT(times(), ElementsAre(8, 10, 0, 10, 0));
}

TEST_F(TimelineTest, LoopsOnRequest) {
  const auto timeline = Make({.start = 8, .end = TimelineEnd::kLoop});
  Must(timeline->Play());
  PassTime(seconds(25));
  WaitForTime(3);
  Must(timeline->Play(-1));
  PassTime(seconds(4));
  WaitForTime(9);
  EXPECT_EQ(timeline->speed(), -1);
  Must(timeline->Move(3));
  EXPECT_EQ(timeline->time(), 2);
  // What exceeds all numbers does no harm.
  Must(timeline->Play(std::numeric_limits<int64_t>::min()));
  Must(timeline->SetRate(1e300));
  PassTime(seconds(1));
  WaitForTime(0);
}

TEST_F(TimelineTest, StepsSetsAndMoves) {
  const auto timeline = Make({.step = 0.5});
  Must(timeline->Step(1));
  EXPECT_EQ(timeline->time(), 0.5);
  Must(timeline->SetTime(3.2));
  Must(timeline->Step(-7));
  EXPECT_EQ(timeline->time(), 3);
  Must(timeline->Play());
  Must(timeline->Move(100));
  EXPECT_EQ(timeline->time(), 10);
  EXPECT_EQ(timeline->speed(), 1);
  Must(timeline->Step(1));
  EXPECT_EQ(timeline->speed(), 0);
  EXPECT_EQ(timeline->time(), 10);
  Must(timeline->Move(-4));
  EXPECT_THAT(times(), ElementsAre(0, 0.5, 3.2, 3, 10, 6));
}

TEST_F(TimelineTest, WithoutAStepAHundredthOfTheRange) {
  const auto timeline = Make();
  Must(timeline->Step(1));
  EXPECT_THAT(timeline->time(), DoubleEq(0.1));
  EXPECT_EQ(ResultOf(Call("noo::time_metadata", {})),
            Any(Any::Map{{"from", 0.0},
                         {"to", 10.0},
                         {"time", timeline->time()},
                         {"speed", 0}}));
}

TEST_F(TimelineTest, ARangeCanGrowAndShrink) {
  const auto timeline = Make({.step = 1.0});
  Must(timeline->SetTime(9));
  Must(timeline->SetRange(-2, 4));
  EXPECT_EQ(timeline->time(), 4);
  Must(timeline->SetRange(-2, 40));
  EXPECT_EQ(timeline->time(), 4);
  Must(timeline->SetTime(40));
  EXPECT_EQ(ResultOf(Call("noo::time_metadata", {})),
            Any(Any::Map{{"from", -2.0},
                         {"to", 40.0},
                         {"step", 1.0},
                         {"time", 40.0},
                         {"speed", 0}}));
}

TEST_F(TimelineTest, AChangedRangeOrRateLosesNoTimeThatHasPassed) {
  const auto timeline = Make();
  Must(timeline->Play());
  // No tick comes between the clock and the change.
  Must(server_->document().Transact([&] {
    PassTime(seconds(2));
    absl::Status status = timeline->SetRange(0, 20);
    EXPECT_EQ(timeline->time(), 2);
    return status;
  }));
  Must(server_->document().Transact([&] {
    PassTime(seconds(1));
    absl::Status status = timeline->SetRate(4);
    EXPECT_EQ(timeline->time(), 3);
    return status;
  }));
  EXPECT_EQ(timeline->speed(), 1);
  PassTime(seconds(1));
  WaitForTime(7);
  // A range that ends before the time stops the time there.
  Must(timeline->SetRange(0, 5));
  EXPECT_EQ(timeline->time(), 5);
  WaitForPause(*timeline);
}

TEST_F(TimelineTest, ClientsDriveIt) {
  const auto timeline = Make({.step = 1.0});
  EXPECT_EQ(ExceptionOf(Call("noo::set_time", {2.5})), "no exception");
  EXPECT_EQ(timeline->time(), 2.5);
  Call("noo::step_time", {1});
  EXPECT_EQ(timeline->time(), 3);
  Call("noo::delta_time", {-0.5});
  EXPECT_EQ(timeline->time(), 2.5);
  Call("noo::animate_time", {2});
  EXPECT_EQ(timeline->speed(), 2);
  PassTime(seconds(1));
  WaitForTime(4.5);
  Call("noo::animate_time", {0});
  EXPECT_EQ(timeline->speed(), 0);
}

TEST_F(TimelineTest, BadArgumentsChangeNothing) {
  const auto timeline = Make({.start = 2});
  const auto error = [this](const std::string& name, Any argument) {
    return ExceptionOf(Call(name, {std::move(argument)}));
  };
  EXPECT_EQ(error("noo::set_time", 10.5),
            "-32602 argument time: expected a number from 0 to 10, found 10.5");
  EXPECT_EQ(error("noo::set_time", kNan),
            "-32602 argument time: expected a number from 0 to 10, found nan");
  EXPECT_EQ(error("noo::delta_time", -kInfinity),
            "-32602 argument delta: expected a finite number, found -inf");
  EXPECT_EQ(error("noo::step_time", 0),
            "-32602 argument direction: expected a number below or above 0, "
            "found 0");
  EXPECT_EQ(TextOf(timeline->SetRange(3, 3)),
            "argument to: expected a finite number above from, 3, found 3");
  EXPECT_EQ(TextOf(timeline->SetRange(-1e308, 1e308)),
            "argument to: expected a finite distance from from, -1e+308, found "
            "1e+308");
  EXPECT_EQ(TextOf(timeline->SetRate(0)),
            "argument rate: expected a finite number above 0, found 0");
  EXPECT_THAT(times(), ElementsAre(2));
}

TEST_F(TimelineTest, BadOptionsAreNamed) {
  const auto error = [this](const TimelineOptions& options) {
    return TextOf(Timeline::Create(*server_, options).status());
  };
  EXPECT_EQ(error({.from = kNan}),
            "TimelineOptions::from: expected a finite number, found nan");
  EXPECT_EQ(error({.from = 1, .to = 0}),
            "TimelineOptions::to: expected a finite number above from, 1, "
            "found 0");
  EXPECT_EQ(error({.step = -1.0}),
            "TimelineOptions::step: expected a finite number above 0, found "
            "-1");
  EXPECT_EQ(error({.start = 2.0}),
            "TimelineOptions::start: expected a number from 0 to 1, found 2");
  EXPECT_EQ(error({.rate = kInfinity}),
            "TimelineOptions::rate: expected a finite number above 0, found "
            "inf");
  EXPECT_EQ(error({.interval = std::chrono::microseconds(2)}),
            "TimelineOptions::interval: expected at least 1 ms, found 2000 ns");
  EXPECT_EQ(error({.now = nullptr}),
            "TimelineOptions::now: expected a function");
  EXPECT_EQ(error({.on_time = [](double) { return NotFound("no data"); }}),
            "no data");
  EXPECT_EQ(document().Count(ComponentKind::kMethod), 0u);
}

TEST_F(TimelineTest, AnErrorTakesTheTimeBack) {
  const auto timeline = Make();
  refused_ = 5;
  EXPECT_EQ(ExceptionOf(Call("noo::set_time", {5.0})),
            "-32602 there are no data");
  EXPECT_EQ(timeline->time(), 0);
  // While time plays, the error pauses it.
  Must(timeline->Play());
  PassTime(seconds(5));
  WaitForPause(*timeline);
  EXPECT_EQ(timeline->time(), 0);
  Must(timeline->Play());
  PassTime(seconds(6));
  WaitForTime(6);
}

TEST_F(TimelineTest, ATransactionThatFailsTakesTheTimeBack) {
  const auto timeline = Make();
  EXPECT_FALSE(document()
                   .Transact([&] {
                     Must(timeline->SetTime(7));
                     Must(timeline->Play());
                     return Internal("no");
                   })
                   .ok());
  EXPECT_EQ(timeline->time(), 0);
  WaitForPause(*timeline);
}

TEST_F(TimelineTest, ChangesForATimeLeaveAsOneFrame) {
  const EntityID entity = Must(document().Create(Entity{}));
  const auto timeline =
      Must(Timeline::Create(*server_, {.on_time = [&](double time) {
        Must(document().Update(entity, {.visible = time < 0.5}));
        return document().Create(Entity{.name = "mark"}).status();
      }}));
  EXPECT_EQ(document().Count(ComponentKind::kEntity), 2u);
  client();
  const size_t before = client().frame_count();
  Must(timeline->SetTime(0.75));
  client().ReceiveOne();
  ExpectEqual(client().mirror(), document());
  EXPECT_EQ(client().frame_count(), before + 1);
}

TEST_F(TimelineTest, PlaysAgainAfterTheServerHasStopped) {
  const auto timeline = Make();
  Must(timeline->Play());
  server_->Stop();
  EXPECT_EQ(timeline->speed(), 0);
  Must(server_->Start());
  PassTime(seconds(3));
  Must(timeline->Play(2));
  EXPECT_EQ(timeline->time(), 0);
  PassTime(seconds(2));
  WaitForTime(4);
}

TEST_F(TimelineTest, AnEntityCanHaveATimeOfItsOwn) {
  const EntityID entity = Must(document().Create(Entity{}));
  const InvokeIDType target{entity};
  const auto own = Must(Timeline::Create(*server_, {.to = 5}, target));
  const auto shared = Make();
  const MethodID set = Must(MethodNamed("noo::set_time"));
  client().Call(set, {4.0}, target);
  client().Call(set, {9.0});
  EXPECT_EQ(own->time(), 4);
  EXPECT_EQ(shared->time(), 9);
}

}  // namespace
}  // namespace noodles
