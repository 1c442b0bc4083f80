// Methods: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_PROTOCOL_METHODS_CODEC_H_
#define NOODLES_PROTOCOL_METHODS_CODEC_H_

#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/protocol/methods.h"

namespace noodles::cbor {

class Reader;
class Writer;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, MsgMethodCreate& message);
void Write(cbor::Writer& writer, const MsgMethodCreate& message);
// Writes the content of message 0 from its parts.
void WriteCreate(cbor::Writer& writer, MethodID id, const Method& value);

bool Read(cbor::Reader& reader, MsgMethodDelete& message);
void Write(cbor::Writer& writer, const MsgMethodDelete& message);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_METHODS_CODEC_H_
