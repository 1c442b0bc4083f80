#include "noodles/server/clients/shared_merger.h"

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "noodles/codec.h"

namespace noodles {
namespace {

using server_internal::FramePointer;
using server_internal::SharedMerger;
using Frames = std::deque<FramePointer>;

constexpr size_t kFrameBytes = 10'000;
constexpr size_t kMuch = size_t{1} << 30;

// Frames as a feed makes them: one update of one entity each.
class SharedMergerTest : public ::testing::Test {
 protected:
  FramePointer Update(uint32_t slot, int value, uint64_t epoch) {
    EntityUpdate update;
    update.tags = {{std::to_string(value)}};
    cbor::Writer writer;
    AppendMessage(writer, MsgEntityUpdate{{slot, 0}, std::move(update)});
    auto frame = server_internal::MakeOwnFrame({writer.Take(), 1, nullptr});
    frame->place = {.transaction = ++transaction_, .epoch = epoch};
    frame->id = transaction_;
    return frame;
  }
  // Ten updates of each of three entities in each epoch.
  Frames Epochs(uint64_t first, uint64_t last) {
    Frames frames;
    for (uint64_t epoch = first; epoch <= last; ++epoch) {
      for (int i = 0; i < 10; ++i) {
        for (uint32_t slot = 0; slot < 3; ++slot) {
          frames.push_back(
              Update(slot, static_cast<int>(epoch) * 10 + i, epoch));
        }
      }
    }
    return frames;
  }
  // What a client has that receives the frames, and how many messages came.
  struct Seen {
    std::map<uint32_t, std::string> tags;
    size_t messages = 0;
  };
  static Seen See(const Frames& frames) {
    struct Handler : ServerMessageHandlerBase {
      void OnEntityUpdate(MsgEntityUpdate&& message) override {
        seen.tags[message.id.slot] = message.content.tags->front();
        ++seen.messages;
      }
      Seen seen;
    };
    Handler handler;
    for (const FramePointer& frame : frames) {
      std::string joined;
      for (const Bytes& segment : frame->segments) joined += segment.text();
      Dispatch(Bytes::Adopt(std::move(joined)), handler);
    }
    return handler.seen;
  }
  static size_t SizeOf(const Frames& frames) {
    size_t size = 0;
    for (const FramePointer& frame : frames) size += frame->size;
    return size;
  }

  uint64_t transaction_ = 0;
};

TEST_F(SharedMergerTest, MergesEpochsThatAreOverAsFarAsNecessary) {
  const Frames frames = Epochs(4, 8);
  for (const bool is_enough : {true, false}) {
    SharedMerger merger(kFrameBytes, kMuch);
    const Frames merged = merger.Merge(frames, 8, is_enough ? kMuch : 0);
    const Seen seen = See(merged);
    EXPECT_EQ(seen.tags, See(frames).tags);
    // Epochs 4 to 7 apart or together, and the 30 updates of epoch 8.
    EXPECT_EQ(seen.messages, (is_enough ? 4 * 3 : 3) + 30u);
  }
}

TEST_F(SharedMergerTest, TheEpochThatGoesOnStaysAsItIs) {
  SharedMerger merger(kFrameBytes, kMuch);
  const Frames frames = Epochs(1, 1);
  EXPECT_EQ(merger.Merge(frames, 1, 0), frames);
  EXPECT_EQ(merger.worked_bytes(), 0u);
}

TEST_F(SharedMergerTest, ClientsWithTheSameFramesShareTheWork) {
  SharedMerger merger(kFrameBytes, kMuch);
  const Frames frames = Epochs(1, 8);
  const Frames first = merger.Merge(frames, 9, 0);
  const uint64_t work = merger.worked_bytes();
  EXPECT_GE(work, SizeOf(frames));
  EXPECT_EQ(merger.Merge(frames, 9, 0), first);
  EXPECT_EQ(merger.worked_bytes(), work);
}

TEST_F(SharedMergerTest, AClientThatLagsFromElsewhereSharesMostOfIt) {
  SharedMerger merger(kFrameBytes, kMuch);
  const Frames frames = Epochs(1, 8);
  merger.Merge(frames, 9, kMuch);
  const uint64_t work = merger.worked_bytes();
  // This client has taken the first five frames: of the others of their epoch
  // it alone has work.
  const Frames fewer(frames.begin() + 5, frames.end());
  EXPECT_EQ(See(merger.Merge(fewer, 9, kMuch)).tags, See(frames).tags);
  EXPECT_LE(merger.worked_bytes() - work, SizeOf(frames) / 8);
}

TEST_F(SharedMergerTest, MergedFramesAreNotMergedAgainWithoutNeed) {
  SharedMerger merger(kFrameBytes, kMuch);
  const Frames merged = merger.Merge(Epochs(1, 3), 4, kMuch);
  const uint64_t work = merger.worked_bytes();
  EXPECT_EQ(merger.Merge(merged, 4, kMuch), merged);
  EXPECT_EQ(merger.worked_bytes(), work);
}

TEST_F(SharedMergerTest, NothingMovesFromOneSideOfAReplyToTheOther) {
  SharedMerger merger(kFrameBytes, kMuch);
  Frames frames = Epochs(1, 1);
  const FramePointer reply =
      server_internal::MakeReplyFrame(Bytes::Adopt(std::string(1, '\x80')));
  frames.insert(frames.begin() + 15, reply);
  const Frames merged = merger.Merge(frames, 2, 0);
  ASSERT_EQ(merged.size(), 3u);
  EXPECT_EQ(merged[1], reply);
  EXPECT_EQ(See({merged[0]}).tags,
            See({frames.begin(), frames.begin() + 15}).tags);
  EXPECT_EQ(See({merged[2]}).tags, See(frames).tags);
}

TEST_F(SharedMergerTest, RemembersNoMoreThanItsBytes) {
  const Frames frames = Epochs(1, 64);
  SharedMerger merger(kFrameBytes, 1000);
  const Frames first = merger.Merge(frames, 65, kMuch);
  const uint64_t work = merger.worked_bytes();
  // The first results are forgotten by now.
  EXPECT_EQ(See(merger.Merge(frames, 65, kMuch)).tags, See(first).tags);
  EXPECT_GT(merger.worked_bytes(), work);
}

}  // namespace
}  // namespace noodles
