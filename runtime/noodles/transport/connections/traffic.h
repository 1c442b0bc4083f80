// What has gone over the websockets of a listener, or over one of them, since
// it was made.
//
// Thread-safety: every member may be read from any thread; sessions count up.
#ifndef NOODLES_TRANSPORT_CONNECTIONS_TRAFFIC_H_
#define NOODLES_TRANSPORT_CONNECTIONS_TRAFFIC_H_

#include <atomic>
#include <cstdint>

namespace noodles::transport_internal {

struct Traffic {
  std::atomic<uint64_t> received_messages = 0;
  // As the stream gave them: with frame headers and handshakes.
  std::atomic<uint64_t> received_bytes = 0;
  // Those of which the writing has begun.
  std::atomic<uint64_t> sent_messages = 0;
  std::atomic<uint64_t> sent_bytes = 0;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_TRAFFIC_H_
