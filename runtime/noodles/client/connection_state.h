// The state of a client's connection.
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
  kJoining,     // MsgIntroduction was sent; the snapshot is not complete
  kReady,       // the snapshot is complete
  kWaiting,     // the connection has ended; the client will reconnect
  kClosed,      // the connection has ended or failed; no reconnection
};

// "idle", "connecting", ...
std::string_view ToString(ConnectionState state);

}  // namespace noodles

#endif  // NOODLES_CLIENT_CONNECTION_STATE_H_
