// Calls of several clients: turns, and the bounds for all clients together.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <latch>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "server/server_testing.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A server with a method "hold" that runs until Release, and a method "log"
// that notes its caller and its argument.
class FairCallsTest : public ServerTest {
 protected:
  explicit FairCallsTest(const ServerOptions& options = {})
      : ServerTest(options) {
    hold_ = Must(server_->AddMethod("hold", "", [this] {
      is_held_.count_down();
      may_end_.wait();
    }));
    log_ = Must(server_->AddMethod(
        "log", "",
        [this](CallContext& context, const std::string& text) {
          const std::lock_guard<std::mutex> lock(mutex_);
          calls_.push_back(std::to_string(context.client - kFirstNumber) +
                           text);
        },
        {"text"}));
    large_ = Must(server_->AddMethod(
        "large", "", [] { return std::string(kLargeReply, 'r'); }));
  }
  ~FairCallsTest() override { Release(); }

  void Hold(FakeClient& client) {
    client.Send(MsgInvokeMethod{hold_, std::nullopt, std::nullopt, {}});
    is_held_.wait();
  }
  void Release() {
    if (!std::exchange(is_released_, true)) may_end_.count_down();
  }
  void Log(FakeClient& client, const std::string& text) {
    client.Send(MsgInvokeMethod{log_, std::nullopt, std::nullopt, {text}});
  }
  std::unique_ptr<FakeClient> Joined() {
    auto client = MakeClient();
    client->Join();
    return client;
  }
  void WaitForAll() {
    while (server_->counters().calls_in_flight > 0) std::this_thread::yield();
  }
  std::vector<std::string> calls() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return calls_;
  }

  static constexpr size_t kLargeReply = 1000;

  MethodID hold_;
  MethodID log_;
  MethodID large_;
  std::latch is_held_{1};
  std::latch may_end_{1};
  bool is_released_ = false;
  std::mutex mutex_;
  std::vector<std::string> calls_;
};

TEST_F(FairCallsTest, ClientsTakeTurns) {
  const auto a = Joined();
  const auto b = Joined();
  const auto c = Joined();
  Hold(*a);
  for (const char* text : {"u", "v", "w", "x"}) Log(*a, text);
  for (const char* text : {"u", "v"}) Log(*b, text);
  Log(*c, "u");
  Release();
  // Behind all its own calls.
  a->Call(log_, {"end"});
  EXPECT_THAT(calls(),
              ElementsAre("1u", "2u", "0u", "1v", "0v", "0w", "0x", "0end"));
}

TEST_F(FairCallsTest, AFloodCostsAnotherClientOneCall) {
  const auto flood = Joined();
  const auto other = Joined();
  Hold(*flood);
  for (int i = 0; i < 1000; ++i) Log(*flood, "f");
  Log(*other, "o");
  Release();
  flood->Call(log_, {"end"});
  const std::vector<std::string> called = calls();
  ASSERT_EQ(called.size(), 1002u);
  EXPECT_EQ(called[0], "1o");
}

class CallBytesTest : public FairCallsTest {
 protected:
  CallBytesTest()
      : FairCallsTest(ServerOptions{.max_call_bytes_in_flight = 20'000}) {}
};

TEST_F(CallBytesTest, ArgumentsOfAllClientsAreBounded) {
  const auto a = Joined();
  const auto b = Joined();
  const auto c = Joined();
  Hold(*a);
  const uint64_t before = server_->counters().call_bytes_in_flight;
  Log(*a, std::string(10'000, 'a'));
  EXPECT_GE(server_->counters().call_bytes_in_flight, before + 10'000);
  Log(*b, std::string(9'000, 'b'));
  // Now only small calls fit: one of a client that has none.
  c->Send(
      MsgInvokeMethod{log_, std::nullopt, "large", {std::string(10'000, 'c')}});
  EXPECT_THAT(
      ExceptionOf(c->WaitForReply("large")),
      HasSubstr("-32603 too many bytes of calls of all clients wait for their "
                "turn (max_call_bytes_in_flight)"));
  Log(*c, std::string(3'000, 'c'));
  c->Send(
      MsgInvokeMethod{log_, std::nullopt, "second", {std::string(3'000, 'd')}});
  EXPECT_THAT(ExceptionOf(c->WaitForReply("second")),
              HasSubstr("max_call_bytes_in_flight"));
  Release();
  WaitForAll();
  EXPECT_EQ(calls().size(), 3u);
  EXPECT_EQ(server_->counters().call_bytes_in_flight, 0u);
}

class ManyCallsTest : public FairCallsTest {
 protected:
  ManyCallsTest() : FairCallsTest(ServerOptions{.max_calls_in_flight = 10}) {}
};

TEST_F(ManyCallsTest, ManyCallsShutNobodyOut) {
  const auto flood = Joined();
  const auto other = Joined();
  Hold(*flood);
  for (int i = 0; i < 20; ++i) Log(*flood, "f");
  EXPECT_EQ(server_->counters().calls_in_flight, 10u);
  Log(*other, "o");
  EXPECT_EQ(server_->counters().calls_in_flight, 11u);
  Log(*other, "refused");
  EXPECT_EQ(server_->counters().calls_in_flight, 11u);
  Release();
  WaitForAll();
  EXPECT_EQ(calls().size(), 10u);
}

// Nine replies may wait, and a tenth that exceeds the limit.
class ReplyBytesTest : public FairCallsTest {
 protected:
  ReplyBytesTest()
      : FairCallsTest(ServerOptions{.max_direct_bytes = 0,
                                    .max_waiting_reply_bytes = 10'000}) {}
};

TEST_F(ReplyBytesTest, AClientThatReadsNoRepliesGetsErrors) {
  const auto slow = Joined();
  const auto other = Joined();
  slow->Stall();
  for (int i = 0; i < 100; ++i) {
    slow->Send(MsgInvokeMethod{large_, std::nullopt, std::to_string(i), {}});
  }
  other->Call(log_, {"o"});
  EXPECT_EQ(ResultOf(other->Call(large_, {})),
            Any(std::string(kLargeReply, 'r')));
  slow->Send(MsgInvokeMethod{log_, std::nullopt, std::nullopt, {"silent"}},
             MsgInvokeMethod{log_, std::nullopt, "last", {"loud"}});
  WaitForAll();
  const ServerCounters counters = server_->counters();
  EXPECT_GT(counters.reply_bytes_in_flight, 10'000u);
  // Of 100 kB, with the errors.
  EXPECT_LT(counters.reply_bytes_in_flight, 50'000u);
  slow->Resume();
  // A call that is refused at once is answered before calls that wait.
  while (slow->replies().size() < 101) slow->ReceiveOne();
  size_t results = 0;
  for (const MsgMethodReply& reply : slow->replies()) {
    if (std::holds_alternative<Any>(reply.outcome)) {
      ++results;
    } else {
      EXPECT_THAT(ExceptionOf(reply), HasSubstr("(max_waiting_reply_bytes"));
    }
  }
  EXPECT_THAT(results, ::testing::AllOf(::testing::Ge(9u), ::testing::Le(12u)));
  // A call that asks for no reply runs.
  EXPECT_THAT(calls(), ElementsAre("1o", "0silent"));
  EXPECT_EQ(server_->counters().reply_bytes_in_flight, 0u);
  EXPECT_EQ(ResultOf(slow->Call(large_, {})),
            Any(std::string(kLargeReply, 'r')));
}

class RepliesOfAllTest : public FairCallsTest {
 protected:
  RepliesOfAllTest()
      : FairCallsTest(ServerOptions{.max_clients = 10,
                                    .max_direct_bytes = 0,
                                    .max_reply_bytes_in_flight = 10'000}) {}
};

TEST_F(RepliesOfAllTest, ClientsThatReadNoRepliesAreBoundedTogether) {
  std::vector<std::unique_ptr<FakeClient>> slow;
  for (int i = 0; i < 8; ++i) slow.push_back(Joined());
  for (const auto& client : slow) client->Stall();
  for (int round = 0; round < 100; ++round) {
    for (const auto& client : slow) {
      client->Send(MsgInvokeMethod{large_, std::nullopt, "x", {}});
    }
  }
  WaitForAll();
  EXPECT_LT(server_->counters().reply_bytes_in_flight, 20'000u);
  // One that reads is served.
  EXPECT_EQ(ResultOf(client().Call(large_, {})),
            Any(std::string(kLargeReply, 'r')));
  slow.clear();
  EXPECT_EQ(server_->counters().reply_bytes_in_flight, 0u);
}

}  // namespace
}  // namespace noodles
