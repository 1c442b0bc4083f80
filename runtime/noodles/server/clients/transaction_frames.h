// The frames of one transaction as each client gets them: messages for some
// clients are joined with the messages for all, so that a client gets
// neighbouring messages in one frame.
//
// Clients that see the same messages share their frames.
//
// Thread-safety: one thread at a time. Ownership: refers to the messages, which
// outlive the object.
#ifndef NOODLES_SERVER_CLIENTS_TRANSACTION_FRAMES_H_
#define NOODLES_SERVER_CLIENTS_TRANSACTION_FRAMES_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "noodles/server/clients/queued_frame.h"
#include "noodles/state/encoded_messages.h"

namespace noodles::server_internal {

class TransactionFrames {
 public:
  // A frame of several of `messages` has at most `max_frame_bytes`. The frames
  // have this place, and the next ids behind `last_id`, which counts them;
  // null: ids from 1 on.
  TransactionFrames(std::span<const EncodedMessages> messages,
                    size_t max_frame_bytes, FramePlace place = {},
                    uint64_t* last_id = nullptr);
  TransactionFrames(const TransactionFrames&) = delete;
  TransactionFrames& operator=(const TransactionFrames&) = delete;

  // Valid until the next call.
  const std::vector<FramePointer>& For(uint64_t client);

 private:
  // Indices of messages, ascending.
  using Selection = std::vector<uint32_t>;

  FramePointer Make(EncodedMessages messages);
  std::vector<FramePointer> MakeFrames(const Selection& selection);

  const std::span<const EncodedMessages> messages_;
  const size_t max_frame_bytes_;
  const FramePlace place_;
  uint64_t own_last_id_ = 0;
  uint64_t& last_id_;
  const std::vector<FramePointer> none_;
  // The frame of a transaction of one element, as most are; of several:
  // frames_.
  std::vector<FramePointer> only_;
  std::map<Selection, std::vector<FramePointer>> frames_;
  Selection selection_;
};

// Whether a client gets these messages.
bool IsFor(const EncodedMessages& messages, uint64_t client);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_TRANSACTION_FRAMES_H_
