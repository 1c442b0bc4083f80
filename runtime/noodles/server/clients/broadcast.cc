#include "noodles/server/clients/broadcast.h"

#include <algorithm>
#include <memory>

#include "noodles/cbor/writer.h"
#include "noodles/state/frames/frame_cutter.h"

namespace noodles::server_internal {
namespace {

// The ids of a transaction's frames begin at a multiple of 2 to this power: a
// transaction has fewer different frames.
constexpr int kIdBits = 20;

// The parts as one frame; in one piece, if no part has large pieces: only such
// frames can be merged for slow clients.
EncodedMessages Join(std::span<const EncodedMessages> parts) {
  EncodedMessages joined;
  cbor::Writer writer;
  const bool is_small = std::all_of(
      parts.begin(), parts.end(),
      [](const EncodedMessages& part) { return part.more.empty(); });
  for (const EncodedMessages& part : parts) {
    joined.count += part.count;
    joined.structure.insert(joined.structure.end(), part.structure.begin(),
                            part.structure.end());
    if (is_small) {
      writer.WriteEncoded(part.items.span());
    } else {
      joined.more.push_back(part.items);
      joined.more.insert(joined.more.end(), part.more.begin(), part.more.end());
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

Broadcast::Broadcast(std::span<const EncodedMessages> messages,
                     size_t max_frame_bytes, const AssetLinks& links,
                     FramePlace place)
    : max_frame_bytes_(max_frame_bytes),
      links_(links),
      place_(place),
      has_urls_(std::any_of(messages.begin(), messages.end(),
                            [](const EncodedMessages& message) {
                              return message.has_published_urls;
                            })),
      last_id_(place.transaction << kIdBits) {
  const bool is_same =
      messages.size() == 1 && messages[0].audience == nullptr && !has_urls_;
  if (is_same) {
    for_all_ = Make(messages[0]);
  } else {
    messages_.assign(messages.begin(), messages.end());
  }
}

size_t Broadcast::CostOf(std::span<const EncodedMessages> messages) {
  size_t cost = 0;
  for (const EncodedMessages& frame : messages) {
    cost += frame.size() + transport_internal::kQueuedMessageCost;
  }
  return cost;
}

FramePointer Broadcast::Make(EncodedMessages messages) {
  std::shared_ptr<QueuedFrame> frame = MakeOwnFrame(std::move(messages));
  frame->place = place_;
  frame->id = ++last_id_;
  return frame;
}

std::vector<FramePointer> Broadcast::For(uint64_t client,
                                         std::string_view origin) {
  if (for_all_ != nullptr) return {for_all_};
  Selection selection;
  for (uint32_t i = 0; i < messages_.size(); ++i) {
    if (IsFor(messages_[i], client)) selection.push_back(i);
  }
  if (selection.empty()) return {};
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto [found, is_new] = frames_.try_emplace(
      {std::string(has_urls_ ? origin : std::string_view()), selection});
  if (is_new) found->second = MakeFrames(selection, origin);
  return found->second;
}

std::vector<FramePointer> Broadcast::MakeFrames(const Selection& selection,
                                                std::string_view origin) {
  std::vector<FramePointer> frames;
  std::vector<EncodedMessages> parts;
  size_t size = state_internal::FrameCutter::kHeadBytes;
  const auto flush = [&] {
    if (parts.size() == 1) frames.push_back(Make(std::move(parts.front())));
    if (parts.size() > 1) frames.push_back(Make(Join(parts)));
    parts.clear();
    size = state_internal::FrameCutter::kHeadBytes;
  };
  for (const uint32_t index : selection) {
    const EncodedMessages& original = messages_[index];
    EncodedMessages messages =
        has_urls_ ? links_.Resolve(original, origin) : original;
    const size_t added = messages.size();
    if (size + added > max_frame_bytes_) flush();
    parts.push_back(std::move(messages));
    size += added;
  }
  flush();
  return frames;
}

}  // namespace noodles::server_internal
