// Sessions whose stream fails, whose peer falls silent and whose timers ring.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "noodles/transport/connections/session.h"
#include "transport/full_life.h"
#include "transport/memory_stream.h"

namespace noodles::transport_internal {
namespace {

using ::testing::ElementsAre;

TEST(SessionFailureTest, EndsCleanlyWhereverTheStreamFails) {
  FailEverywhere([] { return std::make_unique<SessionFixture>(); });
}

TEST(SessionFailureTest, ALostConnectionIsReported) {
  SessionFixture f;
  f.Open();
  f.peer->ended = true;
  f.Run();
  EXPECT_EQ(f.handler->closes, 1);
  EXPECT_EQ(f.handler->reason.cause, CloseCause::kConnectionLost);
  EXPECT_EQ(f.handler->reason.code, CloseCode::kAbnormal);
  EXPECT_EQ(f.handler->reason.text, "the stream ended without a close frame");
  EXPECT_TRUE(f.peer->closed);
}

TEST(SessionFailureTest, ALostConnectionFreesItsQueue) {
  SessionFixture f;
  f.Open();
  f.peer->room = 5;
  const auto message = MakeOutgoingMessage({Bytes::Copy(TestText(100))});
  for (int i = 0; i < 1000; ++i) f.session->Send(message);
  f.Run();
  f.peer->ended = true;
  f.Run();
  EXPECT_EQ(message.use_count(), 1);
  EXPECT_EQ(f.session->queued_bytes(), 0u);
}

TEST(SessionFailureTest, ASilentPeerIsDroppedAfterTheHandshakeTimeout) {
  ConnectionOptions options;
  options.handshake_timeout = std::chrono::milliseconds(1234);
  SessionFixture f(options);
  f.session->Start();
  f.Receive("GET / HT");
  EXPECT_EQ(f.peer->timer, options.handshake_timeout);
  f.peer->FireTimer();
  EXPECT_TRUE(f.peer->closed);
  EXPECT_EQ(f.host->ends, 1);
  EXPECT_EQ(f.handler->opens, 0);

  SessionFixture opened(options);
  opened.Open();
  EXPECT_EQ(opened.peer->timer.count(), 0);
}

TEST(SessionFailureTest, APeerThatNeverAnswersTheCloseIsDropped) {
  SessionFixture f;
  f.Open();
  f.session->Close(CloseCode::kNormal, "bye");
  f.Run();
  EXPECT_EQ(f.peer->timer, ConnectionOptions{}.close_timeout);
  f.peer->FireTimer();
  EXPECT_TRUE(f.peer->closed);
  EXPECT_EQ(f.handler->closes, 1);
  EXPECT_EQ(f.handler->reason.cause, CloseCause::kLocalClose);
}

TEST(SessionFailureTest, APeerThatNeverEndsTheStreamIsDropped) {
  SessionFixture f;
  f.Open();
  f.Receive(BuildFrame({.first = 0x88}));
  EXPECT_EQ(f.handler->closes, 1);
  f.Receive("more and more");
  EXPECT_FALSE(f.peer->closed);
  ASSERT_NE(f.peer->timer_handler, nullptr);
  f.peer->FireTimer();
  EXPECT_TRUE(f.peer->closed);
  EXPECT_EQ(f.handler->closes, 1);
}

TEST(SessionFailureTest, ProgressRenewsTheTimeToClose) {
  SessionFixture f;
  f.Open();
  f.peer->room = 0;
  f.session->Send(Bytes::Copy(TestText(1000)));
  f.session->Close(CloseCode::kNormal, "bye");
  f.Run();
  f.peer->room = 10;
  f.Run();
  f.peer->FireTimer();
  EXPECT_FALSE(f.peer->closed);
  ASSERT_NE(f.peer->timer_handler, nullptr);
  f.peer->FireTimer();  // nothing was written meanwhile
  EXPECT_TRUE(f.peer->closed);
}

TEST(SessionFailureTest, ProgressRenewsNothingForAPeerThatIsCutOff) {
  ConnectionOptions options;
  options.max_queue_bytes = 0;
  SessionFixture f(options);
  f.Open();
  f.peer->room = 1;
  f.session->Send(Bytes::Copy(TestText(1000)));
  f.Run();
  f.session->Send(Bytes::Copy("too much"));
  f.Run();
  f.peer->room = 10;
  f.Run();
  f.peer->FireTimer();
  EXPECT_TRUE(f.peer->closed);
  EXPECT_EQ(f.handler->reason.cause, CloseCause::kQueueOverflow);
}

TEST(SessionFailureTest, PingsFindADeadPeer) {
  ConnectionOptions options;
  options.ping_interval = std::chrono::milliseconds(500);
  SessionFixture f(options);
  f.Open();
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(f.peer->timer, options.ping_interval);
    f.peer->FireTimer();
    f.Receive(BuildFrame({.first = 0x8a}));
  }
  EXPECT_THAT(f.WrittenFrames(), ElementsAre(Ping(""), Ping(""), Ping("")));
  f.peer->FireTimer();
  EXPECT_FALSE(f.peer->closed);
  f.peer->FireTimer();
  EXPECT_TRUE(f.peer->closed);
  EXPECT_EQ(f.handler->reason.cause, CloseCause::kTimeout);
  EXPECT_EQ(f.handler->reason.text, "no answer to a ping");
}

TEST(SessionFailureTest, PingsHaveATimeLimitOfTheirOwn) {
  ConnectionOptions options;
  options.ping_interval = std::chrono::milliseconds(500);
  options.ping_timeout = std::chrono::milliseconds(100);
  SessionFixture f(options);
  f.Open();
  ASSERT_EQ(f.peer->timer, options.ping_interval);
  for (int i = 0; i < 2; ++i) {
    f.peer->FireTimer();  // sends a ping
    ASSERT_EQ(f.peer->timer, options.ping_timeout);
    f.Receive(BuildFrame({.first = 0x8a}));
    f.peer->FireTimer();  // the pong has come
    ASSERT_EQ(f.peer->timer, std::chrono::milliseconds(400));
  }
  EXPECT_THAT(f.WrittenFrames(), ElementsAre(Ping(""), Ping("")));
  f.peer->FireTimer();
  EXPECT_FALSE(f.peer->closed);
  f.peer->FireTimer();
  EXPECT_TRUE(f.peer->closed);
  EXPECT_EQ(f.handler->reason.cause, CloseCause::kTimeout);
}

TEST(SessionFailureTest, StopClosesOpenSessionsAndDropsHandshakes) {
  SessionFixture open;
  open.Open();
  open.session->Stop();
  open.Run();
  EXPECT_THAT(open.WrittenFrames(),
              ElementsAre(Closed(CloseCode::kGoingAway, "the service ends")));
  open.Receive(BuildFrame({.first = 0x88}));
  EXPECT_EQ(open.handler->reason.cause, CloseCause::kListenerStopped);
  open.session->Stop();
  open.peer->ended = true;
  open.Run();
  EXPECT_TRUE(open.peer->closed);

  SessionFixture young;
  young.session->Start();
  young.session->Stop();
  EXPECT_TRUE(young.peer->closed);
}

TEST(SessionFailureTest, OneConnectionDoesNotWriteForever) {
  SessionFixture f;
  f.Open();
  const size_t before = f.peer->from_session.size();
  for (int i = 0; i < 100; ++i) {
    f.session->Send(Bytes::Copy(std::string(100'000, 'x')));
  }
  ASSERT_EQ(f.host->to_flush.size(), 1u);
  f.host->to_flush.clear();
  f.session->Flush();
  // The others have their turn before it goes on.
  EXPECT_LT(f.peer->from_session.size() - before, 6'000'000u);
  EXPECT_EQ(f.host->to_flush.size(), 1u);
  f.Run();
  EXPECT_EQ(f.WrittenFrames().size(), 100u);
}

}  // namespace
}  // namespace noodles::transport_internal
