// Makes fewer frames of those that wait for a slow client: of several updates
// of one component, the client needs the last state alone.
//
// Thread-safety: pure functions.
#ifndef NOODLES_SERVER_CLIENTS_UPDATE_MERGER_H_
#define NOODLES_SERVER_CLIENTS_UPDATE_MERGER_H_

#include <cstddef>
#include <deque>

#include "noodles/server/clients/queued_frame.h"

namespace noodles::server_internal {

// The same for the client, in the same order, but each update that names no
// other component joins the one before it of the same component. Replies, and
// frames with large shared bytes, stay as they are.
std::deque<FramePointer> MergeUpdates(const std::deque<FramePointer>& frames,
                                      size_t max_frame_bytes);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_UPDATE_MERGER_H_
