// BroadcastLog: one list of items that each reader reads from its own place on.
#include "noodles/transport/connections/broadcast_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace noodles::transport_internal {
namespace {

struct Counted {
  explicit Counted(int& living, int v) : count(living), value(v) { ++count; }
  ~Counted() { --count; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  int& count;
  const int value;
};

std::vector<int> ReadAll(BroadcastLog<Counted>::Cursor& cursor) {
  std::vector<int> values;
  while (const Counted* const item = cursor.current()) {
    values.push_back(item->value);
    cursor.Advance();
  }
  return values;
}

TEST(BroadcastLogTest, EachReaderReadsFromItsPlaceOn) {
  int living = 0;
  BroadcastLog<Counted> log;
  BroadcastLog<Counted>::Cursor nowhere;
  EXPECT_TRUE(nowhere.is_nowhere());
  EXPECT_EQ(nowhere.current(), nullptr);
  log.Append(1, living, 0);
  auto first = log.End();
  log.Append(10, living, 1);
  log.Append(20, living, 2);
  auto second = log.End();
  log.Append(40, living, 3);
  EXPECT_THAT(ReadAll(second), ::testing::ElementsAre(3));
  EXPECT_THAT(ReadAll(first), ::testing::ElementsAre(1, 2, 3));
  EXPECT_THAT(ReadAll(first), ::testing::IsEmpty());
  EXPECT_EQ(first.position(), log.end_position());
  EXPECT_EQ(log.end_position(), 71u);
}

TEST(BroadcastLogTest, KeepsItemsForTheReaderFurthestBehind) {
  int living = 0;
  BroadcastLog<Counted> log;
  log.Append(1, living, 0);
  EXPECT_EQ(living, 0);  // nobody reads
  std::optional slow = log.End();
  auto quick = log.End();
  log.Append(10, living, 1);
  log.Append(20, living, 2);
  ReadAll(quick);
  EXPECT_EQ(living, 2);
  EXPECT_EQ(log.held_cost(), 30u);
  slow->Advance();
  EXPECT_EQ(living, 1);
  EXPECT_EQ(log.held_cost(), 20u);
  slow.reset();
  EXPECT_EQ(living, 0);
  EXPECT_EQ(log.held_cost(), 0u);
}

TEST(BroadcastLogTest, AReaderFarBehindLeavesWithoutARecursion) {
  int living = 0;
  BroadcastLog<Counted> log;
  std::optional slow = log.End();
  for (int i = 0; i < 300'000; ++i) log.Append(1, living, i);
  EXPECT_EQ(living, 300'000);
  slow.reset();
  EXPECT_EQ(living, 0);
}

}  // namespace
}  // namespace noodles::transport_internal
