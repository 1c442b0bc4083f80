// Counts of messages and bytes, of one connection or of all connections of a
// listener.
//
// Thread-safety: every member may be read from any thread; the sessions
// increase them.
#ifndef NOODLES_TRANSPORT_CONNECTIONS_TRAFFIC_H_
#define NOODLES_TRANSPORT_CONNECTIONS_TRAFFIC_H_

#include <atomic>
#include <cstdint>

namespace noodles::transport_internal {

struct Traffic {
  std::atomic<uint64_t> received_messages = 0;
  // With frame headers and handshakes; with TLS, before encryption.
  std::atomic<uint64_t> received_bytes = 0;
  // Messages of which the first byte has been written or is about to be.
  std::atomic<uint64_t> sent_messages = 0;
  std::atomic<uint64_t> sent_bytes = 0;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_TRAFFIC_H_
