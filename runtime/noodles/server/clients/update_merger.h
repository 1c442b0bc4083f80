// Merges the frames that wait for a slow client: of several updates of one
// component, the client needs the last state only.
//
// Thread-safety: pure functions.
#ifndef NOODLES_SERVER_CLIENTS_UPDATE_MERGER_H_
#define NOODLES_SERVER_CLIENTS_UPDATE_MERGER_H_

#include <cstddef>
#include <deque>

#include "noodles/server/clients/queued_frame.h"

namespace noodles::server_internal {

// Returns frames with the same effect, in the same order: each update that
// names no other component is merged into the update before it of the same
// component. Replies, and frames with large shared bytes, stay as they are.
std::deque<FramePointer> MergeUpdates(const std::deque<FramePointer>& frames,
                                      size_t max_frame_bytes);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_UPDATE_MERGER_H_
