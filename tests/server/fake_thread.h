// A thread that serves connections without a network.
//
// Thread-safety: every function may be called from any thread.
#ifndef TESTS_SERVER_FAKE_THREAD_H_
#define TESTS_SERVER_FAKE_THREAD_H_

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

#include "noodles/transport/connections/connection.h"

namespace noodles {

// Calls `serve` on a thread of its own after each Wake.
class FakeThread final : public transport_internal::ConnectionThread {
 public:
  explicit FakeThread(std::function<void()> serve)
      : serve_(std::move(serve)), thread_([this] { Run(); }) {}
  ~FakeThread() override { End(); }

  void Wake() override {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_woken_ = true;
    changed_.notify_one();
  }
  // Serves what it was woken for, and ends.
  void End() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      is_ending_ = true;
      changed_.notify_one();
    }
    if (thread_.joinable()) thread_.join();
  }

 private:
  void Run() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (true) {
      changed_.wait(lock, [&] { return is_woken_ || is_ending_; });
      if (!std::exchange(is_woken_, false)) return;
      lock.unlock();
      serve_();
      lock.lock();
    }
  }

  const std::function<void()> serve_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_woken_ = false;
  bool is_ending_ = false;
  std::thread thread_;
};

}  // namespace noodles

#endif  // TESTS_SERVER_FAKE_THREAD_H_
