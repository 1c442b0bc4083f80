#include "noodles/state/frames/frame_cutter.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "noodles/base/bytes.h"

namespace noodles {
namespace {

constexpr size_t kMaxFrameBytes = 10'000;
constexpr size_t kPieceBytes = 1000;

std::string Joined(const EncodedMessages& frame) {
  std::string text(frame.items.text());
  for (const Bytes& piece : frame.more) text += piece.text();
  return text;
}

// Frames of `count` messages of different sizes; every 50th has large bytes.
std::vector<EncodedMessages> Cut(state_internal::FrameCutter& frames,
                                 int count) {
  const Bytes large = Bytes::Copy(std::string(5000, 'L'));
  for (int i = 0; i < count; ++i) {
    frames.Add([&](state_internal::MessageBuffer& buffer) {
      buffer.writer().WriteUint(static_cast<uint64_t>(i));
      buffer.writer().WriteText(std::string(static_cast<size_t>(i % 90), 't'));
      if (i % 50 == 49) buffer.writer().WriteBytes(large);
    });
  }
  return frames.Take();
}

TEST(FrameCutterTest, PiecesHoldTheSameMessagesInTheSameFrames) {
  state_internal::FrameCutter in_one(kMaxFrameBytes);
  state_internal::FrameCutter in_pieces(kMaxFrameBytes, kPieceBytes);
  const std::vector<EncodedMessages> expected = Cut(in_one, 1000);
  const std::vector<EncodedMessages> frames = Cut(in_pieces, 1000);
  ASSERT_EQ(frames.size(), expected.size());
  ASSERT_GT(frames.size(), 5u);
  for (size_t i = 0; i < frames.size(); ++i) {
    EXPECT_EQ(frames[i].count, expected[i].count);
    EXPECT_EQ(frames[i].size(), expected[i].size());
    EXPECT_EQ(Joined(frames[i]), Joined(expected[i]));
  }
}

TEST(FrameCutterTest, PiecesHaveAboutTheirSize) {
  state_internal::FrameCutter frames(kMaxFrameBytes, kPieceBytes);
  for (int i = 0; i < 70; ++i) {
    frames.Add([](state_internal::MessageBuffer& buffer) {
      buffer.writer().WriteText(std::string(98, 't'));
    });
  }
  const std::vector<EncodedMessages> cut = frames.Take();
  ASSERT_EQ(cut.size(), 1u);
  EXPECT_EQ(cut[0].items.size(), 1000u);
  ASSERT_EQ(cut[0].more.size(), 6u);
  for (const Bytes& piece : cut[0].more) EXPECT_EQ(piece.size(), 1000u);
}

TEST(FrameCutterTest, WithoutASizeAFrameIsOnePiece) {
  state_internal::FrameCutter frames(kMaxFrameBytes);
  for (int i = 0; i < 70; ++i) {
    frames.Add([](state_internal::MessageBuffer& buffer) {
      buffer.writer().WriteText(std::string(98, 't'));
    });
  }
  const std::vector<EncodedMessages> cut = frames.Take();
  ASSERT_EQ(cut.size(), 1u);
  EXPECT_EQ(cut[0].items.size(), 7000u);
  EXPECT_TRUE(cut[0].more.empty());
}

}  // namespace
}  // namespace noodles
