// Lamps: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from later.cddl, later.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef LATER_LAMPS_CODEC_H_
#define LATER_LAMPS_CODEC_H_

#include "later/lamps.h"
#include "noodles/cbor/kind_of.h"
#include "noodles/cbor/minimum_encoded_size.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr Kind kKindOf<later::Shade> = Kind::kText;
template <>
inline constexpr Kind kKindOf<later::Socket> = Kind::kText;

}  // namespace noodles::cbor

namespace later {

bool Read(noodles::cbor::Reader& reader, Shade& value);
void Write(noodles::cbor::Writer& writer, Shade value);

bool Read(noodles::cbor::Reader& reader, Socket& value);
void Write(noodles::cbor::Writer& writer, Socket value);

bool Read(noodles::cbor::Reader& reader, MsgLampCreate& message);
void Write(noodles::cbor::Writer& writer, const MsgLampCreate& message);
// Writes the content of message 0 from its parts.
void WriteCreate(noodles::cbor::Writer& writer, LampID id, const Lamp& value);

bool Read(noodles::cbor::Reader& reader, MsgLampUpdate& message);
void Write(noodles::cbor::Writer& writer, const MsgLampUpdate& message);
// Writes the content of message 1 from its parts.
void WriteUpdate(noodles::cbor::Writer& writer, LampID id,
                 const LampUpdate& value);

bool Read(noodles::cbor::Reader& reader, MsgLampDelete& message);
void Write(noodles::cbor::Writer& writer, const MsgLampDelete& message);

}  // namespace later

#endif  // LATER_LAMPS_CODEC_H_
