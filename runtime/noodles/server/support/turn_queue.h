// Handles items of several lanes, one item at a time: one item of each lane in
// turn, the items of one lane in their order.
//
// However many items one lane has, an item of another lane waits for at most
// one item of each lane that had items before. Post allocates nothing in steady
// state; while one lane alone has items, they are taken in batches.
//
// The items are handled on the queue's own thread, or on a thread that another
// part of the program lends to the queue for a moment (RunHere), on one of them
// at a time, the runner:
//
//   kNobody      No item waits, or the queue does not run. Post changes this
//                state, in the same step in which an item is added.
//   kAskedFor    A thread calls RunHere: the thread that posts, which has
//                promised to call RunHere when it is done with what it does
//                now; or another one, which the own thread has asked for. The
//                own thread takes the items back from the latter after
//                kPatience, so that no item waits for a call that comes late.
//   kLentThread  A thread is inside RunHere.
//   kOwnThread   The own thread handles items, or has been woken to do so.
//
// Changes of the runner take the mutex. Only the runner itself ends kLentThread
// and kOwnThread: where no item is left (kNobody), or by passing the items on
// (PassToOwnThread, PassToLentThread). So an item that waits always has a
// runner, and no wake-up can be lost. The own thread handles at least one item
// before it passes on: items are passed on at most twice for each one that is
// handled, however often a lent thread refuses them or does not come.
//
// Thread-safety: Post, RunHere and BeginStop from any thread; all else one at a
// time. What the handling of one item has written is visible to that of the
// next.
// Ownership: owns its thread; shares the lanes that have items. The destructor
// waits for the item that is being handled.
#ifndef NOODLES_SERVER_SUPPORT_TURN_QUEUE_H_
#define NOODLES_SERVER_SUPPORT_TURN_QUEUE_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <iterator>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "noodles/base/support/thread_name.h"
#include "noodles/server/support/bounded_thread.h"

namespace noodles::server_internal {

template <class Item>
class TurnQueue {
 public:
  using Clock = std::chrono::steady_clock;

  // The items of one source, in a std::shared_ptr. Belongs to one queue, which
  // alone uses the members.
  struct Lane : std::enable_shared_from_this<Lane> {
    // With the queue's mutex held.
    std::vector<Item> arriving;
    bool is_in_turn = false;
    // The running thread's: the items before `next` have been handled.
    std::vector<Item> batch;
    size_t next = 0;
  };
  using LanePointer = std::shared_ptr<Lane>;

  enum class Place : uint8_t { kOwnThread, kLentThread };

  struct Handlers {
    // Handles an item. On a lent thread, false leaves the item as it is, for
    // the queue's own thread.
    std::function<bool(Item&, Place)> handle;
    // True: the calling thread, which posts the item, calls RunHere before it
    // waits for anything. Called with the queue locked.
    std::function<bool(const Item&)> lend_this_thread;
    // Whether the queue's own thread is to ask for a lent one, which handles
    // this item and the next ones.
    std::function<bool(const Item&)> is_for_lent_thread;
    // Asks another thread to call RunHere soon; false: none does. Called on the
    // own thread with the queue locked.
    std::function<bool(const Item&)> ask_for_thread;
  };

  // `thread_name` as for NameThisThread, and a constant.
  TurnQueue(const char* thread_name, Handlers handlers)
      : thread_name_(thread_name), handlers_(std::move(handlers)) {}
  // All items are handled on the queue's own thread.
  TurnQueue(const char* thread_name, std::function<void(Item&)> handle)
      : TurnQueue(thread_name,
                  Handlers{[handle = std::move(handle)](Item& item, Place) {
                             handle(item);
                             return true;
                           },
                           [](const Item&) { return false; },
                           [](const Item&) { return false; },
                           [](const Item&) { return false; }}) {}
  ~TurnQueue() { Stop(); }
  TurnQueue(const TurnQueue&) = delete;
  TurnQueue& operator=(const TurnQueue&) = delete;

  // False: an item of the time before BeginStop is still handled.
  bool Start() {
    if (is_running_) return true;
    // Without the mutex, which the thread needs for its end.
    if (!thread_.WaitForEnd()) return false;
    const std::lock_guard<std::mutex> lock(mutex_);
    if (runner_ == Runner::kLentThread) return false;
    runner_ = Runner::kNobody;
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
      // The lane whose item is being handled: its batch is the running
      // thread's.
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
  bool StopUntil(Clock::time_point deadline) {
    BeginStop();
    if (!AwaitLentThread(deadline)) return false;
    bool is_idle = false;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      is_idle = current_ == nullptr;
    }
    // An idle thread ends at once.
    return thread_.WaitUntil(is_idle ? Clock::time_point::max() : deadline);
  }
  void Stop() { StopUntil(Clock::time_point::max()); }

  // Before Start, and after Stop, the item is dropped.
  void Post(const LanePointer& lane, Item item) {
    Post(*lane, std::move(item));
  }
  void Post(Lane& lane, Item item) {
    bool is_asleep = false;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (!is_running_) return;
      lane.arriving.push_back(std::move(item));
      if (!std::exchange(lane.is_in_turn, true)) {
        turns_.push_back(lane.shared_from_this());
        others_wait_ = true;
      }
      // Also while a thread has been asked for: this one may come sooner.
      if (runner_ == Runner::kNobody || runner_ == Runner::kAskedFor) {
        is_asleep = FindRunnerLocked(lane.arriving.back());
      }
    }
    if (is_asleep) wakes_.notify_one();
  }

  // Handles items on the calling thread, if one has been asked for, until none
  // is left or one is to be handled on the queue's own thread. Calls `begin`
  // before the first.
  template <class Begin>
  void RunHere(Begin begin) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (!is_running_ || runner_ != Runner::kAskedFor) return;
      runner_ = Runner::kLentThread;
      lent_thread_ = std::this_thread::get_id();
    }
    begin();
    HandleItems(Place::kLentThread);
  }

 private:
  // The thread that handles items.
  enum class Runner : uint8_t { kNobody, kAskedFor, kLentThread, kOwnThread };

  // A thread that the own thread has asked for, and that does not come in this
  // time, is not awaited.
  static constexpr std::chrono::milliseconds kPatience{2};

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

  // Finds a thread for `item` and those behind it. True: the queue's own
  // thread, which sleeps.
  bool FindRunnerLocked(const Item& item) {
    if (handlers_.lend_this_thread(item)) {
      runner_ = Runner::kAskedFor;
      return false;
    }
    runner_ = Runner::kOwnThread;
    return std::exchange(is_asleep_, false);
  }

  // Ends the turn of the current lane and begins the next one. False: no item
  // is left, or the queue has stopped.
  bool NextTurn() {
    std::vector<Item> dropped;
    const std::lock_guard<std::mutex> lock(mutex_);
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
    if (!is_running_ || turns_.empty()) {
      runner_ = Runner::kNobody;
      lent_thread_ends_.notify_all();
      return false;
    }
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

  void HandleItems(Place place) {
    bool may_pass_on = false;
    while (NextTurn()) {
      Lane& lane = *current_;
      do {
        if (may_pass_on &&
            handlers_.is_for_lent_thread(lane.batch[lane.next]) &&
            PassToLentThread()) {
          return;
        }
        Item item = std::move(lane.batch[lane.next]);
        if (!handlers_.handle(item, place)) {
          lane.batch[lane.next] = std::move(item);
          return PassToOwnThread();
        }
        ++lane.next;
        may_pass_on = place == Place::kOwnThread;
      } while (is_running_ && !others_wait_ && lane.next < lane.batch.size());
    }
  }

  // The current lane keeps its turn.
  void KeepTurnLocked() {
    others_wait_ = true;
    turns_.push_front(std::move(current_));
    current_ = nullptr;
  }

  // False: no thread comes.
  bool PassToLentThread() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!is_running_ ||
        !handlers_.ask_for_thread(current_->batch[current_->next])) {
      return false;
    }
    KeepTurnLocked();
    runner_ = Runner::kAskedFor;
    has_passed_on_ = true;
    return true;
  }

  void PassToOwnThread() {
    std::vector<Item> dropped;
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!is_running_) {
      DropLocked(*current_, dropped);
      current_ = nullptr;
      runner_ = Runner::kNobody;
    } else {
      KeepTurnLocked();
      runner_ = Runner::kOwnThread;
      is_asleep_ = false;
      wakes_.notify_one();
    }
    lent_thread_ends_.notify_all();
  }

  // On the queue's own thread: waits until it has items to handle. False: it
  // has to end.
  bool AwaitItems() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (is_running_ && runner_ != Runner::kOwnThread) {
      is_asleep_ = true;
      if (!has_passed_on_) {
        wakes_.wait(lock);
      } else if (wakes_.wait_for(lock, kPatience) == std::cv_status::timeout) {
        has_passed_on_ = false;
        if (runner_ == Runner::kAskedFor) runner_ = Runner::kOwnThread;
      }
    }
    is_asleep_ = false;
    has_passed_on_ = false;
    return is_running_;
  }

  void Run() {
    base_internal::NameThisThread(thread_name_);
    while (AwaitItems()) HandleItems(Place::kOwnThread);
  }

  // False: the lent thread still handles an item at the deadline, or is the
  // calling thread.
  bool AwaitLentThread(Clock::time_point deadline) {
    std::unique_lock<std::mutex> lock(mutex_);
    const auto has_ended = [this] { return runner_ != Runner::kLentThread; };
    if (has_ended()) return true;
    if (lent_thread_ == std::this_thread::get_id()) return false;
    if (deadline == Clock::time_point::max()) {
      lent_thread_ends_.wait(lock, has_ended);
      return true;
    }
    return lent_thread_ends_.wait_until(lock, deadline, has_ended);
  }

  const char* const thread_name_;
  const Handlers handlers_;
  std::mutex mutex_;
  std::condition_variable wakes_;
  std::condition_variable lent_thread_ends_;
  // Lanes with items, the next turn first; without the current one.
  std::deque<LanePointer> turns_;
  // Changed by the running thread, with the mutex held.
  LanePointer current_;
  Runner runner_ = Runner::kNobody;  // with the mutex held
  std::thread::id lent_thread_;      // the last one
  bool is_asleep_ = false;
  bool has_passed_on_ = false;  // the own thread waits for kPatience only
  std::atomic<bool> others_wait_ = false;
  std::atomic<bool> is_running_ = false;
  BoundedThread thread_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_SUPPORT_TURN_QUEUE_H_
