// Lights: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_PROTOCOL_LIGHTS_CODEC_H_
#define NOODLES_PROTOCOL_LIGHTS_CODEC_H_

#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/protocol/lights.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<noodles::PointLight> = 1;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::SpotLight> = 1;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::DirectionalLight> = 1;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, PointLight& value);
void Write(cbor::Writer& writer, const PointLight& value);

bool Read(cbor::Reader& reader, SpotLight& value);
void Write(cbor::Writer& writer, const SpotLight& value);

bool Read(cbor::Reader& reader, DirectionalLight& value);
void Write(cbor::Writer& writer, const DirectionalLight& value);

bool Read(cbor::Reader& reader, MsgLightCreate& message);
void Write(cbor::Writer& writer, const MsgLightCreate& message);
// Writes the content of message 23 from its parts.
void WriteCreate(cbor::Writer& writer, LightID id, const Light& value);

bool Read(cbor::Reader& reader, MsgLightUpdate& message);
void Write(cbor::Writer& writer, const MsgLightUpdate& message);
// Writes the content of message 24 from its parts.
void WriteUpdate(cbor::Writer& writer, LightID id, const LightUpdate& value);

bool Read(cbor::Reader& reader, MsgLightDelete& message);
void Write(cbor::Writer& writer, const MsgLightDelete& message);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_LIGHTS_CODEC_H_
