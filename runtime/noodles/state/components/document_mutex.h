// The lock of a document. Whoever changes it in many small steps, as a snapshot
// is made, can let those go first who wait: a plain mutex would be taken back
// by its last owner before the others have woken up.
//
// Thread-safety: that is what it is for. The owner may lock it again.
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
    // Only the owner writes it.
    acquired_.store(acquired_.load(std::memory_order_relaxed) + 1,
                    std::memory_order_relaxed);
  }
  void unlock() { mutex_.unlock(); }

  // Locks it after as many others as wait now.
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
