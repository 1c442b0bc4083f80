#include "noodles/transport/websocket/frame_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "transport/frame_builder.h"

namespace noodles::transport_internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

FrameParserOptions WithText() {
  FrameParserOptions options;
  options.accept_text = true;
  return options;
}

TEST(FrameParserTest, ReadsTheExamplesOfTheSpecification) {
  // RFC 6455, section 5.7: masked "Hello", its fragments, a ping.
  const ByteVector hello = {0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d,
                            0x7f, 0x9f, 0x4d, 0x51, 0x58};
  EXPECT_THAT(Parse(hello, WithText()), ElementsAre(Text("Hello")));

  FrameParserOptions client = WithText();
  client.role = Role::kClient;
  const ByteVector unmasked = {0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f};
  EXPECT_THAT(Parse(unmasked, client), ElementsAre(Text("Hello")));
  const ByteVector fragments = {0x01, 0x03, 0x48, 0x65, 0x6c,
                                0x80, 0x02, 0x6c, 0x6f};
  EXPECT_THAT(Parse(fragments, client), ElementsAre(Text("Hello")));
  const ByteVector ping = {0x89, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f};
  EXPECT_THAT(Parse(ping, client), ElementsAre(Ping("Hello")));
}

TEST(FrameParserTest, ReadsEveryLengthFormAtItsBounds) {
  for (const size_t size :
       {0,  1,   2,   3,   4,   5,   7,     8,     9,     15,    16,
        17, 124, 125, 126, 127, 128, 65534, 65535, 65536, 65537, 200'000}) {
    SCOPED_TRACE(size);
    const std::string payload = TestText(size);
    EXPECT_THAT(Parse(BuildFrame({.payload = payload}), {}),
                ElementsAre(Message(payload)));
    FrameParserOptions client;
    client.role = Role::kClient;
    EXPECT_THAT(
        Parse(BuildFrame({.payload = payload, .masked = false}), client),
        ElementsAre(Message(payload)));
  }
}

TEST(FrameParserTest, ReadsEveryKindOfFrame) {
  const ByteVector bytes = BuildFrame({.first = 0x82, .payload = "binary"}) +
                           BuildFrame({.first = 0x81, .payload = "text"}) +
                           BuildFrame({.first = 0x89, .payload = "ping"}) +
                           BuildFrame({.first = 0x8a, .payload = "pong"}) +
                           BuildFrame({.first = 0x89}) +
                           BuildFrame({.first = 0x88,
                                       .payload = "\x03\xe9"
                                                  "ab"});
  EXPECT_THAT(
      Parse(bytes, WithText()),
      ElementsAre(Message("binary"), Text("text"), Ping("ping"), Pong("pong"),
                  Ping(""), Closed(CloseCode::kGoingAway, "ab")));
}

TEST(FrameParserTest, JoinsFragmentsWithControlFramesBetweenThem) {
  const ByteVector bytes = BuildFrame({.first = 0x02, .payload = "one,"}) +
                           BuildFrame({.first = 0x89, .payload = "p1"}) +
                           BuildFrame({.first = 0x00, .payload = ""}) +
                           BuildFrame({.first = 0x00, .payload = "two,"}) +
                           BuildFrame({.first = 0x8a, .payload = "p2"}) +
                           BuildFrame({.first = 0x80, .payload = "three"}) +
                           BuildFrame({.first = 0x82, .payload = "next"}) +
                           BuildFrame({.first = 0x02}) +
                           BuildFrame({.first = 0x80});
  EXPECT_THAT(Parse(bytes, {}),
              ElementsAre(Ping("p1"), Pong("p2"), Message("one,two,three"),
                          Message("next"), Message("")));
}

TEST(FrameParserTest, TellsTheSameForEverySplit) {
  const std::string text = "\xce\xba\xe1\xbd\xb9\xf0\x9d\x84\x9e";
  const ByteVector bytes =
      BuildFrame({.payload = TestText(300)}) +
      BuildFrame({.first = 0x01, .payload = text.substr(0, 4)}) +
      BuildFrame({.first = 0x89, .payload = "ping"}) +
      BuildFrame({.first = 0x80, .payload = text.substr(4)}) +
      BuildFrame({.payload = ""}) +
      BuildFrame({.payload = TestText(70'000), .masked = true}) +
      BuildFrame({.first = 0x88, .payload = "\x03\xe8"});
  const std::vector<SeenEvent> whole = Parse(bytes, WithText());
  ASSERT_THAT(
      whole,
      ElementsAre(Message(TestText(300)), Ping("ping"), Text(text), Message(""),
                  Message(TestText(70'000)), Closed(CloseCode::kNormal, "")));
  for (size_t cut = 0; cut <= bytes.size();
       cut += cut < 500 || cut + 100 > bytes.size() ? 1 : 997) {
    ASSERT_EQ(Parse(bytes, WithText(), {cut}), whole) << "cut at " << cut;
  }
  std::vector<size_t> every;
  for (size_t i = 1; i < bytes.size(); ++i) every.push_back(i);
  EXPECT_EQ(Parse(bytes, WithText(), every), whole);
}

TEST(FrameParserTest, IgnoresWhatFollowsAClose) {
  const ByteVector bytes = BuildFrame({.first = 0x88}) +
                           BuildFrame({.payload = "late"}) +
                           ByteVector{0xff, 0xff, 0xff};
  EXPECT_THAT(Parse(bytes, {}), ElementsAre(Closed(CloseCode::kNoStatus, "")));
  EXPECT_THAT(Parse(bytes, {}, {6, 10}),
              ElementsAre(Closed(CloseCode::kNoStatus, "")));
}

TEST(FrameParserTest, UnmasksAtEveryPhase) {
  const MaskKey key = {0x01, 0x80, 0x55, 0xff};
  for (size_t phase = 0; phase < 8; ++phase) {
    for (size_t size = 0; size < 40; ++size) {
      ByteVector bytes(size);
      for (size_t i = 0; i < size; ++i) {
        bytes[i] = static_cast<uint8_t>(i * 7) ^ key[(phase + i) % 4];
      }
      ApplyMask(bytes, key, phase);
      for (size_t i = 0; i < size; ++i) {
        ASSERT_EQ(bytes[i], static_cast<uint8_t>(i * 7))
            << "phase " << phase << ", size " << size << ", at " << i;
      }
    }
  }
}

TEST(FrameParserTest, ReadsIntoTheMessageDirectly) {
  const std::string large = TestText(1'000'000);
  const ByteVector bytes =
      BuildFrame({.payload = "small"}) + BuildFrame({.payload = large}) +
      BuildFrame({.first = 0x02, .payload = large.substr(0, 300'001)}) +
      BuildFrame({.first = 0x89, .payload = "ping"}) +
      BuildFrame({.first = 0x80, .payload = large.substr(300'001)}) +
      BuildFrame({.payload = "end"});
  for (const size_t most : {1u, 1000u, 65536u, 10'000'000u}) {
    EXPECT_THAT(ParseDirectly(bytes, {}, most),
                ElementsAre(Message("small"), Message(large), Ping("ping"),
                            Message(large), Message("end")))
        << most;
  }
}

TEST(FrameParserTest, DirectTailIsForLargeRemaindersOfMessagesOnly) {
  FrameParser parser({});
  EXPECT_THAT(parser.DirectTail(1), IsEmpty());
  ByteVector bytes = BuildFrame({.payload = TestText(1000)});
  parser.Feed(std::span(bytes).first(508));  // 8 of header, 500 of payload
  EXPECT_EQ(parser.Next(), FrameParser::Event::kNeedMore);
  EXPECT_THAT(parser.DirectTail(501), IsEmpty());
  EXPECT_EQ(parser.DirectTail(500).size(), 500u);

  FrameParser pinged({});
  ByteVector ping = BuildFrame({.first = 0x89, .payload = "ping"});
  pinged.Feed(std::span(ping).first(7));
  EXPECT_EQ(pinged.Next(), FrameParser::Event::kNeedMore);
  EXPECT_THAT(pinged.DirectTail(1), IsEmpty());
}

TEST(FrameParserTest, ChecksTextThatArrivesDirectly) {
  ByteVector bytes = BuildFrame({.first = 0x81,
                                 .payload = "abc\xff"
                                            "def"});
  FrameParser parser(WithText());
  parser.Feed(std::span(bytes).first(8));
  EXPECT_EQ(parser.Next(), FrameParser::Event::kNeedMore);
  const std::span<uint8_t> tail = parser.DirectTail(1);
  ASSERT_EQ(tail.size(), 5u);
  std::copy(bytes.begin() + 8, bytes.end(), tail.begin());
  parser.CommitDirect(5);
  EXPECT_EQ(parser.Next(), FrameParser::Event::kError);
  EXPECT_EQ(parser.close_code(), CloseCode::kInvalidPayload);
  EXPECT_EQ(parser.Next(), FrameParser::Event::kError);
}

TEST(FrameParserTest, MemoryFollowsTheBytesThatArrive) {
  FrameParserOptions options;
  options.max_message_bytes = size_t{1} << 40;
  FrameParser parser(options);
  ByteVector bytes =
      BuildFrame({.payload = TestText(100), .claimed_bytes = 1ull << 40});
  parser.Feed(bytes);
  EXPECT_EQ(parser.Next(), FrameParser::Event::kNeedMore);
  EXPECT_EQ(parser.DirectTail(1).size(), ReceiveBuffer::kFirstCapacity - 100);
}

TEST(ReceiveBufferTest, GrowsToAtMostTwiceItsBytesAndNeverBeyondTheMost) {
  constexpr size_t kMost = 1'000'000;
  ReceiveBuffer buffer;
  const ByteVector piece(999, 7);
  while (buffer.size() + piece.size() <= kMost) {
    ASSERT_TRUE(buffer.Append(piece, kMost));
    EXPECT_LE(buffer.capacity(),
              std::max(ReceiveBuffer::kFirstCapacity, 2 * buffer.size()));
    EXPECT_LE(buffer.capacity(), kMost);
  }
  const size_t size = buffer.size();
  const Bytes bytes = buffer.Take();
  EXPECT_EQ(bytes, Bytes::Copy(ByteVector(size, 7)));
  EXPECT_EQ(buffer.size(), 0u);
  EXPECT_EQ(buffer.Take().size(), 0u);
}

TEST(ReceiveBufferTest, GivesItsMemoryAwayWithoutACopy) {
  ReceiveBuffer buffer;
  const std::span<uint8_t> tail = buffer.Tail(1000);
  ASSERT_EQ(tail.size(), 1000u);
  std::fill(tail.begin(), tail.end(), uint8_t{9});
  EXPECT_EQ(buffer.Commit(1000).data(), tail.data());
  EXPECT_THAT(buffer.Tail(1000), IsEmpty());
  EXPECT_EQ(buffer.Take().data(), tail.data());
}

}  // namespace
}  // namespace noodles::transport_internal
