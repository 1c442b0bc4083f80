// From received messages to the mirror; what is no component goes to a client.
//
// Thread-safety: one thread at a time. Ownership: refers to the mirror and the
// receiver.
#ifndef NOODLES_CLIENT_MIRRORING_MIRROR_FEEDER_H_
#define NOODLES_CLIENT_MIRRORING_MIRROR_FEEDER_H_

#include <cstdint>
#include <string>

#include "noodles/base/bytes.h"
#include "noodles/cbor/limits.h"
#include "noodles/protocol/signals_and_replies.h"
#include "noodles/state/mirror.h"

namespace noodles::client_internal {

class MessageReceiver {
 public:
  virtual ~MessageReceiver() = default;
  virtual void OnSignalMessage(MsgSignalInvoke&& message) = 0;
  virtual void OnReplyMessage(MsgMethodReply&& message) = 0;
  virtual void OnDocumentMessage() = 0;
  virtual void OnInitializedMessage() = 0;
  // A message, or a frame, that could not be read.
  virtual void OnUnreadable(const std::string& what) = 0;
};

// With `reads_behind_frame`, also what stands behind the frame's array.
void FeedMirror(const Bytes& frame, const cbor::DecodeLimits& limits,
                bool reads_behind_frame, Mirror& mirror,
                MessageReceiver& receiver);

}  // namespace noodles::client_internal

#endif  // NOODLES_CLIENT_MIRRORING_MIRROR_FEEDER_H_
