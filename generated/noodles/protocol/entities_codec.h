// Entities: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_PROTOCOL_ENTITIES_CODEC_H_
#define NOODLES_PROTOCOL_ENTITIES_CODEC_H_

#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/protocol/entities.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<noodles::TextRepresentation> = 6;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::WebRepresentation> = 9;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::InstanceSource> = 9;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::RenderRepresentation> = 9;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, NullRepresentation& value);
void Write(cbor::Writer& writer, const NullRepresentation& value);

bool Read(cbor::Reader& reader, TextRepresentation& value);
void Write(cbor::Writer& writer, const TextRepresentation& value);

bool Read(cbor::Reader& reader, WebRepresentation& value);
void Write(cbor::Writer& writer, const WebRepresentation& value);

bool Read(cbor::Reader& reader, InstanceSource& value);
void Write(cbor::Writer& writer, const InstanceSource& value);

bool Read(cbor::Reader& reader, RenderRepresentation& value);
void Write(cbor::Writer& writer, const RenderRepresentation& value);

bool Read(cbor::Reader& reader, MsgEntityCreate& message);
void Write(cbor::Writer& writer, const MsgEntityCreate& message);
// Writes the content of message 4 from its parts.
void WriteCreate(cbor::Writer& writer, EntityID id, const Entity& value);

bool Read(cbor::Reader& reader, MsgEntityUpdate& message);
void Write(cbor::Writer& writer, const MsgEntityUpdate& message);
// Writes the content of message 5 from its parts.
void WriteUpdate(cbor::Writer& writer, EntityID id, const EntityUpdate& value);

bool Read(cbor::Reader& reader, MsgEntityDelete& message);
void Write(cbor::Writer& writer, const MsgEntityDelete& message);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_ENTITIES_CODEC_H_
