#include "noodles/server/clients/origin_frames.h"

#include <algorithm>

namespace noodles::server_internal {

OriginFrames::OriginFrames(std::span<const EncodedMessages> messages,
                           size_t max_frame_bytes, const AssetLinks& links,
                           FramePlace place, uint64_t* last_id)
    : messages_(messages),
      max_frame_bytes_(max_frame_bytes),
      links_(links),
      place_(place),
      last_id_(last_id),
      has_urls_(std::any_of(messages.begin(), messages.end(),
                            [](const EncodedMessages& message) {
                              return message.has_published_urls;
                            })),
      frames_(messages, max_frame_bytes, place, last_id) {}

TransactionFrames& OriginFrames::OfOrigin(std::string_view origin) {
  const auto found = variants_.find(origin);
  if (found != variants_.end()) return found->second.frames;
  std::vector<EncodedMessages> resolved;
  resolved.reserve(messages_.size());
  for (const EncodedMessages& messages : messages_) {
    resolved.push_back(links_.Resolve(messages, origin));
  }
  return variants_
      .try_emplace(std::string(origin), std::move(resolved), max_frame_bytes_,
                   place_, last_id_)
      .first->second.frames;
}

}  // namespace noodles::server_internal
