// Threads of a listener that lend themselves to the handler: each request is
// followed by a loan, whichever thread leads, and long loans hold up nobody.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "noodles/transport/connections/listener.h"
#include "transport/beast_client.h"
#include "transport/server_handler.h"

namespace noodles::transport_internal {
namespace {

// Far beyond what a request takes.
constexpr std::chrono::seconds kForever{20};

// Echoes. The tests say what happens in the functions.
class LendingHandler : public ServerHandler {
 public:
  void OnMessage(Connection& connection, Bytes message) override {
    ServerHandler::OnMessage(connection, std::move(message));
    if (on_message) on_message(connection);
  }
  void OnDrained(Connection& connection) override {
    if (on_drained) on_drained(connection);
  }
  void OnThreadLent() override {
    int number = 0;
    {
      const std::lock_guard lock(mutex_);
      number = ++loans_;
      changed_.notify_all();
    }
    if (on_loan) on_loan(number);
  }

  int loans() const {
    const std::lock_guard lock(mutex_);
    return loans_;
  }
  // Waits until so many loans have begun. False: that takes for ever.
  bool AwaitLoans(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kForever, [&] { return loans_ >= count; });
  }

  std::function<void(Connection&)> on_message;
  std::function<void(Connection&)> on_drained;
  std::function<void(int number)> on_loan;

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  int loans_ = 0;
};

TEST(LentThreadTest, TheThreadOfAMessageLendsItselfBeforeItsSendsLeave) {
  const auto handler = std::make_shared<LendingHandler>();
  // Of the thread of the connection.
  std::thread::id lender;
  Connection* asked = nullptr;
  handler->on_message = [&](Connection& connection) {
    lender = std::this_thread::get_id();
    asked = &connection;
    EXPECT_TRUE(connection.LendThisThread());
    EXPECT_TRUE(connection.LendThisThread());  // one loan
  };
  handler->on_loan = [&](int) {
    EXPECT_EQ(std::this_thread::get_id(), lender);
    // A thread that has lent itself does not lend itself again.
    EXPECT_FALSE(asked->LendThisThread());
    asked->Send(Bytes::Copy(std::string_view("lent")));
  };
  const auto listener = StartListener(LoopbackOptions(), handler);
  BeastClient client(listener->port());
  EXPECT_FALSE(handler->WaitForOpen(1).front()->LendThisThread());
  client.Send("echo");
  EXPECT_EQ(client.Receive(), "echo");
  EXPECT_EQ(client.Receive(), "lent");
  EXPECT_EQ(handler->loans(), 1);
}

// The second thread takes the lead and ends the read of the first one; what it
// sends is drained, and the handler asks for a thread before any event of the
// network wakes the second one.
TEST(LentThreadTest, ARequestWhileTheLeadChangesIsNotLost) {
  const auto handler = std::make_shared<LendingHandler>();
  handler->on_message = [](Connection& connection) {
    EXPECT_TRUE(connection.LendThisThread());
  };
  handler->on_drained = [](Connection& connection) {
    if (!connection.LendThisThread()) {
      EXPECT_TRUE(connection.AskForThread());
    }
  };
  handler->on_loan = [&](int number) {
    if (number == 1) {
      EXPECT_TRUE(handler->AwaitLoans(2));
    }
  };
  ListenerOptions options = LoopbackOptions();
  options.connection.low_water_bytes = 0;
  const auto listener = StartListener(options, handler);
  BeastClient client(listener->port());
  client.Send("echo");
  EXPECT_EQ(client.Receive(), "echo");
  EXPECT_TRUE(handler->AwaitLoans(2));
}

// Requests from several threads, of which each waits for its loan, and long
// loans at random, so that the two threads take turns.
TEST(LentThreadTest, EveryRequestIsFollowedByALoan) {
  const auto handler = std::make_shared<LendingHandler>();
  handler->on_message = [](Connection& connection) {
    EXPECT_TRUE(connection.LendThisThread());
  };
  handler->on_loan = [](int number) {
    if (number % 7 != 0) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(number % 5));
  };
  const auto listener = StartListener(LoopbackOptions(), handler);
  BeastClient client(listener->port());
  const auto connection = handler->WaitForOpen(1).front();
  constexpr int kThreads = 3;
  constexpr int kRequests = 100;
  std::atomic<int> missing = 0;
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int request = 0; request < kRequests && missing == 0; ++request) {
        const int before = handler->loans();
        EXPECT_TRUE(connection->AskForThread());
        if (!handler->AwaitLoans(before + 1)) ++missing;
      }
    });
  }
  // The network goes on meanwhile.
  for (int i = 0; i < kRequests; ++i) {
    client.Send("echo");
    ASSERT_EQ(client.Receive(), "echo");
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(missing, 0);
}

}  // namespace
}  // namespace noodles::transport_internal
