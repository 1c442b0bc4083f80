// Methods on the thread of the network that has read their call: which methods
// run there, what happens when one takes long, and many calls at random.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pthread.h>

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <latch>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/server/methods/method_pace.h"
#include "server/server_testing.h"
#include "transport/raw_client.h"

namespace noodles {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using transport_internal::BuildFrame;
using transport_internal::ByteVector;
using transport_internal::RawClient;
using transport_internal::SeenEvent;

constexpr const char* kNetwork = "noodles-io";
constexpr int kMostCalls = 5000;
// So long that a method which does nothing is quick on a busy machine too, and
// the time from which a method holds up the network.
constexpr milliseconds kQuickLimit{10};
constexpr milliseconds kLongTime =
    server_internal::MethodPace::kLongParts * kQuickLimit;

std::string ThreadName() {
  std::array<char, 16> name{};
  pthread_getname_np(pthread_self(), name.data(), name.size());
  return name.data();
}

std::string TextOf(const Any& value) {
  return std::string(value.AsText().value_or("no text"));
}

// A client over the network that keeps the replies to its calls.
class CallingClient {
 public:
  explicit CallingClient(uint16_t port) : client_(port) {
    client_.Upgrade();
    SendFrame(EncodeFrame(MsgIntroduction{"caller"}));
    while (!mirror_.is_complete() && Receive()) {
    }
  }

  void SendFrame(const Bytes& frame) {
    client_.Send(BuildFrame({.payload = std::string(frame.text())}));
  }
  // Without waiting for the reply.
  void Begin(MethodID method, const std::string& invoke_id,
             std::vector<Any> arguments) {
    SendFrame(EncodeFrame(MsgInvokeMethod{method, std::nullopt, invoke_id,
                                          std::move(arguments)}));
  }
  // Several calls in one write. False if the connection has ended.
  bool Begin(const std::vector<MsgInvokeMethod>& calls) {
    std::string bytes;
    for (const MsgInvokeMethod& call : calls) {
      const ByteVector frame =
          BuildFrame({.payload = std::string(EncodeFrame(call).text())});
      bytes.append(frame.begin(), frame.end());
    }
    return client_.TrySend(bytes);
  }
  // False at the end of the connection.
  bool Receive() {
    const std::vector<SeenEvent> seen = client_.ReceiveFrames();
    for (const SeenEvent& event : seen) {
      mirror_.ReceiveFrame(Bytes::Copy(event.payload));
    }
    return !seen.empty();
  }
  // Waits for the next reply.
  MsgMethodReply NextReply() {
    while (mirror_.replies.size() == taken_) {
      if (!Receive()) return {"the connection has ended", {}};
    }
    return mirror_.replies[taken_++];
  }
  MsgMethodReply Call(MethodID method, std::vector<Any> arguments) {
    Begin(method, "call", std::move(arguments));
    return NextReply();
  }
  std::string CallForText(MethodID method, std::vector<Any> arguments) {
    const MsgMethodReply reply = Call(method, std::move(arguments));
    const Any* const result = std::get_if<Any>(&reply.outcome);
    return result == nullptr ? "no result" : TextOf(*result);
  }
  void Reset() { client_.Reset(); }

 private:
  class Mirror : public TestMirror {
   public:
    void OnMethodReply(MsgMethodReply&& message) override {
      replies.push_back(std::move(message));
    }
    std::vector<MsgMethodReply> replies;
  };

  RawClient client_;
  Mirror mirror_;
  size_t taken_ = 0;
};

// A server with a method "where" that tells its thread; with true as its
// argument, the method waits for Release if its thread is one of the network's.
class QuickCallsTest : public ServerTest {
 protected:
  explicit QuickCallsTest(const ServerOptions& options =
                              ServerOptions{.quick_method_limit = kQuickLimit,
                                            .stop_limit = milliseconds(200)})
      : ServerTest(options) {
    where_ = Must(server_->AddMethod("where", "",
                                     [this](bool is_long) {
                                       if (is_long &&
                                           ThreadName().starts_with(kNetwork)) {
                                         is_held_.count_down();
                                         may_end_.wait();
                                       }
                                       return ThreadName();
                                     },
                                     {"is_long"}));
  }
  ~QuickCallsTest() override {
    Release();
    // The methods use this object.
    client_.reset();
    server_.reset();
  }

  void Release() {
    if (!std::exchange(is_released_, true)) may_end_.count_down();
  }
  // Calls "where" until it runs on a thread of the network. False: it never
  // does.
  bool AwaitNetworkThread(CallingClient& client) {
    for (int i = 0; i < kMostCalls; ++i) {
      if (client.CallForText(where_, {false}).starts_with(kNetwork)) {
        return true;
      }
    }
    return false;
  }
  // Lets a method that was quick wait on a thread of the network. False: as
  // AwaitNetworkThread.
  bool HoldNetworkThread(CallingClient& client) {
    while (AwaitNetworkThread(client)) {
      const uint64_t calls = server_->counters().calls_total;
      client.Begin(where_, "held", {true});
      while (!is_held_.try_wait()) {
        if (server_->counters().calls_total > calls) break;
        std::this_thread::yield();
      }
      if (is_held_.try_wait()) return true;
      // The call before was not quick by chance.
      client.NextReply();
    }
    return false;
  }

  MethodID where_;
  std::latch is_held_{1};
  std::latch may_end_{1};
  bool is_released_ = false;
};

TEST_F(QuickCallsTest, AMethodRunsOnTheNetworkOnceItHasBeenQuick) {
  CallingClient client(server_->port());
  EXPECT_EQ(client.CallForText(where_, {false}), "noodles-calls");
  EXPECT_TRUE(AwaitNetworkThread(client));
}

class DefaultLimitTest : public QuickCallsTest {
 protected:
  DefaultLimitTest()
      : QuickCallsTest(ServerOptions{.stop_limit = milliseconds(200)}) {}
};

TEST_F(DefaultLimitTest, ASlowMethodNeverRunsOnTheNetwork) {
  const MethodID slow = Must(server_->AddMethod("slow", "", [] {
    std::this_thread::sleep_for(milliseconds(1));
    return ThreadName();
  }));
  CallingClient client(server_->port());
  for (int i = 0; i < 60; ++i) {
    ASSERT_EQ(client.CallForText(slow, {}), "noodles-calls");
  }
}

TEST_F(QuickCallsTest, OneThatIsSuddenlySlowHoldsUpNobody) {
  CallingClient caller(server_->port());
  ASSERT_TRUE(HoldNetworkThread(caller));
  // The only network thread is held: another one lets newcomers in, answers
  // them, and brings them changes.
  CallingClient other(server_->port());
  const EntityID entity = Must(document().Create(Entity{.name = "seen"}));
  EXPECT_EQ(entity, (EntityID{0, 0}));
  other.Begin(where_, "behind", {false});
  std::this_thread::sleep_for(kLongTime);
  Release();
  // The calls run one after another, and their replies come.
  const MsgMethodReply held = caller.NextReply();
  EXPECT_EQ(held.invoke_id, "held");
  EXPECT_THAT(TextOf(ResultOf(held)), StartsWith(kNetwork));
  EXPECT_EQ(other.NextReply().invoke_id, "behind");
  // From now on, for a good while, on the thread of its own.
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(caller.CallForText(where_, {false}), "noodles-calls");
  }
}

TEST_F(QuickCallsTest, StopIsBoundedWhileAMethodHoldsTheNetwork) {
  CallingClient caller(server_->port());
  ASSERT_TRUE(HoldNetworkThread(caller));
  server_->Stop();
  // The client has heard that the server ends.
  while (caller.Receive()) {
  }
  EXPECT_EQ(server_->Start().code(), absl::StatusCode::kFailedPrecondition);
  Release();
  while (!server_->Start().ok()) std::this_thread::yield();
  CallingClient again(server_->port());
  again.CallForText(where_, {false});
}

TEST_F(QuickCallsTest, TheDestructorWaitsForAMethodThatHoldsTheNetwork) {
  auto caller = std::make_unique<CallingClient>(server_->port());
  ASSERT_TRUE(HoldNetworkThread(*caller));
  std::atomic<bool> is_destroyed = false;
  std::thread destroyer([&] {
    server_.reset();
    is_destroyed = true;
  });
  while (caller->Receive()) {
  }
  EXPECT_FALSE(is_destroyed);
  Release();
  destroyer.join();
}

TEST_F(QuickCallsTest, StopFromInsideAMethodOnTheNetwork) {
  std::atomic<bool> is_last = false;
  std::promise<std::string> stopped;
  const MethodID stop = Must(server_->AddMethod("stop", "", [&] {
    if (!ThreadName().starts_with(kNetwork) || is_last.exchange(true)) return;
    server_->Stop();
    stopped.set_value(ThreadName());
  }));
  CallingClient client(server_->port());
  for (int i = 0; i < kMostCalls && !is_last; ++i) client.Call(stop, {});
  ASSERT_TRUE(is_last);
  EXPECT_THAT(stopped.get_future().get(), StartsWith(kNetwork));
  while (client.Receive()) {
  }
  while (server_->port() != 0) std::this_thread::yield();
  while (!server_->Start().ok()) std::this_thread::yield();
}

class OneThreadTest : public QuickCallsTest {
 protected:
  OneThreadTest()
      : QuickCallsTest(ServerOptions{.quick_methods_on_network_threads = false,
                                     .stop_limit = milliseconds(200)}) {}
};

TEST_F(OneThreadTest, AllMethodsRunOnTheirOwnThread) {
  CallingClient client(server_->port());
  for (int i = 0; i < 100; ++i) {
    ASSERT_EQ(client.CallForText(where_, {false}), "noodles-calls");
  }
}

// The thread of the methods passes calls back to a thread of the network after
// many quick ones, and the next call is of a method that must not run there.
TEST_F(QuickCallsTest, AMethodThatIsNotQuickRunsBehindManyThatAre) {
  std::latch is_held(1);
  std::latch may_end(1);
  const MethodID hold = Must(server_->AddMethod("hold", "", [&] {
    is_held.count_down();
    may_end.wait();
  }));
  const MethodID fresh =
      Must(server_->AddMethod("fresh", "", [] { return ThreadName(); }));
  CallingClient client(server_->port());
  ASSERT_TRUE(AwaitNetworkThread(client));
  client.Begin(hold, "hold", {});
  is_held.wait();
  // After one of these numbers of quick calls, the thread passes on.
  std::vector<std::string> expected = {"hold"};
  for (int quick_calls = 12; quick_calls <= 20; ++quick_calls) {
    for (int i = 0; i < quick_calls; ++i) {
      client.Begin(where_, "quick", {false});
      expected.emplace_back("quick");
    }
    client.Begin(fresh, "fresh", {});
    expected.emplace_back("fresh");
  }
  while (server_->counters().calls_in_flight < expected.size()) {
    std::this_thread::yield();
  }
  may_end.count_down();
  std::vector<std::string> answered;
  while (answered.size() < expected.size()) {
    answered.push_back(client.NextReply().invoke_id);
  }
  EXPECT_EQ(answered, expected);
}

// The server's functions are there for a method wherever it runs.
TEST_F(QuickCallsTest, AMethodOnTheNetworkChangesTheDocumentAndSendsSignals) {
  const SignalID signal = Must(server_->AddSignal<double>("heated"));
  const EntityID entity = Must(document().Create(Entity{.name = "0"}));
  int calls = 0;
  const MethodID heat = Must(server_->AddMethod("heat", "", [&] {
    Must(document().Update(entity, EntityUpdate{.visible = ++calls % 2 == 0}));
    Must(server_->Emit(signal, {1.0 * calls}));
    server_->counters();
    server_->clients();
    return ThreadName();
  }));
  FakeClient& watcher = client();
  CallingClient caller(server_->port());
  while (!caller.CallForText(heat, {}).starts_with(kNetwork)) {
    ASSERT_LT(calls, kMostCalls);
  }
  caller.Call(heat, {});
  watcher.Call(where_, {false});
  ASSERT_EQ(watcher.signals().size(), static_cast<size_t>(calls));
  for (int i = 0; i < calls; ++i) {
    EXPECT_THAT(watcher.signals()[static_cast<size_t>(i)].signal_data,
                ElementsAre(Any(1.0 * (i + 1))));
  }
  ExpectEqual(watcher.mirror(), document());
}

// Calls of several clients at random, quick and slow methods and periodic
// functions mixed, on two network threads, with clients that leave at any time,
// and a stop in the middle.
class RandomCallsTest : public QuickCallsTest,
                        public ::testing::WithParamInterface<uint32_t> {
 protected:
  RandomCallsTest()
      : QuickCallsTest(ServerOptions{
            .network_threads = 2,
            // The default, for which methods change between quick and not
            // quick, or one for which they rarely do.
            .quick_method_limit = GetParam() % 2 == 1
                                      ? std::chrono::microseconds(100)
                                      : kQuickLimit,
            .stop_limit = milliseconds(200)}) {
    const auto note = [this](const std::string& client, int number,
                             int microseconds) -> absl::StatusOr<std::string> {
      EXPECT_FALSE(is_inside_.exchange(true)) << "two methods at a time";
      runs_[client].push_back(number);
      if (microseconds > 0) {
        std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
      }
      EXPECT_TRUE(is_inside_.exchange(false));
      if (number % 10 == 9) return NotFound("nine");
      return client + " " + std::to_string(number);
    };
    quick_ =
        Must(server_->AddMethod("quick", "",
                                [note](const std::string& client, int number) {
                                  return note(client, number, 0);
                                },
                                {"client", "number"}));
    mixed_ = Must(server_->AddMethod(
        "mixed", "",
        [note](const std::string& client, int number) {
          return note(client, number, number % 100 == 0 ? 3000 : 0);
        },
        {"client", "number"}));
    slow_ =
        Must(server_->AddMethod("slow", "",
                                [note](const std::string& client, int number) {
                                  return note(client, number, 200);
                                },
                                {"client", "number"}));
    periodic_ = server_->Every(milliseconds(1), [this] {
      EXPECT_FALSE(is_inside_.exchange(true)) << "two methods at a time";
      EXPECT_TRUE(is_inside_.exchange(false));
    });
  }

  MsgInvokeMethod CallAtRandom(std::mt19937& random, const std::string& client,
                               int number) {
    const uint32_t dice = random() % 100;
    const MethodID method = dice < 2 ? slow_ : dice < 40 ? mixed_ : quick_;
    return {method,
            std::nullopt,
            std::to_string(number),
            {client, static_cast<int64_t>(number)}};
  }

  // Returns the number of calls that were answered.
  int CallAtRandom(CallingClient& client, const std::string& name,
                   uint32_t seed, int count, bool leaves) {
    std::mt19937 random(seed);
    int begun = 0;
    int answered = 0;
    while (answered < count) {
      std::vector<MsgInvokeMethod> calls;
      for (uint32_t i = random() % 40; i > 0 && begun < count; --i) {
        calls.push_back(CallAtRandom(random, name, begun++));
      }
      if (!calls.empty() && !client.Begin(calls)) return answered;
      if (leaves && answered > count / 2) {
        client.Reset();
        break;
      }
      // Some calls stay under way.
      const int some = static_cast<int>(random() % 20);
      for (int goal = begun - some; answered < goal || begun == count;) {
        if (answered == count) break;
        const MsgMethodReply reply = client.NextReply();
        if (reply.invoke_id == "the connection has ended") return answered;
        Check(reply, name, answered++);
      }
    }
    return answered;
  }

  static void Check(const MsgMethodReply& reply, const std::string& client,
                    int number) {
    EXPECT_EQ(reply.invoke_id, std::to_string(number)) << client;
    if (number % 10 == 9) {
      EXPECT_THAT(ExceptionOf(reply), HasSubstr("nine"));
    } else {
      EXPECT_EQ(ResultOf(reply), Any(client + " " + std::to_string(number)));
    }
  }

  // All calls of a client ran, each once and in order.
  void CheckRuns(const std::string& client, int at_least) {
    const std::vector<int>& runs = runs_[client];
    EXPECT_GE(static_cast<int>(runs.size()), at_least) << client;
    for (int i = 0; i < static_cast<int>(runs.size()); ++i) {
      ASSERT_EQ(runs[static_cast<size_t>(i)], i) << client;
    }
  }

  // Differs from run to run with --gtest_shuffle.
  static uint32_t Seed() {
    const int shuffle = ::testing::UnitTest::GetInstance()->random_seed();
    return static_cast<uint32_t>(shuffle) * 1000 + GetParam() * 100;
  }

  // Each client in a thread of its own. `act` goes on meanwhile.
  void RunClients(int count, const std::function<void()>& act) {
    constexpr int kClients = 6;
    std::vector<std::unique_ptr<CallingClient>> clients;
    for (int i = 0; i < kClients; ++i) {
      clients.push_back(std::make_unique<CallingClient>(server_->port()));
    }
    std::vector<int> answered(kClients);
    std::vector<std::thread> threads;
    for (int i = 0; i < kClients; ++i) {
      threads.emplace_back([&, i] {
        answered[static_cast<size_t>(i)] = CallAtRandom(
            *clients[static_cast<size_t>(i)], "client " + std::to_string(i),
            Seed() + static_cast<uint32_t>(i), count,
            /*leaves=*/i % 3 == 2);
      });
    }
    act();
    for (std::thread& thread : threads) thread.join();
    while (server_->counters().calls_in_flight > 0) std::this_thread::yield();
    server_->Stop();
    for (int i = 0; i < kClients; ++i) {
      CheckRuns("client " + std::to_string(i),
                answered[static_cast<size_t>(i)]);
    }
  }

  MethodID quick_;
  MethodID mixed_;
  MethodID slow_;
  Periodic periodic_;
  std::atomic<bool> is_inside_ = false;
  // By client; changed by methods, which run one at a time.
  std::map<std::string, std::vector<int>> runs_;
};

TEST_P(RandomCallsTest, EachCallRunsOnceAndIsAnsweredInOrder) {
  RunClients(1500, [] {});
  EXPECT_GE(runs_["client 0"].size(), 1500u);
}

TEST_P(RandomCallsTest, AStopInTheMiddleLosesNoOrder) {
  RunClients(1'000'000, [this] {
    while (server_->counters().calls_total < 3000) std::this_thread::yield();
    server_->Stop();
  });
  EXPECT_GE(server_->counters().calls_total, 3000u);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomCallsTest, ::testing::Values(1u, 2u));

}  // namespace
}  // namespace noodles
