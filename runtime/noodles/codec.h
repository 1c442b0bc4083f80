// NOODLES messages from and to bytes, without a network: all structures, their
// codecs, and dispatch of whole frames.
//
//   Bytes frame = EncodeFrame(MsgEntityCreate{{0, 0}, {.name = "pump"}});
//   Dispatch(frame, handler);
//   absl::StatusOr<MsgEntityCreate> message = Decode<MsgEntityCreate>(bytes);
//
// Thread-safety: every function may be called from any thread. Ownership: a
// decoded value owns its members; a Bytes member shares the memory of the
// input.
#ifndef NOODLES_CODEC_H_
#define NOODLES_CODEC_H_

#include <utility>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/cbor/any.h"
#include "noodles/cbor/any_codec.h"
#include "noodles/cbor/error.h"
#include "noodles/cbor/frame_reader.h"
#include "noodles/cbor/reader.h"
#include "noodles/cbor/values.h"
#include "noodles/cbor/writer.h"
#include "noodles/protocol/codecs.h"
#include "noodles/protocol/dispatch.h"
#include "noodles/protocol/handlers.h"
#include "noodles/protocol/messages.h"
#include "noodles/protocol/traits.h"

namespace noodles {

// InvalidArgument with the text of `error`; ResourceExhausted for
// kLimitExceeded.
absl::Status ToStatus(const cbor::DecodeError& error);

// Decodes `bytes`, which must hold exactly one value. Errors: see ToStatus.
template <class T>
absl::StatusOr<T> Decode(const Bytes& bytes,
                         const cbor::DecodeLimits& limits = {}) {
  cbor::Reader reader(bytes, limits);
  T value{};
  if (!Read(reader, value)) return ToStatus(reader.TakeError());
  if (!reader.at_end()) {
    reader.Fail(cbor::DecodeErrorCode::kTrailingBytes, reader.offset(),
                "the end of the input");
    return ToStatus(reader.TakeError());
  }
  return value;
}

// Encodes one value without a message number.
template <class T>
Bytes Encode(const T& value) {
  cbor::Writer writer;
  Write(writer, value);
  return writer.Take();
}

// Writes the message number and the content of `message`, as a frame holds
// them.
template <class Message>
void AppendMessage(cbor::Writer& writer, const Message& message) {
  writer.WriteUint(MessageTraits<Message>::kNumber);
  Write(writer, message);
}

// A frame that holds these messages in this order.
template <class... Messages>
Bytes EncodeFrame(const Messages&... messages) {
  cbor::Writer writer;
  writer.WriteArrayHead(2 * sizeof...(messages));
  (AppendMessage(writer, messages), ...);
  return writer.Take();
}

}  // namespace noodles

#endif  // NOODLES_CODEC_H_
