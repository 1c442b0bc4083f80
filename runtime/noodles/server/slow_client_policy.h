// How clients are treated that read more slowly than the document changes.
#ifndef NOODLES_SERVER_SLOW_CLIENT_POLICY_H_
#define NOODLES_SERVER_SLOW_CLIENT_POLICY_H_

#include <cstdint>

namespace noodles {

// How a client is treated for which more than max_queue_bytes wait.
enum class SlowClientPolicy : uint8_t {
  // The client misses changes until it reads again, and then gets the document
  // anew.
  kResynchronize,
  // The connection is closed with 1008.
  kDrop,
};

}  // namespace noodles

#endif  // NOODLES_SERVER_SLOW_CLIENT_POLICY_H_
