#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <latch>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "noodles/base/status.h"
#include "server/server_testing.h"

namespace noodles {
namespace {

using ::testing::SizeIs;

// A server with a method "later", whose calls are answered by the test.
class PendingCallsTest : public ServerTest {
 protected:
  explicit PendingCallsTest(const ServerOptions& options = {})
      : ServerTest(options) {
    later_ = Must(server_->AddMethod(
        "later", "", [this](CallContext& context) -> PendingResult<int64_t> {
          Must(context.document.Create(Signal{.name = "asked"}));
          auto [result, sender] = MakePendingResult<int64_t>();
          const std::lock_guard<std::mutex> lock(mutex_);
          senders_.push_back(sender);
          asked_.notify_all();
          return result;
        }));
    now_ = Must(server_->AddMethod("now", "", [] { return 1; }));
  }

  // Calls "later" and waits until it has run.
  void Ask(const std::string& id,
           const std::optional<InvokeIDType>& target = std::nullopt) {
    client().Send(MsgInvokeMethod{later_, target, id, {}});
    client().Call(now_, {});
  }
  // The sender of the last call; it is the only one.
  ResultSender<int64_t> TakeSender() {
    const std::lock_guard<std::mutex> lock(mutex_);
    ResultSender<int64_t> sender = senders_.back();
    senders_.pop_back();
    return sender;
  }

  // That of the last of `count` calls, once they have run.
  ResultSender<int64_t> TakeSenderOf(size_t count) {
    std::unique_lock<std::mutex> lock(mutex_);
    asked_.wait(lock, [&] { return senders_.size() >= count; });
    ResultSender<int64_t> sender = senders_.back();
    senders_.pop_back();
    return sender;
  }

  MethodID later_;
  MethodID now_;
  std::mutex mutex_;
  std::condition_variable asked_;
  std::vector<ResultSender<int64_t>> senders_;
};

TEST_F(PendingCallsTest, TheAnswerComesLaterFromAnotherThread) {
  Ask("a");
  // The changes of the method arrive before its answer.
  EXPECT_EQ(client().mirror().all<Signal>().size(), 1u);
  EXPECT_THAT(client().replies(), SizeIs(1));
  const ResultSender<int64_t> sender = TakeSender();
  EXPECT_TRUE(sender.is_awaited());
  std::thread worker([&] {
    Must(document().Create(Entity{}));
    EXPECT_TRUE(sender.Send(5));
    EXPECT_FALSE(sender.Send(6));
  });
  EXPECT_EQ(ResultOf(client().WaitForReply("a")), Any(5));
  EXPECT_EQ(client().mirror().all<Entity>().size(), 1u);
  worker.join();
  EXPECT_FALSE(sender.is_awaited());
  client().Call(now_, {});
  EXPECT_THAT(client().replies(), SizeIs(3));
}

TEST_F(PendingCallsTest, AFailureComesLaterToo) {
  Ask("a");
  TakeSender().Send(MethodError(7, "no luck"));
  EXPECT_EQ(ExceptionOf(client().WaitForReply("a")), "7 no luck");
}

TEST_F(PendingCallsTest, ACallThatIsGivenUpFails) {
  Ask("a");
  { const auto dropped = TakeSender(); }
  EXPECT_EQ(ExceptionOf(client().WaitForReply("a")),
            "-32603 the method ended without an answer");
}

TEST_F(PendingCallsTest, AnAnswerToOneWhoHasLeftGoesNowhere) {
  Ask("a");
  client().Leave();
  EXPECT_TRUE(TakeSender().Send(5));
}

TEST_F(PendingCallsTest, AnAnswerAfterTheServerGoesNowhere) {
  Ask("a");
  const auto sender = TakeSender();
  client_.reset();
  server_.reset();
  sender.Send(5);
}

TEST_F(PendingCallsTest, ADeletedTargetEndsItsCalls) {
  const EntityID entity =
      Must(document().Create(Entity{.methods_list = {later_}}));
  const EntityID other =
      Must(document().Create(Entity{.methods_list = {later_}}));
  Ask("other", InvokeIDType{other});
  Ask("a", InvokeIDType{entity});
  const auto sender = TakeSender();
  Must(document().Delete(entity));
  EXPECT_EQ(ExceptionOf(client().WaitForReply("a")),
            "-32600 Entity [0, 0] was deleted before the call ended");
  EXPECT_EQ(client().mirror().all<Entity>().size(), 1u);
  EXPECT_FALSE(sender.is_awaited());
  EXPECT_FALSE(sender.Send(1));
  EXPECT_TRUE(TakeSender().Send(2));
  EXPECT_EQ(ResultOf(client().WaitForReply("other")), Any(2));
}

TEST_F(PendingCallsTest, ADeletedMethodEndsItsCalls) {
  Ask("a");
  const auto sender = TakeSender();
  Must(document().SetMethods({now_}));
  Must(document().Delete(later_));
  EXPECT_EQ(ExceptionOf(client().WaitForReply("a")),
            "-32601 Method [0, 0] was deleted before the call ended");
  EXPECT_FALSE(sender.is_awaited());
}

TEST_F(PendingCallsTest, WhoWaitsForItsTurnHearsOfADeletedTarget) {
  std::latch is_running(1);
  std::latch may_end(1);
  const MethodID look = Must(server_->DefineMethod(
      {.name = "look"},
      MakeMethod(
          [&](CallContext& context) -> absl::StatusOr<std::string> {
            is_running.count_down();
            may_end.wait();
            const auto entity = context.document.Get(*context.entity());
            if (!entity.ok()) return entity.status();
            return entity->name.value_or("");
          },
          {})));
  const EntityID entity =
      Must(document().Create(Entity{.methods_list = {look}}));
  client().Send(MsgInvokeMethod{look, InvokeIDType{entity}, "runs", {}});
  client().Send(MsgInvokeMethod{look, InvokeIDType{entity}, "waits", {}});
  is_running.wait();
  Must(document().Delete(entity));
  may_end.count_down();
  EXPECT_EQ(ExceptionOf(client().WaitForReply("runs")),
            "-32600 Entity [0, 0] was deleted before the call ended");
  EXPECT_EQ(ExceptionOf(client().WaitForReply("waits")),
            "-32600 Entity [0, 0] does not exist");
}

TEST_F(PendingCallsTest, ManyThreadsAnswerAndDeleteAtOnce) {
  constexpr int kCalls = 200;
  std::vector<EntityID> entities;
  for (int i = 0; i < kCalls; ++i) {
    entities.push_back(
        Must(document().Create(Entity{.methods_list = {later_}})));
    client().Send(MsgInvokeMethod{
        later_, InvokeIDType{entities.back()}, std::to_string(i), {}});
  }
  client().Call(now_, {});
  std::vector<std::thread> threads;
  threads.emplace_back([&] {
    for (const EntityID entity : entities) Must(document().Delete(entity));
  });
  for (int first = 0; first < 2; ++first) {
    threads.emplace_back([&, first] {
      for (size_t i = first; i < senders_.size(); i += 2) senders_[i].Send(1);
    });
  }
  for (std::thread& thread : threads) thread.join();
  client().Call(now_, {});
  // Each has one reply, whichever it was.
  EXPECT_THAT(client().replies(), SizeIs(kCalls + 2));
}

class TimeLimitTest : public PendingCallsTest {
 protected:
  TimeLimitTest()
      : PendingCallsTest(ServerOptions{.method_time_limit =
                                           std::chrono::milliseconds(200)}) {}
};

constexpr char kTooLong[] =
    "-32603 the method took longer than its limit of 200 ms";

TEST_F(TimeLimitTest, ACallWithoutAnAnswerEnds) {
  client().Send(MsgInvokeMethod{later_, std::nullopt, "a", {}});
  EXPECT_EQ(ExceptionOf(client().WaitForReply("a")), kTooLong);
  const auto sender = TakeSender();
  EXPECT_FALSE(sender.is_awaited());
  EXPECT_FALSE(sender.Send(5));
}

TEST_F(TimeLimitTest, WhatAMethodDoesBeyondItIsTakenBack) {
  std::latch may_end(1);
  const MethodID slow =
      Must(server_->AddMethod("slow", "", [&](CallContext& context) {
        may_end.wait();
        return context.document.Create(Entity{}).status();
      }));
  client().Send(MsgInvokeMethod{slow, std::nullopt, "a", {}});
  EXPECT_EQ(ExceptionOf(client().WaitForReply("a")), kTooLong);
  may_end.count_down();
  EXPECT_EQ(ResultOf(client().Call(now_, {})), Any(1));
  EXPECT_EQ(document().Count(ComponentKind::kEntity), 0u);
  EXPECT_THAT(client().replies(), SizeIs(2));
}

class CallLimitsTest : public PendingCallsTest {
 protected:
  CallLimitsTest()
      : PendingCallsTest(ServerOptions{.max_waiting_calls = 2,
                                       .max_waiting_call_bytes = 1000}) {}
};

constexpr char kTooMany[] = "-32603 too many calls wait for their turn";

TEST_F(CallLimitsTest, APendingCallCountsUntilItIsAnswered) {
  client().Send(MsgInvokeMethod{later_, std::nullopt, std::nullopt, {}},
                MsgInvokeMethod{later_, std::nullopt, std::nullopt, {}});
  EXPECT_EQ(ExceptionOf(client().Call(now_, {})), kTooMany);
  // Of no interest to others.
  const auto other = MakeClient();
  other->Join();
  EXPECT_EQ(ResultOf(other->Call(now_, {})), Any(1));
  TakeSender().Send(1);
  EXPECT_EQ(ResultOf(client().Call(now_, {})), Any(1));
}

TEST_F(CallLimitsTest, BytesThatWaitAreBounded) {
  const std::string text(2000, 'x');
  EXPECT_EQ(ResultOf(client().Call(now_, {text})), Any(1));
  client().Send(
      MsgInvokeMethod{later_, std::nullopt, "a", {text.substr(0, 900)}});
  EXPECT_EQ(ExceptionOf(client().Call(now_, {text.substr(0, 200)})), kTooMany);
  EXPECT_EQ(ResultOf(client().Call(now_, {1})), Any(1));
  TakeSender().Send(1);
  client().WaitForReply("a");
  EXPECT_EQ(ResultOf(client().Call(now_, {text})), Any(1));
}

TEST_F(CallLimitsTest, BytesThatWaitMayReachTheirLimit) {
  // The cost of a call beyond its text of 256 bytes or more: the heads of the
  // arguments and of the text, and an invoke_id of one character.
  constexpr size_t kMore = 1 + 3 + 1;
  const auto call = [&](const std::string& id, size_t cost) {
    client().Send(MsgInvokeMethod{
        later_, std::nullopt, id, {std::string(cost - kMore, 'x')}});
  };
  call("a", 400);
  call("b", 601);
  EXPECT_EQ(ExceptionOf(client().WaitForReply("b")), kTooMany);
  call("c", 600);
  TakeSenderOf(2).Send(3);
  EXPECT_EQ(ResultOf(client().WaitForReply("c")), Any(3));
  call("d", 599);
  TakeSenderOf(2).Send(4);
  EXPECT_EQ(ResultOf(client().WaitForReply("d")), Any(4));
}

class CallsOfAllTest : public PendingCallsTest {
 protected:
  CallsOfAllTest()
      : PendingCallsTest(ServerOptions{.max_calls_in_flight = 2}) {}

  uint64_t calls_in_flight() { return server_->counters().calls_in_flight; }
};

constexpr char kTooManyOfAll[] =
    "-32603 too many calls of all clients wait for their turn";

TEST_F(CallsOfAllTest, ClientsTogetherAreBounded) {
  auto other = MakeClient();
  other->Join();
  other->Send(MsgInvokeMethod{later_, std::nullopt, "a", {}});
  EXPECT_EQ(ResultOf(client().Call(now_, {})), Any(1));
  client().Send(MsgInvokeMethod{later_, std::nullopt, "b", {}});
  while (client().mirror().all<Signal>().size() < 2) client().ReceiveOne();
  EXPECT_EQ(ExceptionOf(client().Call(now_, {})), kTooManyOfAll);
  EXPECT_EQ(ExceptionOf(other->Call(now_, {})), kTooManyOfAll);
  EXPECT_EQ(calls_in_flight(), 2u);
  TakeSender().Send(2);
  EXPECT_EQ(ResultOf(client().WaitForReply("b")), Any(2));
  EXPECT_EQ(ResultOf(other->Call(now_, {})), Any(1));
  // The calls of a client that left end when they have been answered.
  other->Leave();
  TakeSender().Send(3);
  other.reset();
  EXPECT_EQ(calls_in_flight(), 0u);
}

TEST_F(CallsOfAllTest, WhatWaitsWhenTheServerStopsCountsNoMore) {
  std::latch may_end(1);
  const MethodID slow =
      Must(server_->AddMethod("slow", "", [&] { may_end.wait(); }));
  auto other = MakeClient();
  other->Join();
  other->Send(MsgInvokeMethod{slow, std::nullopt, std::nullopt, {}},
              MsgInvokeMethod{now_, std::nullopt, std::nullopt, {}});
  EXPECT_EQ(calls_in_flight(), 2u);
  // The second call is dropped or, if it is quick enough, answered.
  std::thread stopping([&] { server_->Stop(); });
  may_end.count_down();
  stopping.join();
  other.reset();
  EXPECT_EQ(calls_in_flight(), 0u);
}

}  // namespace
}  // namespace noodles
