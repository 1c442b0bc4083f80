// The lock of a document. A thread that needs the lock for many small steps, as
// for a snapshot, can let waiting threads go first: a plain mutex would be
// locked again by its last owner before the others have woken up.
//
// Thread-safety: every function may be called from any thread. The owner may
// lock the mutex again.
#ifndef NOODLES_STATE_COMPONENTS_DOCUMENT_MUTEX_H_
#define NOODLES_STATE_COMPONENTS_DOCUMENT_MUTEX_H_

#include <atomic>
#include <cstdint>
#include <mutex>
#include <thread>

namespace noodles::state_internal {

class DocumentMutex {
 public:
  DocumentMutex() = default;
  DocumentMutex(const DocumentMutex&) = delete;
  DocumentMutex& operator=(const DocumentMutex&) = delete;

  void lock() {
    if (!mutex_.try_lock()) {
      ++waiting_;
      mutex_.lock();
      --waiting_;
    }
    // Only the owner writes acquired_.
    acquired_.store(acquired_.load(std::memory_order_relaxed) + 1,
                    std::memory_order_relaxed);
  }
  void unlock() { mutex_.unlock(); }

  // Locks the mutex after as many other threads as wait now.
  void LockAfterOthers() {
    const uint64_t goal = acquired_ + waiting_;
    while (waiting_ != 0 && acquired_ < goal) std::this_thread::yield();
    lock();
  }

 private:
  std::recursive_mutex mutex_;
  std::atomic<uint32_t> waiting_ = 0;
  std::atomic<uint64_t> acquired_ = 0;
};

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_COMPONENTS_DOCUMENT_MUTEX_H_
