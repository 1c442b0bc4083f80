// NOODLES messages from and to bytes, without a network: all structures, their
// codecs, and dispatch of whole frames.
//
//   Bytes frame = EncodeFrame(MsgEntityCreate{{0, 0}, {.name = "pump"}});
//   Dispatch(frame, handler);
//   absl::StatusOr<MsgEntityCreate> message = Decode<MsgEntityCreate>(bytes);
//
// Thread-safety: pure functions. Ownership: what is decoded shares the memory
// of the input where it holds bytes, and owns all else.
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

// InvalidArgument with the error's text; ResourceExhausted where it was a
// limit.
absl::Status ToStatus(const cbor::DecodeError& error);

// The one value that `bytes` hold. Errors: see ToStatus.
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

// One value by itself.
template <class T>
Bytes Encode(const T& value) {
  cbor::Writer writer;
  Write(writer, value);
  return writer.Take();
}

// The number and the content of a message, as they stand in a frame.
template <class Message>
void AppendMessage(cbor::Writer& writer, const Message& message) {
  writer.WriteUint(MessageTraits<Message>::kNumber);
  Write(writer, message);
}

// A whole frame of these messages.
template <class... Messages>
Bytes EncodeFrame(const Messages&... messages) {
  cbor::Writer writer;
  writer.WriteArrayHead(2 * sizeof...(messages));
  (AppendMessage(writer, messages), ...);
  return writer.Take();
}

}  // namespace noodles

#endif  // NOODLES_CODEC_H_
