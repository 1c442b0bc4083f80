// What becomes of clients that read more slowly than the document changes.
#ifndef NOODLES_SERVER_SLOW_CLIENT_POLICY_H_
#define NOODLES_SERVER_SLOW_CLIENT_POLICY_H_

#include <cstdint>

namespace noodles {

// What becomes of a client for which too much waits.
enum class SlowClientPolicy : uint8_t {
  // It misses changes until it reads again, and then starts over.
  kResynchronize,
  // It is dropped with 1008.
  kDrop,
};

}  // namespace noodles

#endif  // NOODLES_SERVER_SLOW_CLIENT_POLICY_H_
