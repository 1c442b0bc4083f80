#include "noodles/transport/connections/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "transport/memory_stream.h"

namespace noodles::transport_internal {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// A close frame's payload.
std::string ClosePayload(int code, const std::string& reason) {
  return std::string{static_cast<char>(code >> 8), static_cast<char>(code)} +
         reason;
}

ByteVector CloseFrame(int code, const std::string& reason = "") {
  return BuildFrame({.first = 0x88, .payload = ClosePayload(code, reason)});
}

TEST(SessionTest, OpensAndEchoes) {
  SessionFixture f;
  f.handler->echo = true;
  f.Open();
  EXPECT_EQ(f.handler->opens, 1);
  EXPECT_EQ(f.handler->target, "/scene");
  EXPECT_EQ(f.handler->connection->remote_address(), "test:1");
  EXPECT_TRUE(f.session->is_open());
  EXPECT_THAT(f.WrittenHead(),
              StartsWith("HTTP/1.1 101 Switching Protocols\r\n"));
  f.Receive(BuildFrame({.payload = "one"}) + BuildFrame({.payload = "two"}));
  EXPECT_THAT(f.handler->messages, ElementsAre("one", "two"));
  EXPECT_THAT(f.WrittenFrames(), ElementsAre(Message("one"), Message("two")));
  EXPECT_EQ(f.session->queued_bytes(), 0u);
}

TEST(SessionTest, OpensHoweverTheRequestIsCut) {
  for (const size_t at_once : {1u, 7u, 100u}) {
    SessionFixture f;
    f.handler->echo = true;
    f.peer->read_at_once = at_once;
    f.peer->written_at_once = 3;
    f.session->Start();
    f.Receive(kUpgradeRequest + AsString(BuildFrame({.payload = "early"})));
    EXPECT_EQ(f.handler->upgrades, 1);
    EXPECT_THAT(f.WrittenFrames(), ElementsAre(Message("early")));
  }
}

TEST(SessionTest, HandlesFramesThatCameWithTheRequest) {
  SessionFixture f;
  f.peer->room = 10;  // the answer to the handshake waits
  f.handler->echo = true;
  f.session->Start();
  f.Receive(kUpgradeRequest +
            AsString(BuildFrame({.payload = "early"}) +
                     BuildFrame({.first = 0x89, .payload = "ping"})));
  EXPECT_THAT(f.handler->messages, ElementsAre("early"));
  f.peer->room = 10'000;
  f.Run();
  EXPECT_THAT(f.WrittenHead(), StartsWith("HTTP/1.1 101"));
  EXPECT_THAT(f.WrittenFrames(), ElementsAre(Pong("ping"), Message("early")));
}

TEST(SessionTest, RepliesToOneReadLeaveInOneWrite) {
  SessionFixture f;
  f.handler->echo = true;
  f.Open();
  const int before = f.peer->operations;
  ByteVector frames;
  for (int i = 0; i < 50; ++i) {
    frames = std::move(frames) + BuildFrame({.payload = "message"});
  }
  f.Receive(frames);
  EXPECT_EQ(f.WrittenFrames().size(), 50u);
  EXPECT_EQ(f.peer->operations - before, 2);  // a read and a write
  EXPECT_EQ(f.host->schedules, 0);
}

TEST(SessionTest, ReadsALargeMessageIntoItsOwnMemory) {
  SessionFixture f;
  f.handler->echo = true;
  f.peer->read_at_once = 10'000;
  f.peer->written_at_once = 77'777;
  f.Open();
  const std::string large = TestText(3'000'000);
  f.Receive(BuildFrame({.payload = large}) + BuildFrame({.payload = "next"}));
  EXPECT_THAT(f.handler->messages, ElementsAre(large, "next"));
  EXPECT_THAT(f.WrittenFrames(), ElementsAre(Message(large), Message("next")));
  EXPECT_EQ(f.peer->largest_read, 1024u * 1024);
}

TEST(SessionTest, AnswersPingsBeforeQueuedMessages) {
  SessionFixture f;
  f.Open();
  f.peer->room = 4;
  f.session->Send(Bytes::Copy("first"));
  f.session->Send(Bytes::Copy("second"));
  f.Run();
  f.Receive(BuildFrame({.first = 0x89, .payload = "p"}) +
            BuildFrame({.first = 0x8a, .payload = "unasked"}));
  f.peer->room = 1000;
  f.Run();
  EXPECT_THAT(f.WrittenFrames(),
              ElementsAre(Message("first"), Pong("p"), Message("second")));
}

TEST(SessionTest, EchoesThePeersClose) {
  ConnectionOptions options;
  options.low_water_bytes = 1000;
  SessionFixture f(options);
  f.Open();
  f.peer->room = 3;
  f.session->Send(Bytes::Copy("begun"));
  f.session->Send(Bytes::Copy(TestText(1000)));
  f.Run();
  f.Receive(CloseFrame(4321, "gone"));
  EXPECT_FALSE(f.session->is_open());
  f.peer->room = 10'000;
  f.Run();
  // Much that waits is dropped, but a message that has begun must be ended.
  EXPECT_THAT(
      f.WrittenFrames(),
      ElementsAre(Message("begun"), Closed(static_cast<CloseCode>(4321), "")));
  EXPECT_EQ(f.handler->closes, 1);
  EXPECT_EQ(f.handler->reason.cause, CloseCause::kPeerClosed);
  EXPECT_EQ(f.handler->reason.code, static_cast<CloseCode>(4321));
  EXPECT_EQ(f.handler->reason.text, "gone");
  EXPECT_TRUE(f.peer->shut_down);
  EXPECT_FALSE(f.peer->closed);  // until the peer has read it
  EXPECT_EQ(f.session->queued_bytes(), 0u);
  f.peer->ended = true;
  f.Run();
  EXPECT_TRUE(f.peer->closed);
  EXPECT_EQ(f.handler->closes, 1);
  EXPECT_EQ(f.host->ends, 1);
  EXPECT_TRUE(f.host->end_was_admitted);
}

TEST(SessionTest, AnswersLeaveBeforeTheCloseThatCameWithTheirMessages) {
  SessionFixture f;
  f.handler->echo = true;
  f.Open();
  f.Receive(BuildFrame({.payload = "one"}) + BuildFrame({.payload = "two"}) +
            CloseFrame(1000));
  EXPECT_THAT(f.WrittenFrames(), ElementsAre(Message("one"), Message("two"),
                                             Closed(CloseCode::kNormal, "")));
  EXPECT_TRUE(f.peer->shut_down);
}

TEST(SessionTest, EchoesACloseWithoutACode) {
  SessionFixture f;
  f.Open();
  f.Receive(BuildFrame({.first = 0x88}));
  EXPECT_THAT(f.WrittenFrames(), ElementsAre(Closed(CloseCode::kNoStatus, "")));
  EXPECT_EQ(f.handler->reason.code, CloseCode::kNoStatus);
}

TEST(SessionTest, ClosesAfterWhatIsQueued) {
  SessionFixture f;
  f.Open();
  for (int i = 0; i < 300; ++i) f.session->Send(Bytes::Copy("m"));
  f.session->Close(CloseCode::kGoingAway, "bye");
  f.session->Close(CloseCode::kNormal, "only the first counts");
  f.session->Send(Bytes::Copy("too late"));
  EXPECT_FALSE(f.session->is_open());
  f.Receive(BuildFrame({.payload = "not delivered"}) +
            BuildFrame({.first = 0x89, .payload = "not answered"}));
  const std::vector<SeenEvent> frames = f.WrittenFrames();
  ASSERT_EQ(frames.size(), 301u);
  EXPECT_EQ(frames[299], Message("m"));
  EXPECT_EQ(frames[300], Closed(CloseCode::kGoingAway, "bye"));
  EXPECT_THAT(f.WrittenBody(), EndsWith("bye"));
  EXPECT_THAT(f.handler->messages, IsEmpty());
  EXPECT_EQ(f.handler->closes, 0);  // the peer's close frame is awaited
  EXPECT_FALSE(f.peer->shut_down);
  f.Receive(CloseFrame(1001));
  EXPECT_EQ(f.handler->closes, 1);
  EXPECT_EQ(f.handler->reason.cause, CloseCause::kLocalClose);
  EXPECT_EQ(f.handler->reason.code, CloseCode::kGoingAway);
  EXPECT_EQ(f.handler->reason.text, "bye");
  EXPECT_TRUE(f.peer->shut_down);
}

TEST(SessionTest, DeliversNothingAfterCloseWithinOneRead) {
  SessionFixture f;
  f.handler->close_on_message = true;
  f.Open();
  f.Receive(BuildFrame({.payload = "one"}) + BuildFrame({.payload = "two"}));
  EXPECT_THAT(f.handler->messages, ElementsAre("one"));
}

TEST(SessionTest, CloseCodesOfErrors) {
  struct Case {
    ByteVector bytes;
    CloseCode code;
  };
  ConnectionOptions options;
  options.max_message_bytes = 100;
  for (const Case& c : {
           Case{BuildFrame({.first = 0x81, .payload = "text"}),
                CloseCode::kUnsupportedData},
           Case{BuildFrame({.payload = TestText(101)}),
                CloseCode::kMessageTooBig},
           Case{BuildFrame({.masked = false}), CloseCode::kProtocolError},
           Case{CloseFrame(1005), CloseCode::kProtocolError},
       }) {
    SessionFixture f(options);
    f.handler->echo = true;
    f.Open();
    f.Receive(BuildFrame({.payload = "fine"}) + c.bytes +
              BuildFrame({.payload = "ignored"}));
    EXPECT_THAT(f.handler->messages, ElementsAre("fine"));
    const std::vector<SeenEvent> frames = f.WrittenFrames();
    // The reply to the valid message leaves first.
    ASSERT_EQ(frames.size(), 2u);
    EXPECT_EQ(frames[0], Message("fine"));
    EXPECT_EQ(frames[1].event, FrameParser::Event::kClose);
    EXPECT_EQ(frames[1].code, c.code);
    EXPECT_NE(frames[1].payload, "");
    EXPECT_EQ(f.handler->closes, 1);
    EXPECT_EQ(f.handler->reason.cause, CloseCause::kProtocolError);
    EXPECT_EQ(f.handler->reason.code, c.code);
    f.Receive("what comes now is thrown away");
    f.peer->ended = true;
    f.Run();
    EXPECT_TRUE(f.peer->closed);
  }
}

TEST(SessionTest, ABrokenPeerThatDoesNotReadKeepsNoQueue) {
  ConnectionOptions options;
  options.low_water_bytes = 1000;
  SessionFixture f(options);
  f.Open();
  f.peer->room = 0;
  for (int i = 0; i < 20; ++i) f.session->Send(Bytes::Copy("waits"));
  f.Run();
  f.Receive(BuildFrame({.masked = false}));
  f.peer->room = 10'000;
  f.Run();
  EXPECT_THAT(f.WrittenFrames(),
              ElementsAre(Closed(CloseCode::kProtocolError,
                                 "frame from a client is not masked")));

  SessionFixture stuck;
  stuck.Open();
  stuck.peer->room = 0;
  stuck.session->Send(Bytes::Copy("waits"));
  stuck.Receive(BuildFrame({.masked = false}));
  EXPECT_EQ(stuck.peer->timer, ConnectionOptions{}.close_timeout);
  stuck.peer->room = 3;
  stuck.Run();
  stuck.peer->FireTimer();  // progress does not help
  stuck.Run();
  EXPECT_TRUE(stuck.peer->closed);
}

TEST(SessionTest, AcceptsTextWhenAsked) {
  ConnectionOptions options;
  options.accept_text = true;
  SessionFixture f(options);
  f.Open();
  f.Receive(BuildFrame({.first = 0x81, .payload = "text"}) +
            BuildFrame({.first = 0x81, .payload = "\xff"}));
  EXPECT_THAT(f.handler->texts, ElementsAre("text"));
  EXPECT_EQ(f.handler->reason.code, CloseCode::kInvalidPayload);
}

TEST(SessionTest, OverflowClosesAndFreesTheQueue) {
  ConnectionOptions options;
  options.max_queue_bytes = 1000;
  SessionFixture f(options);
  f.Open();
  f.peer->room = 4;
  auto message = MakeOutgoingMessage({Bytes::Copy(TestText(5000))});
  f.session->Send(message);  // of any size when nothing waits
  EXPECT_EQ(f.session->queued_bytes(), 5000 + kQueuedMessageCost);
  EXPECT_TRUE(f.session->is_open());
  f.session->Send(message);
  EXPECT_FALSE(f.session->is_open());
  f.Run();
  EXPECT_EQ(f.handler->closes, 0);
  EXPECT_NE(f.peer->timer.count(), 0);
  f.peer->room = 100'000;
  f.Run();
  EXPECT_THAT(f.WrittenFrames(), ElementsAre(Closed(CloseCode::kPolicyViolation,
                                                    "reads too slowly")));
  EXPECT_EQ(f.handler->closes, 1);
  EXPECT_EQ(f.handler->reason.cause, CloseCause::kQueueOverflow);
  EXPECT_EQ(f.handler->reason.code, CloseCode::kPolicyViolation);
  EXPECT_EQ(f.session->queued_bytes(), 0u);
  EXPECT_EQ(message.use_count(), 1);
}

TEST(SessionTest, OverflowOfAPeerThatNeverReadsEndsByTheTimer) {
  ConnectionOptions options;
  options.max_queue_bytes = 1000;
  SessionFixture f(options);
  f.Open();
  f.peer->room = 0;
  auto message = MakeOutgoingMessage({Bytes::Copy(TestText(900))});
  f.session->Send(message);
  f.session->Send(message);  // at the limit
  EXPECT_TRUE(f.session->is_open());
  f.Run();
  f.session->Send(message);
  f.Run();
  ASSERT_EQ(f.peer->timer, options.close_timeout);
  f.peer->FireTimer();
  f.Run();
  EXPECT_TRUE(f.peer->closed);
  EXPECT_EQ(f.handler->closes, 1);
  EXPECT_EQ(f.handler->reason.cause, CloseCause::kQueueOverflow);
  EXPECT_EQ(message.use_count(), 1);
}

TEST(SessionTest, ManyEmptyMessagesOverflowAsWell) {
  ConnectionOptions options;
  options.max_queue_bytes = 100 * kQueuedMessageCost;
  SessionFixture f(options);
  f.Open();
  int sent = 0;
  while (f.session->is_open()) {
    f.session->Send(Bytes());
    ++sent;
  }
  EXPECT_EQ(sent, 102);
}

TEST(SessionTest, TellsWhenTheQueueHasDrained) {
  ConnectionOptions options;
  options.low_water_bytes = 1000;
  SessionFixture f(options);
  f.Open();
  f.session->Send(Bytes::Copy(TestText(500)));
  f.Run();
  EXPECT_EQ(f.handler->drained, 0);  // it was never above
  f.peer->room = 1500;
  for (int i = 0; i < 3; ++i) f.session->Send(Bytes::Copy(TestText(600)));
  f.Run();
  EXPECT_EQ(f.handler->drained, 1);  // one message waits: 600 bytes
  f.peer->room = 1'000'000;
  f.Run();
  EXPECT_EQ(f.handler->drained, 1);
}

TEST(SessionTest, ExceptionsOfTheHandlerCloseWith1011) {
  for (const bool in_open : {true, false}) {
    SessionFixture f;
    f.handler->throw_in_open = in_open;
    f.handler->throw_in_message = true;
    f.Open();
    f.Receive(BuildFrame({.payload = "one"}) + BuildFrame({.payload = "two"}));
    EXPECT_EQ(f.handler->messages.size(), in_open ? 0u : 1u);
    EXPECT_THAT(f.WrittenFrames(), ElementsAre(Closed(CloseCode::kInternalError,
                                                      "internal error")));
    EXPECT_EQ(f.handler->reason.cause, CloseCause::kHandlerFailed);
    EXPECT_EQ(f.handler->reason.text,
              in_open ? "open failed" : "message failed");
  }
}

}  // namespace
}  // namespace noodles::transport_internal
