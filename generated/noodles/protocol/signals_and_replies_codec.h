// Signals and replies: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_PROTOCOL_SIGNALS_AND_REPLIES_CODEC_H_
#define NOODLES_PROTOCOL_SIGNALS_AND_REPLIES_CODEC_H_

#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/protocol/signals_and_replies.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<noodles::MsgSignalInvoke> = 20;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::MethodException> = 7;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::MsgMethodReply> = 12;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, MsgSignalInvoke& value);
void Write(cbor::Writer& writer, const MsgSignalInvoke& value);

bool Read(cbor::Reader& reader, MethodException& value);
void Write(cbor::Writer& writer, const MethodException& value);

bool Read(cbor::Reader& reader, MsgMethodReply& value);
void Write(cbor::Writer& writer, const MsgMethodReply& value);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_SIGNALS_AND_REPLIES_CODEC_H_
