#include "noodles/server/call_queue.h"

#include <utility>

namespace noodles {

CallQueue::~CallQueue() { Stop(); }

void CallQueue::Start() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (is_running_) return;
  is_running_ = true;
  thread_ = std::thread([this] { Run(); });
}

void CallQueue::Stop() {
  std::deque<std::function<void()>> dropped;
  std::thread thread;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_running_ = false;
    dropped.swap(tasks_);
    thread = std::move(thread_);
  }
  wakes_.notify_all();
  if (thread.joinable()) thread.join();
}

void CallQueue::Post(std::function<void()> task) {
  bool is_first = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!is_running_) return;
    is_first = tasks_.empty();
    tasks_.push_back(std::move(task));
  }
  if (is_first) wakes_.notify_one();
}

void CallQueue::Run() {
  std::deque<std::function<void()>> batch;
  while (true) {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      wakes_.wait(lock, [this] { return !is_running_ || !tasks_.empty(); });
      if (!is_running_) return;
      batch.swap(tasks_);
    }
    while (!batch.empty() && is_running_) {
      batch.front()();
      batch.pop_front();
    }
    batch.clear();
  }
}

}  // namespace noodles
