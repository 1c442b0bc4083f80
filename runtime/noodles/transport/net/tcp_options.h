// How a TCP connection finds out that its peer has vanished.
//
// Thread-safety: a plain value.
#ifndef NOODLES_TRANSPORT_NET_TCP_OPTIONS_H_
#define NOODLES_TRANSPORT_NET_TCP_OPTIONS_H_

#include <chrono>

namespace noodles::transport_internal {

// Times of 0 or less turn a limit off.
struct TcpOptions {
  // Silence after which TCP probes the peer (6 times, 10 seconds apart). Finds
  // peers that vanished without a word.
  std::chrono::seconds keepalive_idle{60};

  // How long sent bytes may stay unacknowledged, or the peer's window shut,
  // before TCP gives up. Stops a vanished peer from holding a queue for a
  // quarter of an hour.
  std::chrono::milliseconds unacknowledged_timeout{120'000};
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_NET_TCP_OPTIONS_H_
