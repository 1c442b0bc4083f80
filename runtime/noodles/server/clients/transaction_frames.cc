#include "noodles/server/clients/transaction_frames.h"

#include <algorithm>
#include <utility>

#include "noodles/cbor/writer.h"
#include "noodles/state/frames/frame_cutter.h"

namespace noodles::server_internal {
namespace {

// The parts as one frame; in one piece, if no part has large pieces: only such
// frames can be merged for slow clients.
EncodedMessages Join(std::span<const EncodedMessages* const> parts) {
  EncodedMessages joined;
  cbor::Writer writer;
  const bool is_small = std::all_of(
      parts.begin(), parts.end(),
      [](const EncodedMessages* part) { return part->more.empty(); });
  for (const EncodedMessages* part : parts) {
    joined.count += part->count;
    joined.structure.insert(joined.structure.end(), part->structure.begin(),
                            part->structure.end());
    if (is_small) {
      writer.WriteEncoded(part->items.span());
    } else {
      joined.more.push_back(part->items);
      joined.more.insert(joined.more.end(), part->more.begin(),
                         part->more.end());
    }
  }
  joined.items = writer.Take();
  return joined;
}

}  // namespace

bool IsFor(const EncodedMessages& messages, uint64_t client) {
  return messages.audience == nullptr ||
         std::binary_search(messages.audience->begin(),
                            messages.audience->end(), client);
}

TransactionFrames::TransactionFrames(std::span<const EncodedMessages> messages,
                                     size_t max_frame_bytes, FramePlace place,
                                     uint64_t* last_id)
    : messages_(messages),
      max_frame_bytes_(max_frame_bytes),
      place_(place),
      last_id_(last_id != nullptr ? *last_id : own_last_id_) {}

FramePointer TransactionFrames::Make(EncodedMessages messages) {
  std::shared_ptr<QueuedFrame> frame = MakeOwnFrame(std::move(messages));
  frame->place = place_;
  frame->id = ++last_id_;
  return frame;
}

const std::vector<FramePointer>& TransactionFrames::For(uint64_t client) {
  if (messages_.size() == 1) {
    if (!IsFor(messages_.front(), client)) return none_;
    if (only_.empty()) only_.push_back(Make(messages_.front()));
    return only_;
  }
  selection_.clear();
  for (uint32_t i = 0; i < messages_.size(); ++i) {
    if (IsFor(messages_[i], client)) selection_.push_back(i);
  }
  const auto found = frames_.find(selection_);
  if (found != frames_.end()) return found->second;
  return frames_.emplace(selection_, MakeFrames(selection_)).first->second;
}

std::vector<FramePointer> TransactionFrames::MakeFrames(
    const Selection& selection) {
  std::vector<FramePointer> frames;
  std::vector<const EncodedMessages*> parts;
  size_t size = state_internal::FrameCutter::kHeadBytes;
  const auto flush = [&] {
    if (parts.size() == 1) frames.push_back(Make(*parts.front()));
    if (parts.size() > 1) frames.push_back(Make(Join(parts)));
    parts.clear();
    size = state_internal::FrameCutter::kHeadBytes;
  };
  for (const uint32_t index : selection) {
    const EncodedMessages& messages = messages_[index];
    if (size + messages.size() > max_frame_bytes_) flush();
    parts.push_back(&messages);
    size += messages.size();
  }
  flush();
  return frames;
}

}  // namespace noodles::server_internal
