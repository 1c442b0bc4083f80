#include "noodles/transport/websocket/frame_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "transport/frame_builder.h"

namespace noodles::transport_internal {
namespace {

using ::testing::ElementsAre;

ByteVector Header(Opcode opcode, uint64_t size, bool final = true,
                  const std::optional<MaskKey>& mask = {}) {
  const FrameHeader header = MakeFrameHeader(opcode, size, final, mask);
  return ByteVector(header.span().begin(), header.span().end());
}

TEST(FrameWriterTest, WritesTheShortestHeader) {
  EXPECT_THAT(Header(Opcode::kBinary, 0), ElementsAre(0x82, 0));
  EXPECT_THAT(Header(Opcode::kBinary, 125), ElementsAre(0x82, 125));
  EXPECT_THAT(Header(Opcode::kText, 126), ElementsAre(0x81, 126, 0, 126));
  EXPECT_THAT(Header(Opcode::kBinary, 0xffff),
              ElementsAre(0x82, 126, 0xff, 0xff));
  EXPECT_THAT(Header(Opcode::kBinary, 0x10000),
              ElementsAre(0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0));
  EXPECT_THAT(Header(Opcode::kBinary, 0x0102030405060708),
              ElementsAre(0x82, 127, 1, 2, 3, 4, 5, 6, 7, 8));
}

TEST(FrameWriterTest, WritesFragmentsAndMasks) {
  EXPECT_THAT(Header(Opcode::kText, 3, false), ElementsAre(0x01, 3));
  EXPECT_THAT(Header(Opcode::kContinuation, 2), ElementsAre(0x80, 2));
  const MaskKey key = {0x37, 0xfa, 0x21, 0x3d};
  EXPECT_THAT(Header(Opcode::kText, 5, true, key),
              ElementsAre(0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d));
  EXPECT_EQ(Header(Opcode::kBinary, 1 << 20, true, key).size(),
            kMaxFrameHeaderBytes);
}

TEST(FrameWriterTest, WritesControlFrames) {
  const ByteVector hello = {0x48, 0x65, 0x6c, 0x6c, 0x6f};
  ByteVector out = {0xaa};
  AppendControlFrame(out, Opcode::kPing, hello);
  EXPECT_THAT(out, ElementsAre(0xaa, 0x89, 5, 0x48, 0x65, 0x6c, 0x6c, 0x6f));
  out.clear();
  AppendControlFrame(out, Opcode::kPong, hello,
                     MaskKey{0x37, 0xfa, 0x21, 0x3d});
  // RFC 6455, section 5.7.
  EXPECT_THAT(out, ElementsAre(0x8a, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f,
                               0x4d, 0x51, 0x58));
  out.clear();
  AppendControlFrame(out, Opcode::kPing, ByteVector(126, 1));
  EXPECT_EQ(out.size(), 2 + kMaxControlPayload);
  EXPECT_EQ(out[1], 125);
}

TEST(FrameWriterTest, WritesCloseFrames) {
  ByteVector out;
  AppendCloseFrame(out, CloseCode::kGoingAway, "bye");
  EXPECT_THAT(out, ElementsAre(0x88, 5, 0x03, 0xe9, 'b', 'y', 'e'));
  for (const CloseCode code : {CloseCode::kNoStatus, CloseCode::kAbnormal}) {
    out.clear();
    AppendCloseFrame(out, code, "not sent");
    EXPECT_THAT(out, ElementsAre(0x88, 0));
  }
}

TEST(FrameWriterTest, CutsACloseReasonBetweenCharacters) {
  const std::string ascii(200, 'a');
  ByteVector out;
  AppendCloseFrame(out, CloseCode::kNormal, ascii);
  EXPECT_EQ(out.size(), 2 + kMaxControlPayload);

  // 122 letters and a character of 3 bytes that would end at 125.
  out.clear();
  AppendCloseFrame(out, CloseCode::kNormal, std::string(122, 'a') + "\u20ac");
  EXPECT_EQ(out.size(), 2u + 2 + 122);
  EXPECT_EQ(out[1], 124);

  out.clear();
  AppendCloseFrame(out, CloseCode::kNormal, std::string(120, 'a') + "\u20ac");
  EXPECT_EQ(out.size(), 2u + 2 + 123);
}

TEST(FrameWriterTest, TheParserReadsWhatTheWriterWrites) {
  for (const size_t size : {0u, 125u, 126u, 65535u, 65536u, 100'000u}) {
    const std::string payload = TestText(size);
    const MaskKey key = {1, 2, 3, 4};
    ByteVector frame = Header(Opcode::kBinary, size, true, key);
    const size_t start = frame.size();
    frame.insert(frame.end(), payload.begin(), payload.end());
    ApplyMask(std::span(frame).subspan(start), key, 0);
    EXPECT_THAT(Parse(frame, {}), ElementsAre(Message(payload)));
  }
}

}  // namespace
}  // namespace noodles::transport_internal
