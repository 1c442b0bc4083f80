// Messages that have begun and do not end.
#include "noodles/transport/connections/arrivals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "noodles/base/logging.h"
#include "transport/memory_stream.h"
#include "transport/raw_client.h"
#include "transport/server_handler.h"

namespace noodles::transport_internal {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class ArrivalsTest : public ::testing::Test {
 protected:
  Session& session(int i) { return *fixtures_[static_cast<size_t>(i)].session; }

  const std::shared_ptr<ArrivalTotal> total_ =
      std::make_shared<ArrivalTotal>(0);
  std::array<SessionFixture, 3> fixtures_;
  const Arrivals::Clock::time_point start_{};
};

TEST_F(ArrivalsTest, FindsMessagesThatGrowTooSlowly) {
  Arrivals arrivals({.time_limit = seconds(10), .min_rate = 100}, total_);
  arrivals.Update(session(0), {.message = 1, .arrived_bytes = 1}, start_);
  arrivals.Update(session(1), {.message = 1, .arrived_bytes = 1}, start_);
  arrivals.Update(session(2), {.message = 1, .arrived_bytes = 1}, start_);
  EXPECT_THAT(arrivals.FindSlow(start_ + milliseconds(9'999)), IsEmpty());
  const auto later = start_ + seconds(10);
  arrivals.Update(session(0), {.message = 1, .arrived_bytes = 999}, later);
  arrivals.Update(session(1), {.message = 1, .arrived_bytes = 1000}, later);
  arrivals.Update(session(2), {.message = 2, .arrived_bytes = 1}, later);
  EXPECT_THAT(arrivals.FindSlow(later), ElementsAre(&session(0)));
  arrivals.Remove(session(0));
  // The bytes of the first seconds do not help later.
  arrivals.Update(session(1), {.message = 1, .arrived_bytes = 1999},
                  start_ + seconds(11));
  EXPECT_THAT(arrivals.FindSlow(start_ + seconds(20)),
              UnorderedElementsAre(&session(1), &session(2)));
  arrivals.Remove(session(1));
  arrivals.Remove(session(2));
  EXPECT_TRUE(arrivals.empty());
  Arrivals unlimited({.time_limit = seconds(0)}, total_);
  unlimited.Update(session(0), {.message = 1}, start_);
  EXPECT_THAT(unlimited.FindSlow(start_ + std::chrono::hours(9)), IsEmpty());
}

TEST_F(ArrivalsTest, GivesUpTheLargeThatWaitLong) {
  Arrivals arrivals({.max_bytes = 1000}, total_);
  const auto update = [&](int i, size_t held, bool is_approved, int at) {
    arrivals.Update(session(i),
                    {.message = 1,
                     .arrived_bytes = held,
                     .held_bytes = held,
                     .is_approved = is_approved},
                    start_ + seconds(at));
    return arrivals.FindSurplus(start_ + seconds(at));
  };
  // One message alone may be larger.
  EXPECT_EQ(update(0, 1500, true, 0), nullptr);
  EXPECT_EQ(update(0, 500, true, 1), nullptr);
  EXPECT_EQ(*total_, 500u);
  EXPECT_EQ(update(1, 500, true, 9), nullptr);
  // The large new one stays, the smaller old one goes.
  EXPECT_EQ(update(1, 800, true, 10), &session(0));
  // First those that are not approved, however small.
  EXPECT_EQ(update(2, 10, false, 10), &session(2));
  arrivals.Remove(session(2));
  arrivals.Remove(session(0));
  EXPECT_EQ(arrivals.FindSurplus(start_ + seconds(10)), nullptr);
  EXPECT_EQ(*total_, 800u);
  arrivals.Remove(session(0));  // again
  arrivals.Remove(session(1));
  EXPECT_EQ(*total_, 0u);
}

TEST_F(ArrivalsTest, ThreadsShareTheMemory) {
  Arrivals here({.max_bytes = 1000}, total_);
  Arrivals there({.max_bytes = 1000}, total_);
  here.Update(session(0), {.message = 1, .held_bytes = 600}, start_);
  there.Update(session(1), {.message = 1, .held_bytes = 600}, start_);
  EXPECT_EQ(here.FindSurplus(start_), &session(0));
  EXPECT_EQ(there.FindSurplus(start_), &session(1));
}

TEST(SessionArrivalTest, TellsOfMessagesThatHaveNotArrived) {
  SessionFixture f;
  f.Open();
  f.Receive(BuildFrame({.payload = "whole"}));
  EXPECT_THAT(f.host->arrivals, IsEmpty());
  const std::string frame = AsString(BuildFrame({.payload = TestText(1000)}));
  for (const size_t size : {1u, 500u}) {
    const size_t before = f.host->arrivals.size();
    f.Receive(frame.substr(0, size));
    ASSERT_GT(f.host->arrivals.size(), before) << size;
    EXPECT_EQ(f.host->arrivals.back().message, 1u + before);
    EXPECT_EQ(f.host->arrivals.back().held_bytes, size == 1 ? 0u : 1000u);
    const int arrived = f.host->arrived;
    f.Receive(frame.substr(size));
    EXPECT_EQ(f.host->arrived, arrived + 1) << size;
  }
  // A message between whose fragments nothing is missing.
  f.Receive(BuildFrame({.first = 0x02, .payload = "first of two"}));
  EXPECT_EQ(f.host->arrivals.back().arrived_bytes, 12u);
  // A control frame that is cut.
  SessionFixture ping;
  ping.Open();
  ping.Receive(
      AsString(BuildFrame({.first = 0x89, .payload = "x"})).substr(0, 6));
  EXPECT_EQ(ping.host->arrivals.size(), 1u);
}

TEST(SessionArrivalTest, GivesUpAMessage) {
  for (const size_t size : {10u, 3'000'000u}) {
    SessionFixture f;
    f.Open();
    const std::string frame = AsString(BuildFrame({.payload = TestText(size)}));
    // Of the large one, the rest is being read into its own memory.
    const size_t missing = size > 1'000'000 ? 100'000 : 1;
    f.Receive(frame.substr(0, frame.size() - missing));
    f.session->AbandonMessage(CloseCode::kTryAgainLater, "no more");
    f.Run();
    EXPECT_THAT(f.WrittenFrames(),
                ElementsAre(Closed(CloseCode::kTryAgainLater, "no more")));
    EXPECT_EQ(f.handler->reason.code, CloseCode::kTryAgainLater);
    EXPECT_THAT(f.handler->messages, IsEmpty());
    f.Receive(frame.substr(frame.size() - missing) + frame);
    EXPECT_THAT(f.handler->messages, IsEmpty());
    f.peer->ended = true;
    f.Run();
    EXPECT_TRUE(f.peer->closed);
  }
}

class ListenerArrivalTest : public ::testing::Test {
 protected:
  ListenerArrivalTest() {
    SetLogSink([](const LogRecord&) {});
  }
  ~ListenerArrivalTest() override { SetLogSink(nullptr); }
};

TEST_F(ListenerArrivalTest, ClosesForAMessageThatNeverEnds) {
  ListenerOptions options = LoopbackOptions();
  options.arrivals.time_limit = milliseconds(20);
  const auto handler = std::make_shared<ServerHandler>();
  const auto listener = StartListener(options, handler);
  RawClient good(listener->port());
  good.Upgrade();
  for (const ByteVector& bytes : {
           BuildFrame({.payload = "part", .claimed_bytes = 60'000'000}),
           BuildFrame({.first = 0x02, .payload = "fragment"}),
           ByteVector{0x82},
       }) {
    RawClient slow(listener->port());
    slow.Upgrade();
    slow.Send(bytes);
    EXPECT_THAT(slow.ReceiveAllFrames(),
                ElementsAre(Closed(CloseCode::kPolicyViolation,
                                   "message arrives too slowly "
                                   "(message_time_limit, min_message_rate)")));
  }
  good.Send(BuildFrame({.payload = "still here"}));
  EXPECT_THAT(good.ReceiveFrames(), ElementsAre(Message("still here")));
}

TEST_F(ListenerArrivalTest, UnfinishedMessagesShareTheirMemory) {
  ListenerOptions options = LoopbackOptions();
  options.arrivals.max_bytes = 4'000'000;
  const auto handler = std::make_shared<ServerHandler>();
  const auto listener = StartListener(options, handler);
  // Each holds more than a megabyte, and never sends the rest.
  std::vector<std::unique_ptr<RawClient>> hoarders;
  const std::string part = TestText(1'500'000);
  for (int i = 0; i < 8; ++i) {
    hoarders.push_back(std::make_unique<RawClient>(listener->port()));
    hoarders.back()->Upgrade();
    hoarders.back()->Send(
        BuildFrame({.payload = part, .claimed_bytes = 2'000'000}));
  }
  // Of eight, at most two fit.
  handler->WaitForClosed(6);
  int closed = 0;
  for (const CloseReason& reason : handler->WaitForClosed(6)) {
    closed += reason.code == CloseCode::kTryAgainLater;
  }
  EXPECT_GE(closed, 6);
  // A smaller message that comes later is served.
  RawClient good(listener->port());
  good.Upgrade();
  const std::string text = TestText(500'000);
  good.Send(BuildFrame({.payload = text}));
  EXPECT_THAT(good.ReceiveFrames(), ElementsAre(Message(text)));
}

}  // namespace
}  // namespace noodles::transport_internal
