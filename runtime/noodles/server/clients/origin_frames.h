// The frames of a transaction, or of a part of a snapshot, for clients that
// reach the server by different origins: the URLs of assets differ, all else is
// the same.
//
// Clients of one origin share their frames, and where the messages name no
// asset, all clients do.
//
// Thread-safety: one thread at a time. Ownership: refers to the messages and
// the links, which outlive the object.
#ifndef NOODLES_SERVER_CLIENTS_ORIGIN_FRAMES_H_
#define NOODLES_SERVER_CLIENTS_ORIGIN_FRAMES_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "noodles/server/clients/transaction_frames.h"
#include "noodles/server/origins/asset_links.h"
#include "noodles/state/encoded_messages.h"

namespace noodles::server_internal {

class OriginFrames {
 public:
  // `max_frame_bytes`, `place` and `last_id` as for TransactionFrames.
  OriginFrames(std::span<const EncodedMessages> messages,
               size_t max_frame_bytes, const AssetLinks& links,
               FramePlace place = {}, uint64_t* last_id = nullptr);
  OriginFrames(const OriginFrames&) = delete;
  OriginFrames& operator=(const OriginFrames&) = delete;

  // `origin` is the client's; empty: the default. Valid until the next call.
  const std::vector<FramePointer>& For(uint64_t client,
                                       std::string_view origin) {
    return has_urls_ ? OfOrigin(origin).For(client) : frames_.For(client);
  }

 private:
  struct Variant {
    Variant(std::vector<EncodedMessages> resolved, size_t max_frame_bytes,
            FramePlace place, uint64_t* last_id)
        : messages(std::move(resolved)),
          frames(messages, max_frame_bytes, place, last_id) {}
    const std::vector<EncodedMessages> messages;
    TransactionFrames frames;
  };

  TransactionFrames& OfOrigin(std::string_view origin);

  const std::span<const EncodedMessages> messages_;
  const size_t max_frame_bytes_;
  const AssetLinks& links_;
  const FramePlace place_;
  uint64_t* const last_id_;
  const bool has_urls_;
  TransactionFrames frames_;  // unless has_urls_
  std::map<std::string, Variant, std::less<>> variants_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_ORIGIN_FRAMES_H_
