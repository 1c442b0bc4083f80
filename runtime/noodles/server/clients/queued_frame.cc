#include "noodles/server/clients/queued_frame.h"

#include <utility>

#include "noodles/cbor/writer.h"

namespace noodles::server_internal {

FramePointer MakeFrame(EncodedMessages messages) {
  return MakeOwnFrame(std::move(messages));
}

std::shared_ptr<QueuedFrame> MakeOwnFrame(EncodedMessages messages) {
  auto frame = std::make_shared<QueuedFrame>();
  cbor::Writer head(9);
  head.WriteArrayHead(2 * messages.count);
  std::vector<Bytes>& segments = frame->segments;
  segments.reserve(2 + messages.more.size());
  segments.push_back(head.Take());
  segments.push_back(std::move(messages.items));
  for (Bytes& piece : messages.more) segments.push_back(std::move(piece));
  for (const Bytes& segment : segments) frame->size += segment.size();
  frame->count = messages.count;
  frame->structure = std::move(messages.structure);
  return frame;
}

FramePointer MakeReplyFrame(Bytes frame) {
  auto reply = std::make_shared<QueuedFrame>();
  reply->size = frame.size();
  reply->segments.push_back(std::move(frame));
  reply->count = 1;
  reply->is_reply = true;
  return reply;
}

}  // namespace noodles::server_internal
