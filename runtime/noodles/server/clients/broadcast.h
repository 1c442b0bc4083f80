// Messages on their way to all clients, and the frames that each client gets of
// them: the changes of a transaction, which are an item of the log that the
// clients' queues read (BroadcastLog), or a part of a snapshot.
//
// Messages for some clients (EncodedMessages::audience) are joined with the
// messages for all, so that a client gets neighbouring messages in one frame.
// Clients that reach the server by different origins get different URLs of
// assets. Clients that get the same messages share their frames. A frame that
// is the same for all clients is made once, by the sender; any other one is
// made for the first client that needs it.
//
// Thread-safety: every function may be called from any thread. Ownership:
// shares the messages; refers to the links, which outlive the object.
#ifndef NOODLES_SERVER_CLIENTS_BROADCAST_H_
#define NOODLES_SERVER_CLIENTS_BROADCAST_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "noodles/server/clients/queued_frame.h"
#include "noodles/server/origins/asset_links.h"
#include "noodles/state/encoded_messages.h"
#include "noodles/transport/connections/broadcast_log.h"

namespace noodles::server_internal {

class Broadcast {
 public:
  // A frame of several of `messages` has at most `max_frame_bytes`. All frames
  // have this place.
  Broadcast(std::span<const EncodedMessages> messages, size_t max_frame_bytes,
            const AssetLinks& links, FramePlace place = {});
  Broadcast(const Broadcast&) = delete;
  Broadcast& operator=(const Broadcast&) = delete;

  // The bytes that the frames of `messages` count while they wait.
  static size_t CostOf(std::span<const EncodedMessages> messages);

  // The frames that a client gets, in order. `origin` is the client's; empty:
  // the default.
  std::vector<FramePointer> For(uint64_t client, std::string_view origin = {});
  // Calls visit(frame) for each of them.
  template <class Visit>
  void ForEachFrame(uint64_t client, std::string_view origin, Visit visit) {
    if (for_all_ != nullptr) return visit(for_all_);
    for (const FramePointer& frame : For(client, origin)) visit(frame);
  }

 private:
  // Indices of messages, ascending.
  using Selection = std::vector<uint32_t>;

  FramePointer Make(EncodedMessages messages);
  std::vector<FramePointer> MakeFrames(const Selection& selection,
                                       std::string_view origin);

  const size_t max_frame_bytes_;
  const AssetLinks& links_;
  const FramePlace place_;
  // The only frame, if it is the same for all clients; else the rest.
  FramePointer for_all_;
  std::vector<EncodedMessages> messages_;
  bool has_urls_ = false;
  std::mutex mutex_;
  uint64_t last_id_;  // with mutex_
  // By origin, if it matters; with mutex_.
  std::map<std::pair<std::string, Selection>, std::vector<FramePointer>>
      frames_;
};

using BroadcastQueue = transport_internal::BroadcastLog<Broadcast>;

// Whether a client gets these messages.
bool IsFor(const EncodedMessages& messages, uint64_t client);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_BROADCAST_H_
