// Images: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_PROTOCOL_IMAGES_CODEC_H_
#define NOODLES_PROTOCOL_IMAGES_CODEC_H_

#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/protocol/images.h"

namespace noodles::cbor {

class Reader;
class Writer;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, MsgImageCreate& message);
void Write(cbor::Writer& writer, const MsgImageCreate& message);
// Writes the content of message 17 from its parts.
void WriteCreate(cbor::Writer& writer, ImageID id, const Image& value);

bool Read(cbor::Reader& reader, MsgImageDelete& message);
void Write(cbor::Writer& writer, const MsgImageDelete& message);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_IMAGES_CODEC_H_
