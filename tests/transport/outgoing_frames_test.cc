#include "noodles/transport/websocket/outgoing_frames.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <random>

#include "transport/frame_builder.h"

namespace noodles::transport_internal {
namespace {

using ::testing::ElementsAre;

QueuedMessage Single(std::string text) {
  return {.shared = nullptr, .single = Bytes::Adopt(std::move(text))};
}

QueuedMessage Segments(std::vector<std::string> texts) {
  std::vector<Bytes> segments;
  for (std::string& text : texts) {
    segments.push_back(Bytes::Adopt(std::move(text)));
  }
  return {.shared = MakeOutgoingMessage(std::move(segments)), .single = {}};
}

std::span<const uint8_t> Span(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

// Writes up to `count` bytes through Gather and Consume with room for `pieces`
// pieces; returns the cost of the written messages.
size_t Write(OutgoingFrames& frames, size_t count, size_t pieces,
             ByteVector& out) {
  std::vector<OutgoingFrames::Piece> list(pieces);
  const size_t used = frames.Gather(list);
  ByteVector gathered;
  for (size_t i = 0; i < used; ++i) {
    gathered.insert(gathered.end(), list[i].begin(), list[i].end());
  }
  gathered.resize(std::min(count, gathered.size()));
  out = std::move(out) + gathered;
  return frames.Consume(gathered.size());
}

std::vector<SeenEvent> WriteAll(OutgoingFrames& frames, ByteVector out = {}) {
  while (!frames.empty()) Write(frames, 1'000'000, 16, out);
  FrameParserOptions client;
  client.role = Role::kClient;
  client.accept_text = true;
  return Parse(out, client);
}

TEST(OutgoingFramesTest, SharesThePayloadsMemory) {
  OutgoingFrames frames;
  const QueuedMessage message = Segments({TestText(1000), TestText(5)});
  frames.AddMessage(message);
  std::array<OutgoingFrames::Piece, 8> pieces;
  ASSERT_EQ(frames.Gather(pieces), 3u);
  EXPECT_EQ(pieces[0].size(), 4u);
  EXPECT_EQ(pieces[1].data(), message.shared->segments[0].data());
  EXPECT_EQ(pieces[2].data(), message.shared->segments[1].data());
}

TEST(OutgoingFramesTest, JoinsSmallFramesIntoOnePiece) {
  OutgoingFrames frames;
  for (int i = 0; i < 100; ++i) frames.AddMessage(Single("small"));
  frames.AddMessage(Single(TestText(OutgoingFrames::kSmallFrameBytes)));
  frames.AddMessage(Segments({"small", " too"}));
  std::array<OutgoingFrames::Piece, 8> pieces;
  ASSERT_EQ(frames.Gather(pieces), 4u);
  EXPECT_EQ(pieces[0].size(), 700u);
  EXPECT_EQ(pieces[1].size(), 4u);
  EXPECT_EQ(pieces[2].size(), OutgoingFrames::kSmallFrameBytes);
  EXPECT_EQ(pieces[3].size(), 11u);
  EXPECT_EQ(WriteAll(frames).size(), 102u);
}

TEST(OutgoingFramesTest, JoinsABoundedNumberOfBytes) {
  OutgoingFrames frames;
  std::vector<SeenEvent> expected;
  const uint8_t* last_payload = nullptr;
  for (int i = 0; i < 200; ++i) {
    expected.push_back(Message(TestText(500, i)));
    QueuedMessage message = Single(expected.back().payload);
    last_payload = message.single.span().data();
    frames.AddMessage(std::move(message));
  }
  std::array<OutgoingFrames::Piece, 400> pieces;
  const size_t used = frames.Gather(pieces);
  EXPECT_LE(pieces[0].size(), OutgoingFrames::kJoinBytes);
  EXPECT_GT(pieces[0].size(), OutgoingFrames::kJoinBytes - 504);
  EXPECT_EQ(pieces[used - 1].data(), last_payload);
  EXPECT_EQ(WriteAll(frames), expected);
}

TEST(OutgoingFramesTest, WritesMessagesInOrder) {
  OutgoingFrames frames;
  EXPECT_TRUE(frames.empty());
  frames.AddMessage(Single("one"));
  frames.AddMessage(Segments({"t", "", "wo"}));
  frames.AddMessage(Single(""));
  frames.AddMessage({.shared = MakeOutgoingMessage({Bytes::Copy("text")}, true),
                     .single = {}});
  frames.AddClose(CloseCode::kNormal, "end");
  EXPECT_THAT(WriteAll(frames),
              ElementsAre(Message("one"), Message("two"), Message(""),
                          Text("text"), Closed(CloseCode::kNormal, "end")));
}

TEST(OutgoingFramesTest, CountsAMessageWhenItsLastByteIsDone) {
  OutgoingFrames frames;
  frames.AddMessage(Single("12345"));
  frames.AddMessage(Single("678"));
  ByteVector out;
  EXPECT_EQ(Write(frames, 6, 8, out), 0u);
  EXPECT_EQ(Write(frames, 1, 8, out), 5 + kQueuedMessageCost);
  EXPECT_EQ(Write(frames, 4, 8, out), 0u);
  EXPECT_EQ(Write(frames, 1, 8, out), 3 + kQueuedMessageCost);
  EXPECT_TRUE(frames.empty());
}

TEST(OutgoingFramesTest, ControlFramesGoBeforeMessagesButNeverInsideOne) {
  OutgoingFrames frames;
  frames.AddMessage(Single("first"));
  frames.AddMessage(Single("second"));
  ByteVector out;
  Write(frames, 3, 8, out);
  frames.AddPong(Span("pong"));
  frames.AddPing();
  EXPECT_THAT(WriteAll(frames, out), ElementsAre(Message("first"), Pong("pong"),
                                                 Ping(""), Message("second")));
}

TEST(OutgoingFramesTest, AHeadGoesBeforeEverything) {
  OutgoingFrames frames;
  frames.AddHead("HTTP");
  frames.AddMessage(Single("m"));
  frames.AddPong(Span("p"));
  ByteVector out;
  while (!frames.empty()) Write(frames, 1, 8, out);
  EXPECT_EQ(std::string(out.begin(), out.end()), "HTTP\x8a\x01p\x82\x01m");
}

TEST(OutgoingFramesTest, KeepsOnlyTheNewestPongWhenManyWait) {
  OutgoingFrames frames;
  for (int i = 0; i < 10'000; ++i) frames.AddPong(Span(std::to_string(i)));
  const std::vector<SeenEvent> seen = WriteAll(frames);
  EXPECT_LT(seen.size(), OutgoingFrames::kMaxControlBytes);
  EXPECT_EQ(seen.front(), Pong("0"));
  EXPECT_EQ(seen.back(), Pong("9999"));

  // Also while the last one is being written.
  frames.AddPong(Span("begun"));
  ByteVector out;
  Write(frames, 3, 8, out);
  for (int i = 0; i < 10'000; ++i) frames.AddPong(Span(TestText(125)));
  const std::vector<SeenEvent> more = WriteAll(frames, out);
  EXPECT_LE(more.size(), 2 + OutgoingFrames::kMaxControlBytes / 125);
  EXPECT_EQ(more.front(), Pong("begun"));
  EXPECT_EQ(more.back(), Pong(TestText(125)));
}

TEST(OutgoingFramesTest, DropsOnlyWhatHasNotBegun) {
  OutgoingFrames frames;
  frames.AddMessage(Single("done"));
  frames.AddMessage(Single("begun"));
  frames.AddMessage(Single("dropped"));
  frames.AddMessage(Single("too"));
  ByteVector out;
  EXPECT_EQ(Write(frames, 8, 8, out), 4 + kQueuedMessageCost);
  frames.AddPong(Span("pong"));
  EXPECT_EQ(frames.DropUnstarted(), 10 + 2 * kQueuedMessageCost);
  frames.AddClose(CloseCode::kPolicyViolation, "");
  EXPECT_EQ(frames.DropUnstarted(), 0u);
  EXPECT_THAT(WriteAll(frames, out),
              ElementsAre(Message("done"), Message("begun"), Pong("pong"),
                          Closed(CloseCode::kPolicyViolation, "")));

  OutgoingFrames idle;
  idle.AddMessage(Single("dropped"));
  EXPECT_EQ(idle.DropUnstarted(), 7 + kQueuedMessageCost);
  EXPECT_TRUE(idle.empty());
}

TEST(OutgoingFramesTest, TakesABoundedBatch) {
  OutgoingFrames frames;
  size_t count = 0;
  while (frames.has_room()) {
    frames.AddMessage(Single("x"));
    ++count;
  }
  EXPECT_EQ(count, OutgoingFrames::kMaxMessages);
  ByteVector out;
  Write(frames, 3, 8, out);
  EXPECT_TRUE(frames.has_room());
  frames.Clear();
  EXPECT_TRUE(frames.empty());
  frames.AddMessage(Single(TestText(OutgoingFrames::kMaxBytes)));
  EXPECT_FALSE(frames.has_room());
}

// Whatever the stream takes at a time and whenever something is added, the
// frames arrive whole and in order.
TEST(OutgoingFramesTest, RandomWritesKeepFramesWhole) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    SCOPED_TRACE(round);
    OutgoingFrames frames;
    ByteVector out;
    std::vector<std::string> messages;
    size_t cost = 0;
    size_t expected_cost = 0;
    size_t pongs = 0;
    for (int step = 0; step < 200; ++step) {
      const auto choice = random() % 8;
      if (choice < 3 && frames.has_room()) {
        const std::string text = TestText(random() % 1000, random());
        const size_t cut = text.empty() ? 0 : random() % text.size();
        messages.push_back(text);
        QueuedMessage message =
            random() % 2 == 0
                ? Single(text)
                : Segments({text.substr(0, cut), "", text.substr(cut)});
        expected_cost += message.cost();
        frames.AddMessage(std::move(message));
      } else if (choice == 3) {
        frames.AddPong(Span("p"));
        ++pongs;
      } else {
        cost += Write(frames, random() % 1500, 1 + random() % 5, out);
      }
    }
    while (!frames.empty()) cost += Write(frames, 1000, 3, out);
    FrameParserOptions client;
    client.role = Role::kClient;
    std::vector<std::string> seen_messages;
    size_t seen_pongs = 0;
    for (const SeenEvent& seen : Parse(out, client)) {
      if (seen.event == FrameParser::Event::kPong) {
        ++seen_pongs;
      } else {
        ASSERT_EQ(seen.event, FrameParser::Event::kBinaryMessage) << seen;
        seen_messages.push_back(seen.payload);
      }
    }
    ASSERT_EQ(seen_messages, messages);
    ASSERT_EQ(seen_pongs, pongs);
    ASSERT_EQ(cost, expected_cost);
  }
}

}  // namespace
}  // namespace noodles::transport_internal
