// A thread that handles items, one after another.
//
// Items are handed over in batches, in memory that is used again: Post
// allocates nothing, and wakes the thread only where it sleeps.
//
// Thread-safety: Post and BeginStop from any thread; all else one at a time.
// Ownership: owns its thread; the destructor waits for the item that is being
// handled.
#ifndef NOODLES_SERVER_SUPPORT_WORK_QUEUE_H_
#define NOODLES_SERVER_SUPPORT_WORK_QUEUE_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "noodles/base/support/thread_name.h"
#include "noodles/server/support/bounded_thread.h"

namespace noodles::server_internal {

template <class Item>
class WorkQueue {
 public:
  // `thread_name` as for NameThisThread, and a constant.
  WorkQueue(const char* thread_name, std::function<void(Item&)> handle)
      : thread_name_(thread_name), handle_(std::move(handle)) {}
  ~WorkQueue() { Stop(); }
  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;

  // False: the thread still handles an item of the time before BeginStop.
  bool Start() {
    if (is_running_) return true;
    // Without the mutex, which the thread needs for its end.
    if (!thread_.WaitForEnd()) return false;
    const std::lock_guard<std::mutex> lock(mutex_);
    is_running_ = true;
    thread_.Start([this] { Run(); });
    return true;
  }

  // Drops the items that wait.
  void BeginStop() {
    std::vector<Item> dropped;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      is_running_ = false;
      dropped.swap(items_);
    }
    wakes_.notify_all();
  }
  // The same, and waits for the item that is being handled. False: the item is
  // not done at the deadline.
  bool StopUntil(std::chrono::steady_clock::time_point deadline) {
    BeginStop();
    bool is_idle = false;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      is_idle = !is_handling_;
    }
    // An idle thread ends at once.
    return thread_.WaitUntil(
        is_idle ? std::chrono::steady_clock::time_point::max() : deadline);
  }
  void Stop() { StopUntil(std::chrono::steady_clock::time_point::max()); }

  // Before Start, and after Stop, the item is dropped.
  void Post(Item item) {
    bool is_asleep = false;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (!is_running_) return;
      items_.push_back(std::move(item));
      is_asleep = std::exchange(is_asleep_, false);
    }
    if (is_asleep) wakes_.notify_one();
  }

 private:
  // False when the thread has to end.
  bool Wait(std::vector<Item>& batch) {
    std::unique_lock<std::mutex> lock(mutex_);
    is_handling_ = false;
    while (is_running_ && items_.empty()) {
      is_asleep_ = true;
      wakes_.wait(lock);
    }
    is_asleep_ = false;
    batch.swap(items_);
    is_handling_ = is_running_;
    return is_running_;
  }

  void Run() {
    base_internal::NameThisThread(thread_name_);
    std::vector<Item> batch;
    while (Wait(batch)) {
      for (Item& next : batch) {
        if (!is_running_) break;
        Item item = std::move(next);
        handle_(item);
      }
      batch.clear();
    }
  }

  const char* const thread_name_;
  const std::function<void(Item&)> handle_;
  std::mutex mutex_;
  std::condition_variable wakes_;
  std::vector<Item> items_;
  bool is_asleep_ = false;
  bool is_handling_ = false;
  std::atomic<bool> is_running_ = false;
  BoundedThread thread_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_SUPPORT_WORK_QUEUE_H_
