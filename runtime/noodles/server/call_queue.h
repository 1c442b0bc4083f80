// A thread that runs what it is given, one after another.
//
// Thread-safety: Post from any thread. Ownership: it owns its thread.
#ifndef NOODLES_SERVER_CALL_QUEUE_H_
#define NOODLES_SERVER_CALL_QUEUE_H_

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace noodles {

class CallQueue {
 public:
  CallQueue() = default;
  // Stops it.
  ~CallQueue();
  CallQueue(const CallQueue&) = delete;
  CallQueue& operator=(const CallQueue&) = delete;

  void Start();
  // Drops what waits, waits for what runs.
  void Stop();
  // Without a Start before, or after Stop, the task is dropped.
  void Post(std::function<void()> task);

 private:
  void Run();

  std::mutex mutex_;
  std::condition_variable wakes_;
  std::deque<std::function<void()>> tasks_;
  std::atomic<bool> is_running_ = false;
  std::thread thread_;
};

}  // namespace noodles

#endif  // NOODLES_SERVER_CALL_QUEUE_H_
