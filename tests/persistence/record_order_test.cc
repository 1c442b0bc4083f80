// Which records of a journal count.
#include "noodles/persistence/records/record_order.h"

#include <gtest/gtest.h>

#include <string>

namespace noodles::persistence_internal {
namespace {

// At epoch 2, number 5, hash "five".
RecordOrder Begun() { return RecordOrder({2, 5, Bytes::Copy("five")}); }

JournalRecord Record(uint64_t epoch, uint64_t n, const std::string& previous,
                     bool begins_epoch = false) {
  JournalRecord record;
  record.epoch = epoch;
  record.n = n;
  record.previous = Bytes::Copy(previous);
  record.begins_epoch = begins_epoch;
  return record;
}

TEST(RecordOrderTest, JudgesByEpochNumberAndHash) {
  struct Case {
    JournalRecord record;
    Verdict verdict;
  };
  const Case cases[] = {
      {Record(2, 6, "five"), Verdict::kCounts},
      {Record(2, 5, "five"), Verdict::kRepeated},
      {Record(2, 1, "none"), Verdict::kRepeated},
      {Record(2, 7, "five"), Verdict::kHole},
      {Record(2, 6, "four"), Verdict::kOtherHistory},
      {Record(2, 6, "five", true), Verdict::kOtherHistory},
      {Record(1, 6, "five"), Verdict::kOldEpoch},
      {Record(1, 6, "five", true), Verdict::kOldEpoch},
      {Record(3, 6, "five"), Verdict::kUnknownEpoch},
      {Record(3, 6, "five", true), Verdict::kCounts},
      {Record(9, 6, "five", true), Verdict::kCounts},
      {Record(3, 5, "five", true), Verdict::kRepeated},
      {Record(3, 7, "five", true), Verdict::kHole},
      {Record(3, 6, "four", true), Verdict::kOtherHistory},
  };
  for (const Case& each : cases) {
    RecordOrder order = Begun();
    EXPECT_EQ(order.Take(each.record, Bytes::Copy("new")), each.verdict)
        << "epoch " << each.record.epoch << ", number " << each.record.n;
    const bool counts = each.verdict == Verdict::kCounts;
    EXPECT_EQ(order.position().epoch, counts ? each.record.epoch : 2u);
    EXPECT_EQ(order.position().n, counts ? 6u : 5u);
    EXPECT_EQ(order.position().hash.text(), counts ? "new" : "five");
    EXPECT_FALSE(Describe(each.verdict).empty());
  }
}

TEST(RecordOrderTest, AZombieOfAnOldEpochIsDroppedForGood) {
  RecordOrder order = Begun();
  EXPECT_EQ(order.Take(Record(3, 6, "five", true), Bytes::Copy("six")),
            Verdict::kCounts);
  EXPECT_EQ(order.Take(Record(2, 6, "five"), Bytes::Copy("other")),
            Verdict::kOldEpoch);
  EXPECT_EQ(order.Take(Record(2, 7, "six"), Bytes::Copy("other")),
            Verdict::kOldEpoch);
  EXPECT_EQ(order.Take(Record(3, 7, "six"), Bytes::Copy("seven")),
            Verdict::kCounts);
}

}  // namespace
}  // namespace noodles::persistence_internal
