// Threads that handle no signals: the signals of the program reach its other
// threads, and a write to a closed pipe or beyond the limit of a file is an
// error instead of the end of the program.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_BASE_SUPPORT_QUIET_THREAD_H_
#define NOODLES_BASE_SUPPORT_QUIET_THREAD_H_

#include <functional>
#include <thread>

namespace noodles::base_internal {

// Starts a thread that runs `function` with all signals blocked. Throws
// std::system_error where the system has no thread left.
std::thread StartQuietThread(std::function<void()> function);

}  // namespace noodles::base_internal

#endif  // NOODLES_BASE_SUPPORT_QUIET_THREAD_H_
