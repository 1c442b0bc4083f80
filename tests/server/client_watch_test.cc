#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

#include "server/server_testing.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ClientWatchTest = ServerTest;

// The events that a watch received, from any thread.
class Diary {
 public:
  ClientEvents Events() {
    return {.joined = [this](const auto& client) { Add("joined", client); },
            .left = [this](const auto& client) { Add("left", client); }};
  }
  std::vector<std::string> WaitFor(size_t count) {
    std::unique_lock<std::mutex> lock(mutex_);
    grows_.wait(lock, [&] { return entries_.size() >= count; });
    return entries_;
  }
  std::vector<std::string> entries() { return WaitFor(0); }

 private:
  void Add(const std::string& event, const ClientInformation& client) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      entries_.push_back(event + " " + client.name + " " +
                         std::to_string(client.number - kFirstNumber));
    }
    grows_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable grows_;
  std::vector<std::string> entries_;
};

TEST_F(ClientWatchTest, TellsOfJoinsAndLeaves) {
  Diary diary;
  Diary other;
  ClientWatch watch = server_->WatchClients(diary.Events());
  ClientWatch short_watch = server_->WatchClients(other.Events());
  const auto stranger = MakeClient();
  const auto first = MakeClient();
  first->Join();
  EXPECT_THAT(diary.WaitFor(1), ElementsAre("joined fake 1"));
  other.WaitFor(1);
  short_watch.Stop();
  // One who never joined does not leave.
  stranger->Leave();
  const auto second = MakeClient();
  second->Join();
  first->Leave();
  EXPECT_THAT(diary.WaitFor(3),
              ElementsAre("joined fake 1", "joined fake 2", "left fake 1"));
  server_->Stop();
  EXPECT_THAT(diary.WaitFor(4), ElementsAre("joined fake 1", "joined fake 2",
                                            "left fake 1", "left fake 2"));
  EXPECT_THAT(other.entries(), ElementsAre("joined fake 1"));
}

TEST_F(ClientWatchTest, AWatchMayEndItself) {
  Diary diary;
  const ClientWatch watch = server_->WatchClients(diary.Events());
  int calls = 0;
  ClientWatch own;
  own = server_->WatchClients({.joined = [&](const ClientInformation&) {
    ++calls;
    own.Stop();
  }});
  const auto first = MakeClient();
  const auto second = MakeClient();
  first->Join();
  second->Join();
  diary.WaitFor(2);
  EXPECT_EQ(calls, 1);
}

TEST_F(ClientWatchTest, ASubscriberEndsWithItsConnection) {
  Diary diary;
  SubscriberList subscribers(*server_);
  const ClientWatch watch = server_->WatchClients(diary.Events());
  const auto first = MakeClient();
  const auto second = MakeClient();
  first->Join();
  second->Join();
  EXPECT_TRUE(subscribers.empty());
  EXPECT_TRUE(subscribers.Add(kFirstNumber + 1));
  EXPECT_TRUE(subscribers.Add(kFirstNumber));
  EXPECT_FALSE(subscribers.Add(kFirstNumber));
  EXPECT_FALSE(subscribers.Add(kFirstNumber + 5));
  EXPECT_THAT(*subscribers.audience(),
              ElementsAre(kFirstNumber, kFirstNumber + 1));
  first->Leave();
  diary.WaitFor(3);
  EXPECT_THAT(*subscribers.audience(), ElementsAre(kFirstNumber + 1));
  EXPECT_FALSE(subscribers.Contains(kFirstNumber));
  EXPECT_FALSE(subscribers.Add(kFirstNumber));
  EXPECT_TRUE(subscribers.Remove(kFirstNumber + 1));
  EXPECT_FALSE(subscribers.Remove(kFirstNumber + 1));
  // An empty audience is not an absent one, which means all clients.
  EXPECT_THAT(*subscribers.audience(), IsEmpty());
}

TEST_F(ClientWatchTest, SignalsGoToSubscribersOnly) {
  const SignalID signal = Must(document().Create(Signal{.name = "s"}));
  Must(document().SetSignals({signal}));
  SubscriberList subscribers(*server_);
  const auto first = MakeClient();
  const auto second = MakeClient();
  first->Join();
  second->Join();
  subscribers.Add(kFirstNumber + 1);
  Must(server_->Emit(signal, {1}, std::nullopt, subscribers.audience()));
  subscribers.Remove(kFirstNumber + 1);
  Must(server_->Emit(signal, {2}, std::nullopt, subscribers.audience()));
  Must(server_->Emit(signal, {3}));
  first->ReceiveOne();
  second->ReceiveOne();
  second->ReceiveOne();
  EXPECT_THAT(first->signals(),
              ElementsAre(MsgSignalInvoke{signal, std::nullopt, {3}}));
  EXPECT_THAT(second->signals(),
              ElementsAre(MsgSignalInvoke{signal, std::nullopt, {1}},
                          MsgSignalInvoke{signal, std::nullopt, {3}}));
}

}  // namespace
}  // namespace noodles
