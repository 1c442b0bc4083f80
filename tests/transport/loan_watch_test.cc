#include "noodles/transport/connections/loan_watch.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

namespace noodles::transport_internal {
namespace {

TEST(LoanWatchTest, AShortLoanLeavesTheLead) {
  LoanWatch watch;
  auto second =
      std::async(std::launch::async, [&] { return watch.AwaitLead(); });
  for (int i = 0; i < 1000; ++i) {
    const uint64_t loan = watch.Begin();
    // Not ended by the second thread, unless this one was held up.
    if (!watch.End(loan)) return static_cast<void>(second.get());
  }
  EXPECT_EQ(watch.away(), std::thread::id());
  watch.Finish();
  EXPECT_FALSE(second.get());
}

TEST(LoanWatchTest, ALongLoanEndsTheLead) {
  LoanWatch watch;
  const uint64_t loan = watch.Begin();
  std::thread second([&] {
    EXPECT_TRUE(watch.AwaitLead());
    // Loans of the second thread, which the first one must not end.
    EXPECT_TRUE(watch.End(watch.Begin()));
    watch.Begin();
  });
  second.join();
  EXPECT_EQ(watch.away(), std::this_thread::get_id());
  EXPECT_FALSE(watch.End(loan));
  // The first thread is the second one now: takes the lead back.
  EXPECT_TRUE(watch.AwaitLead());
}

TEST(LoanWatchTest, TheSecondThreadWakesForALoanAfterALongTime) {
  LoanWatch watch;
  auto second =
      std::async(std::launch::async, [&] { return watch.AwaitLead(); });
  std::this_thread::sleep_for(150 * LoanWatch::kTick);  // sleeps by now
  watch.Begin();
  EXPECT_TRUE(second.get());
}

TEST(LoanWatchTest, NobodyTakesTheLeadAfterTheEnd) {
  LoanWatch watch;
  watch.Begin();
  watch.Finish();
  EXPECT_FALSE(watch.AwaitLead());
}

}  // namespace
}  // namespace noodles::transport_internal
