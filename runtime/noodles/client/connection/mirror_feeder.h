// Reads received frames: components go to the client's mirror, all other
// messages to the client.
//
// Thread-safety: one thread at a time.
#ifndef NOODLES_CLIENT_CONNECTION_MIRROR_FEEDER_H_
#define NOODLES_CLIENT_CONNECTION_MIRROR_FEEDER_H_

#include "noodles/base/bytes.h"

namespace noodles::client_internal {

class ClientState;

// Handles the messages of one frame, with the limits of the client's options
// and, with reads_behind_frame, the messages behind the frame's array too.
void FeedMirror(const Bytes& frame, ClientState& client);

}  // namespace noodles::client_internal

#endif  // NOODLES_CLIENT_CONNECTION_MIRROR_FEEDER_H_
