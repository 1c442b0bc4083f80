// Where a client stands with its server.
//
// Thread-safety: plain values.
#ifndef NOODLES_CLIENT_CONNECTION_STATE_H_
#define NOODLES_CLIENT_CONNECTION_STATE_H_

#include <cstdint>
#include <string_view>

namespace noodles {

enum class ConnectionState : uint8_t {
  kIdle,        // Connect has not been called
  kConnecting,  // the websocket is being opened
  kJoining,     // introduced; the snapshot is on its way
  kReady,       // the snapshot is complete
  kWaiting,     // the connection has gone; it will be opened again
  kClosed,      // the connection has gone, or was never there
};

// "idle", "connecting", ...
std::string_view ToString(ConnectionState state);

}  // namespace noodles

#endif  // NOODLES_CLIENT_CONNECTION_STATE_H_
