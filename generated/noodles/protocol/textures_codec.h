// Textures: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_PROTOCOL_TEXTURES_CODEC_H_
#define NOODLES_PROTOCOL_TEXTURES_CODEC_H_

#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/protocol/textures.h"

namespace noodles::cbor {

class Reader;
class Writer;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, MsgTextureCreate& message);
void Write(cbor::Writer& writer, const MsgTextureCreate& message);
// Writes the content of message 19 from its parts.
void WriteCreate(cbor::Writer& writer, TextureID id, const Texture& value);

bool Read(cbor::Reader& reader, MsgTextureDelete& message);
void Write(cbor::Writer& writer, const MsgTextureDelete& message);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_TEXTURES_CODEC_H_
