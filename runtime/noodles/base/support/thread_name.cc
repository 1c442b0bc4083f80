#include "noodles/base/support/thread_name.h"

#ifdef __linux__
#include <pthread.h>
#endif

namespace noodles::base_internal {

void NameThisThread([[maybe_unused]] const char* name) {
#ifdef __linux__
  static_cast<void>(pthread_setname_np(pthread_self(), name));
#endif
}

}  // namespace noodles::base_internal
