// A frame as it waits for clients: made once, shared by all.
//
// Thread-safety: immutable. Ownership: shared.
#ifndef NOODLES_SERVER_CLIENTS_QUEUED_FRAME_H_
#define NOODLES_SERVER_CLIENTS_QUEUED_FRAME_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "noodles/state/encoded_messages.h"
#include "noodles/transport/connections/connection.h"

namespace noodles::server_internal {

struct QueuedFrame {
  // Its segments are the head of the array and the pieces of the messages; of a
  // reply, all in one.
  transport_internal::OutgoingMessage message;
  uint64_t count = 0;
  // It answers a call of this client: never left out.
  bool is_reply = false;
  std::vector<StructureChange> structure;

  // What it counts while it waits.
  size_t cost() const {
    return message.size + transport_internal::kQueuedMessageCost;
  }
};

using FramePointer = std::shared_ptr<const QueuedFrame>;

FramePointer MakeFrame(EncodedMessages messages);
// A whole frame with one reply.
FramePointer MakeReplyFrame(Bytes frame);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_QUEUED_FRAME_H_
