// Buffers: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_PROTOCOL_BUFFERS_CODEC_H_
#define NOODLES_PROTOCOL_BUFFERS_CODEC_H_

#include "noodles/cbor/kind_of.h"
#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/protocol/buffers.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr Kind kKindOf<noodles::BufferViewType> = Kind::kText;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, BufferViewType& value);
void Write(cbor::Writer& writer, BufferViewType value);

bool Read(cbor::Reader& reader, MsgBufferCreate& message);
void Write(cbor::Writer& writer, const MsgBufferCreate& message);
// Writes the content of message 10 from its parts.
void WriteCreate(cbor::Writer& writer, BufferID id, const Buffer& value);

bool Read(cbor::Reader& reader, MsgBufferDelete& message);
void Write(cbor::Writer& writer, const MsgBufferDelete& message);

bool Read(cbor::Reader& reader, MsgBufferViewCreate& message);
void Write(cbor::Writer& writer, const MsgBufferViewCreate& message);
// Writes the content of message 12 from its parts.
void WriteCreate(cbor::Writer& writer, BufferViewID id,
                 const BufferView& value);

bool Read(cbor::Reader& reader, MsgBufferViewDelete& message);
void Write(cbor::Writer& writer, const MsgBufferViewDelete& message);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_BUFFERS_CODEC_H_
