// The whole document as messages, in an order in which nothing is named before
// it was created.
//
// Thread-safety: needs the document's lock.
#ifndef NOODLES_STATE_SNAPSHOT_H_
#define NOODLES_STATE_SNAPSHOT_H_

#include <cstddef>
#include <vector>

#include "noodles/state/document_state.h"
#include "noodles/state/encoded_messages.h"

namespace noodles {

// Each element is to become one frame, of at most `max_frame_bytes` unless a
// single message is longer. The last one ends with messages 31 and 35.
std::vector<EncodedMessages> MakeSnapshot(const DocumentState& state,
                                          size_t max_frame_bytes);

}  // namespace noodles

#endif  // NOODLES_STATE_SNAPSHOT_H_
