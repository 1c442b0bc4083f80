#include "noodles/server/support/work_queue.h"

#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <numeric>
#include <thread>
#include <vector>

namespace noodles {
namespace {

TEST(WorkQueueTest, HandlesItemsInTheirOrder) {
  std::vector<int> handled;
  std::promise<void> all;
  server_internal::WorkQueue<int> queue("test", [&](int& item) {
    handled.push_back(item);
    if (item == 9999) all.set_value();
  });
  queue.Start();
  for (int i = 0; i < 10'000; ++i) queue.Post(i);
  all.get_future().wait();
  queue.Stop();
  std::vector<int> expected(10'000);
  std::iota(expected.begin(), expected.end(), 0);
  EXPECT_EQ(handled, expected);
}

TEST(WorkQueueTest, DropsWhatWaitsWhenItStops) {
  std::promise<void> has_begun;
  std::promise<void> may_end;
  std::vector<int> handled;
  server_internal::WorkQueue<std::shared_ptr<int>> queue(
      "test", [&](std::shared_ptr<int>& item) {
        handled.push_back(*item);
        has_begun.set_value();
        may_end.get_future().wait();
      });
  queue.Start();
  queue.Post(std::make_shared<int>(1));
  has_begun.get_future().wait();
  const auto waits = std::make_shared<int>(2);
  queue.Post(waits);
  std::thread stopper([&] { queue.Stop(); });
  // Stop lets go of what waits before it waits for what runs.
  while (waits.use_count() > 1) std::this_thread::yield();
  may_end.set_value();
  stopper.join();
  EXPECT_EQ(handled, std::vector<int>{1});
}

TEST(WorkQueueTest, DropsWhatComesWhileItDoesNotRun) {
  std::vector<int> handled;
  std::promise<void> done;
  server_internal::WorkQueue<int> queue("test", [&](int& item) {
    handled.push_back(item);
    done.set_value();
  });
  queue.Post(1);
  queue.Start();
  queue.Stop();
  queue.Post(2);
  queue.Start();
  queue.Post(3);
  done.get_future().wait();
  queue.Stop();
  EXPECT_EQ(handled, std::vector<int>{3});
}

}  // namespace
}  // namespace noodles
