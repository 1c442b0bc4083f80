// A thread that handles items of several lanes: one item of each lane in turn,
// the items of one lane in their order.
//
// However many items one lane has, an item of another lane waits for at most
// one item of each lane that had items before. Post allocates nothing in steady
// state; while one lane alone has items, the thread takes them in batches.
//
// Thread-safety: Post and BeginStop from any thread; all else one at a time.
// Ownership: owns its thread; shares the lanes that have items. The destructor
// waits for the item that is being handled.
#ifndef NOODLES_SERVER_SUPPORT_TURN_QUEUE_H_
#define NOODLES_SERVER_SUPPORT_TURN_QUEUE_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <iterator>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "noodles/base/support/thread_name.h"
#include "noodles/server/support/bounded_thread.h"

namespace noodles::server_internal {

template <class Item>
class TurnQueue {
 public:
  // The items of one source. Belongs to one queue, which alone uses the
  // members.
  struct Lane {
    // With the queue's mutex held.
    std::vector<Item> arriving;
    bool is_in_turn = false;
    // The thread's: the items before `next` have been handled.
    std::vector<Item> batch;
    size_t next = 0;
  };
  using LanePointer = std::shared_ptr<Lane>;

  // `thread_name` as for NameThisThread, and a constant.
  TurnQueue(const char* thread_name, std::function<void(Item&)> handle)
      : thread_name_(thread_name), handle_(std::move(handle)) {}
  ~TurnQueue() { Stop(); }
  TurnQueue(const TurnQueue&) = delete;
  TurnQueue& operator=(const TurnQueue&) = delete;

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
    std::deque<LanePointer> turns;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      is_running_ = false;
      turns.swap(turns_);
      for (const LanePointer& lane : turns) DropLocked(*lane, dropped);
      // The lane whose item is being handled: its batch is the thread's.
      if (current_ != nullptr) {
        std::move(current_->arriving.begin(), current_->arriving.end(),
                  std::back_inserter(dropped));
        current_->arriving.clear();
      }
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
      is_idle = current_ == nullptr;
    }
    // An idle thread ends at once.
    return thread_.WaitUntil(
        is_idle ? std::chrono::steady_clock::time_point::max() : deadline);
  }
  void Stop() { StopUntil(std::chrono::steady_clock::time_point::max()); }

  // Before Start, and after Stop, the item is dropped.
  void Post(const LanePointer& lane, Item item) {
    bool is_asleep = false;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (!is_running_) return;
      lane->arriving.push_back(std::move(item));
      if (!std::exchange(lane->is_in_turn, true)) {
        turns_.push_back(lane);
        others_wait_ = true;
      }
      is_asleep = std::exchange(is_asleep_, false);
    }
    if (is_asleep) wakes_.notify_one();
  }

 private:
  static void DropLocked(Lane& lane, std::vector<Item>& dropped) {
    for (size_t i = lane.next; i < lane.batch.size(); ++i) {
      dropped.push_back(std::move(lane.batch[i]));
    }
    for (Item& item : lane.arriving) dropped.push_back(std::move(item));
    lane.batch.clear();
    lane.arriving.clear();
    lane.next = 0;
    lane.is_in_turn = false;
  }

  // Ends the turn of the current lane and waits for the next. False when the
  // thread has to end.
  bool NextTurn() {
    std::vector<Item> dropped;
    std::unique_lock<std::mutex> lock(mutex_);
    if (current_ != nullptr) {
      const bool has_more = current_->next < current_->batch.size() ||
                            !current_->arriving.empty();
      if (!is_running_) {
        DropLocked(*current_, dropped);
      } else if (has_more) {
        turns_.push_back(std::move(current_));
      } else {
        current_->is_in_turn = false;
      }
      current_ = nullptr;
    }
    while (is_running_ && turns_.empty()) {
      is_asleep_ = true;
      wakes_.wait(lock);
    }
    is_asleep_ = false;
    if (!is_running_) return false;
    current_ = std::move(turns_.front());
    turns_.pop_front();
    others_wait_ = !turns_.empty();
    Lane& lane = *current_;
    if (lane.next == lane.batch.size()) {
      lane.batch.clear();
      lane.next = 0;
      lane.batch.swap(lane.arriving);
    }
    return true;
  }

  void Run() {
    base_internal::NameThisThread(thread_name_);
    while (NextTurn()) {
      Lane& lane = *current_;
      do {
        Item item = std::move(lane.batch[lane.next++]);
        handle_(item);
      } while (is_running_ && !others_wait_ && lane.next < lane.batch.size());
    }
  }

  const char* const thread_name_;
  const std::function<void(Item&)> handle_;
  std::mutex mutex_;
  std::condition_variable wakes_;
  // Lanes with items, the next turn first; without the current one.
  std::deque<LanePointer> turns_;
  LanePointer current_;  // changed by the thread, with the mutex held
  bool is_asleep_ = false;
  std::atomic<bool> others_wait_ = false;
  std::atomic<bool> is_running_ = false;
  BoundedThread thread_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_SUPPORT_TURN_QUEUE_H_
