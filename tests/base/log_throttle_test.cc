// LogThrottle: how many records a peer may cause, and what is told of the rest.
#include "noodles/base/support/log_throttle.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace noodles::base_internal {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class LogThrottleTest : public ::testing::Test {
 protected:
  LogThrottleTest() {
    throttle_.SetLimits({.records_per_second = 2, .burst = 3, .max_peers = 4});
  }

  // How many of `count` records of this peer and kind are admitted.
  int Admitted(int count, const std::string& peer = "192.0.2.1:1",
               const std::string& message = "kind") {
    int admitted = 0;
    for (int i = 0; i < count; ++i) {
      admitted +=
          throttle_.Admit(LogSeverity::kWarning, "server", message, peer, now_)
              ? 1
              : 0;
    }
    return admitted;
  }
  // The rests as "count peer message", in one text.
  std::string Rests() {
    std::string text;
    for (const LogThrottle::Rest& rest : throttle_.TakeRests(now_)) {
      text += std::to_string(rest.count) + " " + rest.peer + " " +
              rest.message + ";";
    }
    return text;
  }

  LogThrottle throttle_;
  LogThrottle::Clock::time_point now_{};
};

TEST_F(LogThrottleTest, AdmitsSomeAtOnceAndSomeOverTime) {
  EXPECT_EQ(Admitted(1'000'000), 3);
  now_ += seconds(1);
  EXPECT_EQ(Admitted(1000), 2);
  now_ += seconds(1000);
  EXPECT_EQ(Admitted(1000), 3);
}

TEST_F(LogThrottleTest, TellsOfTheRestOnce) {
  Admitted(1'000'000);
  EXPECT_TRUE(throttle_.has_rests());
  EXPECT_EQ(Rests(), "999997 192.0.2.1 kind;");
  EXPECT_FALSE(throttle_.has_rests());
  EXPECT_EQ(Rests(), "");
  Admitted(1);
  EXPECT_EQ(Rests(), "1 192.0.2.1 kind;");
}

TEST_F(LogThrottleTest, KeepsPeersAndKindsApart) {
  EXPECT_EQ(Admitted(5, "192.0.2.1:1"), 3);
  EXPECT_EQ(Admitted(5, "192.0.2.2:1"), 3);
  EXPECT_EQ(Admitted(5, "192.0.2.1:1", "other"), 3);
  // A new connection of the same machine is the same peer.
  EXPECT_EQ(Admitted(5, "192.0.2.1:2"), 0);
}

TEST_F(LogThrottleTest, CountsPeersBeyondItsMemoryTogether) {
  for (int i = 0; i < 100; ++i) {
    Admitted(1, "192.0.2." + std::to_string(i) + ":1");
  }
  // Four peers have a record of their own, the others three together.
  EXPECT_EQ(Rests(), "93 other peers kind;");
  // Peers that were quiet long enough are forgotten.
  now_ += seconds(10);
  EXPECT_EQ(Rests(), "");
  EXPECT_EQ(Admitted(4, "192.0.2.200:1"), 3);
  EXPECT_EQ(Rests(), "1 192.0.2.200 kind;");
}

TEST_F(LogThrottleTest, NoLimitAdmitsAll) {
  throttle_.SetLimits({.records_per_second = 0});
  EXPECT_EQ(Admitted(1000), 1000);
  EXPECT_FALSE(throttle_.has_rests());
}

TEST(HostOfTest, LeavesThePortOut) {
  EXPECT_EQ(HostOf("192.0.2.1:49152"), "192.0.2.1");
  EXPECT_EQ(HostOf("[2001:db8::1]:49152"), "2001:db8::1");
  EXPECT_EQ(HostOf("2001:db8::1"), "2001:db8::1");
  EXPECT_EQ(HostOf("/path"), "/path");
  EXPECT_EQ(HostOf("[broken"), "[broken");
  EXPECT_EQ(HostOf(""), "");
}

}  // namespace
}  // namespace noodles::base_internal
