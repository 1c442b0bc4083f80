// Names of threads, for debuggers and profilers.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_BASE_SUPPORT_THREAD_NAME_H_
#define NOODLES_BASE_SUPPORT_THREAD_NAME_H_

namespace noodles::base_internal {

// Names the calling thread. `name` has at most 15 characters. Does nothing on
// systems without thread names.
void NameThisThread(const char* name);

}  // namespace noodles::base_internal

#endif  // NOODLES_BASE_SUPPORT_THREAD_NAME_H_
