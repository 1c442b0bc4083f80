#include "noodles/server/clients/queued_frame.h"

#include <array>
#include <span>
#include <utility>

#include "noodles/cbor/writer.h"

namespace noodles::server_internal {
namespace {

// The heads of arrays of 0, 2, 4, ... 22 items, which are one byte each.
constexpr std::array<uint8_t, 12> kShortHeads = {
    0x80, 0x82, 0x84, 0x86, 0x88, 0x8a, 0x8c, 0x8e, 0x90, 0x92, 0x94, 0x96};

// The head of the array of a frame with `count` messages. Most frames have few,
// and their head needs no memory of its own.
Bytes HeadOf(uint64_t count) {
  if (count < kShortHeads.size()) {
    return Bytes::Share(
        nullptr, std::span(kShortHeads).subspan(static_cast<size_t>(count), 1));
  }
  cbor::Writer head(9);
  head.WriteArrayHead(2 * count);
  return head.Take();
}

}  // namespace

FramePointer MakeFrame(EncodedMessages messages) {
  return MakeOwnFrame(std::move(messages));
}

std::shared_ptr<QueuedFrame> MakeOwnFrame(EncodedMessages messages) {
  auto frame = std::make_shared<QueuedFrame>();
  std::vector<Bytes>& segments = frame->segments;
  segments.reserve(2 + messages.more.size());
  segments.push_back(HeadOf(messages.count));
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
