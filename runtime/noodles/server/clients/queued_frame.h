// A frame on its way from the document to clients: made once, shared by the
// queues and the connections of all clients.
//
// Thread-safety: immutable. Ownership: shared.
#ifndef NOODLES_SERVER_CLIENTS_QUEUED_FRAME_H_
#define NOODLES_SERVER_CLIENTS_QUEUED_FRAME_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "noodles/state/encoded_messages.h"
#include "noodles/transport/websocket/outgoing_message.h"

namespace noodles::server_internal {

// The segments are the head of the frame's array and the pieces of the
// messages; a reply is one segment.
struct QueuedFrame : transport_internal::OutgoingMessage {
  uint64_t count = 0;  // messages
  // The frame answers a call of its one client, and is never left out.
  bool is_reply = false;
  std::vector<StructureChange> structure;
};

using FramePointer = std::shared_ptr<const QueuedFrame>;

FramePointer MakeFrame(EncodedMessages messages);
// A whole frame with one reply.
FramePointer MakeReplyFrame(Bytes frame);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_QUEUED_FRAME_H_
