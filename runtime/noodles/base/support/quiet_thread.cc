#include "noodles/base/support/quiet_thread.h"

#include <csignal>
#include <utility>

namespace noodles::base_internal {
namespace {

// Blocks all signals in this thread, and in the threads that it starts.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &former_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &former_, nullptr); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t former_{};
};

}  // namespace

std::thread StartQuietThread(std::function<void()> function) {
  const SignalsBlocked blocked;
  return std::thread(std::move(function));
}

}  // namespace noodles::base_internal
