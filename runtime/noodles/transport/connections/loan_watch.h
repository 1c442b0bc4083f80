// Watches over an I/O thread that lends itself to the program: where the
// program keeps the thread for long, a second thread takes the lead, and with
// the lead the sockets, and the first one becomes the second when it returns.
//
//   first thread:   leads ... Begin() -- the program, long -- End(): false
//   second thread:  AwaitLead() ............. true, leads ...
//
// The second thread looks at the first one every kTick, and sleeps while the
// first one lends itself no more.
//
// Thread-safety: Begin and End on the thread that leads, AwaitLead on the other
// one, all else from any thread. What the first thread did before Begin is
// visible to the second one after AwaitLead.
// Ownership: owns no thread.
#ifndef NOODLES_TRANSPORT_CONNECTIONS_LOAN_WATCH_H_
#define NOODLES_TRANSPORT_CONNECTIONS_LOAN_WATCH_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

namespace noodles::transport_internal {

class LoanWatch {
 public:
  // The program may keep a thread for one to two ticks.
  static constexpr std::chrono::milliseconds kTick{1};

  LoanWatch() = default;
  LoanWatch(const LoanWatch&) = delete;
  LoanWatch& operator=(const LoanWatch&) = delete;

  // The thread that leads is lent from now on; returns the loan's number.
  uint64_t Begin();
  // The thread has returned. False: the other thread leads now.
  bool End(uint64_t loan);

  // Waits until the calling thread has to lead. False: nothing is left to do.
  bool AwaitLead();
  // There is nothing left to do.
  void Finish();

  // The thread that was lent when the other one took the lead, and has not
  // returned; no thread: none.
  std::thread::id away() const;

 private:
  void Sleep(std::unique_lock<std::mutex>& lock, uint64_t seen);

  // The number of the loan under way, which is odd; or an even number.
  std::atomic<uint64_t> loan_ = 0;
  std::atomic<bool> is_asleep_ = false;
  mutable std::mutex mutex_;
  std::condition_variable changes_;
  bool has_finished_ = false;
  std::atomic<std::thread::id> lent_{};
  std::thread::id away_;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_LOAN_WATCH_H_
