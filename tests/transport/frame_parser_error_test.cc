#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "noodles/transport/websocket/frame_parser.h"
#include "noodles/transport/websocket/utf8_checker.h"
#include "transport/frame_builder.h"

namespace noodles::transport_internal {
namespace {

using ::testing::ElementsAre;

FrameParserOptions ErrorText() {
  FrameParserOptions options;
  options.accept_text = true;
  return options;
}

// The error that `bytes` end with must be the same for every split.
void ExpectError(const ByteVector& bytes, const FrameParserOptions& options,
                 CloseCode code, const std::string& reason) {
  SCOPED_TRACE(reason);
  const std::vector<SeenEvent> whole = Parse(bytes, options);
  ASSERT_FALSE(whole.empty());
  EXPECT_EQ(whole.back(), Error(code, reason));
  for (size_t cut = 0; cut <= bytes.size(); ++cut) {
    ASSERT_EQ(Parse(bytes, options, {cut}), whole) << "cut at " << cut;
  }
}

void ExpectProtocolError(const ByteVector& bytes, const std::string& reason) {
  ExpectError(bytes, {}, CloseCode::kProtocolError, reason);
}

TEST(FrameParserErrorTest, ReservedBits) {
  for (const uint8_t bit : {0x10, 0x20, 0x40}) {
    ExpectProtocolError(BuildFrame({.first = static_cast<uint8_t>(0x82 | bit)}),
                        "reserved bits are set");
  }
}

TEST(FrameParserErrorTest, ReservedOpcodes) {
  for (const uint8_t opcode :
       {0x3, 0x4, 0x5, 0x6, 0x7, 0xb, 0xc, 0xd, 0xe, 0xf}) {
    ExpectProtocolError(
        BuildFrame({.first = static_cast<uint8_t>(0x80 | opcode)}),
        "reserved opcode");
  }
}

TEST(FrameParserErrorTest, MaskOfTheWrongRole) {
  ExpectProtocolError(BuildFrame({.payload = "a", .masked = false}),
                      "frame from a client is not masked");
  FrameParserOptions client;
  client.role = Role::kClient;
  ExpectError(BuildFrame({.payload = "a", .masked = true}), client,
              CloseCode::kProtocolError, "frame from a server is masked");
}

TEST(FrameParserErrorTest, ControlFrames) {
  for (const uint8_t opcode : {0x8, 0x9, 0xa}) {
    ExpectProtocolError(BuildFrame({.first = opcode}),
                        "control frame is fragmented");
    ExpectProtocolError(
        BuildFrame({.first = static_cast<uint8_t>(0x80 | opcode),
                    .payload = TestText(126)}),
        "control frame is longer than 125 bytes");
  }
  EXPECT_THAT(Parse(BuildFrame({.first = 0x89, .payload = TestText(125)}), {}),
              ElementsAre(Ping(TestText(125))));
}

TEST(FrameParserErrorTest, Fragmentation) {
  ExpectProtocolError(BuildFrame({.first = 0x80, .payload = "a"}),
                      "continuation of no message");
  ExpectProtocolError(
      BuildFrame({.first = 0x82, .payload = "a"}) + BuildFrame({.first = 0x00}),
      "continuation of no message");
  ExpectProtocolError(
      BuildFrame({.first = 0x02, .payload = "a"}) + BuildFrame({.first = 0x82}),
      "new message inside a fragmented one");
}

TEST(FrameParserErrorTest, Lengths) {
  ExpectProtocolError(BuildFrame({.payload = TestText(125), .length_bytes = 2}),
                      "length has a shorter form");
  ExpectProtocolError(BuildFrame({.length_bytes = 8, .claimed_bytes = 65535}),
                      "length has a shorter form");
  ExpectProtocolError(BuildFrame({.claimed_bytes = uint64_t{1} << 63}),
                      "length has its first bit set");
  ExpectError(BuildFrame({.claimed_bytes = ~uint64_t{0} >> 1}), {},
              CloseCode::kMessageTooBig,
              "message is longer than 67108864 bytes");
}

TEST(FrameParserErrorTest, MessageLimit) {
  FrameParserOptions options;
  options.max_message_bytes = 200;
  for (const size_t size : {199u, 200u}) {
    EXPECT_THAT(Parse(BuildFrame({.payload = TestText(size)}), options),
                ElementsAre(Message(TestText(size))));
  }
  const std::string reason = "message is longer than 200 bytes";
  ExpectError(BuildFrame({.payload = TestText(201)}), options,
              CloseCode::kMessageTooBig, reason);
  // The announcement is enough.
  ExpectError(BuildFrame({.claimed_bytes = 201}), options,
              CloseCode::kMessageTooBig, reason);

  const ByteVector start =
      BuildFrame({.first = 0x02, .payload = TestText(150)});
  EXPECT_THAT(
      Parse(start + BuildFrame({.first = 0x80, .payload = TestText(50)}),
            options),
      ElementsAre(Message(TestText(150) + TestText(50))));
  ExpectError(start + BuildFrame({.first = 0x80, .claimed_bytes = 51}), options,
              CloseCode::kMessageTooBig, reason);
  // A limit of each message, not of all together.
  EXPECT_THAT(Parse(BuildFrame({.payload = TestText(200)}) +
                        BuildFrame({.payload = TestText(200)}),
                    options),
              ElementsAre(Message(TestText(200)), Message(TestText(200))));
}

TEST(FrameParserErrorTest, TextWhereOnlyBinaryIsRead) {
  ExpectError(BuildFrame({.first = 0x81, .payload = "a"}), {},
              CloseCode::kUnsupportedData, "text messages are not accepted");
  ExpectError(BuildFrame({.first = 0x01}), {}, CloseCode::kUnsupportedData,
              "text messages are not accepted");
}

TEST(FrameParserErrorTest, InvalidText) {
  const std::string reason = "text is not UTF-8";
  for (const std::string text :
       {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xe0\x9f\xbf",
        "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf",
        "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xfe", "\xff", "\xce\xce",
        "abcdefgh\xff", "\xe2\x82 ", "\xc3("}) {
    ExpectError(BuildFrame({.first = 0x81, .payload = text}), ErrorText(),
                CloseCode::kInvalidPayload, reason);
    // At once, without the rest of the message.
    ExpectError(BuildFrame({.first = 0x01, .payload = text}), ErrorText(),
                CloseCode::kInvalidPayload, reason);
  }
  for (const std::string text : {"\xce", "ab\xf0\x9d\x84", "\xe1\xbd"}) {
    ExpectError(BuildFrame({.first = 0x81, .payload = text}), ErrorText(),
                CloseCode::kInvalidPayload, "text ends inside a character");
  }
  ExpectError(BuildFrame({.first = 0x01, .payload = "\xe1\xbd"}) +
                  BuildFrame({.first = 0x80, .payload = "x"}),
              ErrorText(), CloseCode::kInvalidPayload, reason);
  for (const std::string text :
       {"\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
        "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_THAT(
        Parse(BuildFrame({.first = 0x81, .payload = text}), ErrorText()),
        ElementsAre(Text(text)));
  }
}

TEST(FrameParserErrorTest, CloseFrames) {
  ExpectProtocolError(BuildFrame({.first = 0x88, .payload = "\x03"}),
                      "close frame with half a code");
  ExpectError(BuildFrame({.first = 0x88, .payload = "\x03\xe8 \xff"}), {},
              CloseCode::kInvalidPayload, "close reason is not UTF-8");
  ExpectError(BuildFrame({.first = 0x88, .payload = "\x03\xe8 \xc3"}), {},
              CloseCode::kInvalidPayload, "close reason is not UTF-8");
  const auto payload = [](int code) {
    return std::string{static_cast<char>(code >> 8), static_cast<char>(code)};
  };
  for (const int code :
       {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535}) {
    ExpectProtocolError(BuildFrame({.first = 0x88, .payload = payload(code)}),
                        "close frame with a wrong code");
  }
  for (const int code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011,
                         1012, 1013, 1014, 3000, 3999, 4000, 4999}) {
    EXPECT_THAT(
        Parse(BuildFrame({.first = 0x88, .payload = payload(code) + "why"}),
              {}),
        ElementsAre(Closed(static_cast<CloseCode>(code), "why")));
  }
}

TEST(FrameParserErrorTest, ErrorsComeAfterWhatWasBeforeThem) {
  const ByteVector bytes = BuildFrame({.payload = "fine"}) +
                           BuildFrame({.first = 0x89, .payload = "ping"}) +
                           BuildFrame({.first = 0x83, .payload = "bad"}) +
                           BuildFrame({.payload = "after"});
  EXPECT_THAT(Parse(bytes, {}),
              ElementsAre(Message("fine"), Ping("ping"),
                          Error(CloseCode::kProtocolError, "reserved opcode")));
}

}  // namespace
}  // namespace noodles::transport_internal
