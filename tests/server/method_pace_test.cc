#include "noodles/server/methods/method_pace.h"

#include <gtest/gtest.h>

#include <chrono>

namespace noodles {
namespace {

using server_internal::MethodPace;
using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr microseconds kLimit{100};

void NoteMany(MethodPace& pace, int count, MethodPace::Duration run) {
  for (int i = 0; i < count; ++i) pace.Note(run, kLimit);
}

TEST(MethodPaceTest, AMethodIsQuickAfterSomeQuickRuns) {
  MethodPace pace;
  NoteMany(pace, MethodPace::kFirstRuns - 1, microseconds(100));
  EXPECT_FALSE(pace.is_quick());
  pace.Note(microseconds(1), kLimit);
  EXPECT_TRUE(pace.is_quick());
}

TEST(MethodPaceTest, ALongRunCostsManyQuickOnes) {
  MethodPace pace;
  NoteMany(pace, 10'000, microseconds(1));
  pace.Note(milliseconds(1), kLimit);
  NoteMany(pace, MethodPace::kRunsAfterLong - 1, microseconds(1));
  EXPECT_FALSE(pace.is_quick());
  pace.Note(microseconds(1), kLimit);
  EXPECT_TRUE(pace.is_quick());
}

TEST(MethodPaceTest, ARareSlowRunIsForgiven) {
  MethodPace pace;
  NoteMany(pace, 1000, microseconds(1));
  pace.Note(microseconds(500), kLimit);
  EXPECT_TRUE(pace.is_quick());
  pace.Note(microseconds(500), kLimit);
  EXPECT_FALSE(pace.is_quick());
}

TEST(MethodPaceTest, OneSlowRunOfTenIsTooMany) {
  MethodPace pace;
  for (int i = 0; i < 1000; ++i) {
    NoteMany(pace, 9, microseconds(1));
    EXPECT_FALSE(pace.is_quick());
    pace.Note(microseconds(101), kLimit);
  }
}

TEST(MethodPaceTest, TheLimitIsTheCallers) {
  MethodPace pace;
  for (int i = 0; i < MethodPace::kFirstRuns; ++i) {
    pace.Note(milliseconds(20), milliseconds(20));
  }
  EXPECT_TRUE(pace.is_quick());
  pace.Note(milliseconds(200), milliseconds(20));
  pace.Note(milliseconds(1), milliseconds(20));
  EXPECT_FALSE(pace.is_quick());
  MethodPace none;
  for (int i = 0; i < 100; ++i) none.Note(microseconds(1), microseconds(0));
  EXPECT_FALSE(none.is_quick());
}

}  // namespace
}  // namespace noodles
