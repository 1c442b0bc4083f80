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

// The place of a frame among all frames of a document's changes.
struct FramePlace {
  // The transaction, from 1 on; 0: the frame is no change of a document.
  uint64_t transaction = 0;
  // The run of transactions that are merged together for slow clients.
  uint64_t epoch = 0;
};

// The segments are the head of the frame's array and the pieces of the
// messages; a reply is one segment.
struct QueuedFrame : transport_internal::OutgoingMessage {
  uint64_t count = 0;  // messages
  // The frame answers a call of its one client, and is never left out.
  bool is_reply = false;
  // The frame is the result of a merge of all frames of its epoch, or epochs.
  bool is_merged = false;
  // Of a merged frame: of the first frame in it.
  FramePlace place;
  // Different for all frames that have a place; 0 for all others.
  uint64_t id = 0;
  std::vector<StructureChange> structure;
};

using FramePointer = std::shared_ptr<const QueuedFrame>;

FramePointer MakeFrame(EncodedMessages messages);
// The same, before it is shared.
std::shared_ptr<QueuedFrame> MakeOwnFrame(EncodedMessages messages);
// A whole frame with one reply.
FramePointer MakeReplyFrame(Bytes frame);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_QUEUED_FRAME_H_
