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

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/cbor/any.h"
#include "noodles/cbor/any_codec.h"
#include "noodles/cbor/codec_type.h"
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

namespace codec_internal {

// Each function stops the compiler with one sentence if a program has this
// fault, and returns whether the program has not.
template <class T>
constexpr bool RequireReadable() {
  static_assert(cbor::ReadableType<T>,
                "NOODLES: there is no codec that decodes the type T. Messages "
                "such as MsgEntityCreate have one, components such as Entity "
                "have not; a type of your own needs a function "
                "`bool Read(noodles::cbor::Reader&, T&)` in its namespace, "
                "which noodles_generate makes from CDDL");
  return cbor::ReadableType<T>;
}
template <class T>
constexpr bool RequireWritable() {
  static_assert(cbor::WritableType<T>,
                "NOODLES: there is no codec that encodes the type T. Messages "
                "such as MsgEntityCreate have one, components such as Entity "
                "have not; a type of your own needs a function "
                "`void Write(noodles::cbor::Writer&, const T&)` in its "
                "namespace, which noodles_generate makes from CDDL");
  return cbor::WritableType<T>;
}
template <class T>
constexpr bool RequireMessage() {
  constexpr bool kIsMessage = cbor::WritableType<T> && requires {
    MessageTraits<T>::kNumber;
  };
  static_assert(
      kIsMessage,
      "NOODLES: the type T is no message. A frame holds messages such "
      "as MsgEntityCreate, not components such as Entity");
  return kIsMessage;
}

}  // namespace codec_internal

// InvalidArgument with the text of `error`; ResourceExhausted for
// kLimitExceeded.
absl::Status ToStatus(const cbor::DecodeError& error);

// Decodes `bytes`, which must hold exactly one value. Errors: see ToStatus.
template <class T>
absl::StatusOr<T> Decode(const Bytes& bytes,
                         const cbor::DecodeLimits& limits = {}) {
  if constexpr (codec_internal::RequireReadable<T>()) {
    cbor::Reader reader(bytes, limits);
    T value{};
    if (!Read(reader, value)) return ToStatus(reader.TakeError());
    if (!reader.at_end()) {
      reader.Fail(cbor::DecodeErrorCode::kTrailingBytes, reader.offset(),
                  "the end of the input");
      return ToStatus(reader.TakeError());
    }
    return value;
  } else {
    return absl::OkStatus();
  }
}

// Encodes one value without a message number.
template <class T>
Bytes Encode(const T& value) {
  cbor::Writer writer;
  if constexpr (codec_internal::RequireWritable<T>()) Write(writer, value);
  return writer.Take();
}

// Writes the message number and the content of `message`, as a frame holds
// them.
template <class Message>
void AppendMessage(cbor::Writer& writer, const Message& message) {
  if constexpr (codec_internal::RequireMessage<Message>()) {
    writer.WriteUint(MessageTraits<Message>::kNumber);
    Write(writer, message);
  }
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
