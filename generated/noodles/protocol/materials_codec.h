// Materials: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_PROTOCOL_MATERIALS_CODEC_H_
#define NOODLES_PROTOCOL_MATERIALS_CODEC_H_

#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/protocol/materials.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<noodles::TextureRef> = 12;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::PBRInfo> = 1;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, TextureRef& value);
void Write(cbor::Writer& writer, const TextureRef& value);

bool Read(cbor::Reader& reader, PBRInfo& value);
void Write(cbor::Writer& writer, const PBRInfo& value);

bool Read(cbor::Reader& reader, MsgMaterialCreate& message);
void Write(cbor::Writer& writer, const MsgMaterialCreate& message);
// Writes the content of message 14 from its parts.
void WriteCreate(cbor::Writer& writer, MaterialID id, const Material& value);

bool Read(cbor::Reader& reader, MsgMaterialUpdate& message);
void Write(cbor::Writer& writer, const MsgMaterialUpdate& message);
// Writes the content of message 15 from its parts.
void WriteUpdate(cbor::Writer& writer, MaterialID id,
                 const MaterialUpdate& value);

bool Read(cbor::Reader& reader, MsgMaterialDelete& message);
void Write(cbor::Writer& writer, const MsgMaterialDelete& message);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_MATERIALS_CODEC_H_
