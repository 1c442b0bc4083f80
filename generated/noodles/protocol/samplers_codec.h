// Samplers: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_PROTOCOL_SAMPLERS_CODEC_H_
#define NOODLES_PROTOCOL_SAMPLERS_CODEC_H_

#include "noodles/cbor/kind_of.h"
#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/protocol/samplers.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr Kind kKindOf<noodles::MagFilter> = Kind::kText;
template <>
inline constexpr Kind kKindOf<noodles::MinFilter> = Kind::kText;
template <>
inline constexpr Kind kKindOf<noodles::SamplerMode> = Kind::kText;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, MagFilter& value);
void Write(cbor::Writer& writer, MagFilter value);

bool Read(cbor::Reader& reader, MinFilter& value);
void Write(cbor::Writer& writer, MinFilter value);

bool Read(cbor::Reader& reader, SamplerMode& value);
void Write(cbor::Writer& writer, SamplerMode value);

bool Read(cbor::Reader& reader, MsgSamplerCreate& message);
void Write(cbor::Writer& writer, const MsgSamplerCreate& message);
// Writes the content of message 21 from its parts.
void WriteCreate(cbor::Writer& writer, SamplerID id, const Sampler& value);

bool Read(cbor::Reader& reader, MsgSamplerDelete& message);
void Write(cbor::Writer& writer, const MsgSamplerDelete& message);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_SAMPLERS_CODEC_H_
