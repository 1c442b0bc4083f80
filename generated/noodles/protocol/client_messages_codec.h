// Client messages: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_PROTOCOL_CLIENT_MESSAGES_CODEC_H_
#define NOODLES_PROTOCOL_CLIENT_MESSAGES_CODEC_H_

#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/protocol/client_messages.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<noodles::MsgIntroduction> = 14;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::MsgInvokeMethod> = 17;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, MsgIntroduction& value);
void Write(cbor::Writer& writer, const MsgIntroduction& value);

bool Read(cbor::Reader& reader, MsgInvokeMethod& value);
void Write(cbor::Writer& writer, const MsgInvokeMethod& value);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_CLIENT_MESSAGES_CODEC_H_
