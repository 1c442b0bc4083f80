// Physics: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_PROTOCOL_PHYSICS_CODEC_H_
#define NOODLES_PROTOCOL_PHYSICS_CODEC_H_

#include "noodles/cbor/kind_of.h"
#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/protocol/physics.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<noodles::TextBounds> = 3;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::StreamFlowAttribute> = 21;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::StreamFlowHeader> = 25;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::StreamFlow> = 41;
template <>
inline constexpr Kind kKindOf<noodles::StreamFlowFormat> = Kind::kText;
template <>
inline constexpr Kind kKindOf<noodles::PhysicsType> = Kind::kText;
template <>
inline constexpr Kind kKindOf<noodles::TextBounds> = Kind::kArray;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, StreamFlowFormat& value);
void Write(cbor::Writer& writer, StreamFlowFormat value);

bool Read(cbor::Reader& reader, PhysicsType& value);
void Write(cbor::Writer& writer, PhysicsType value);

bool Read(cbor::Reader& reader, TextBounds& value);
void Write(cbor::Writer& writer, const TextBounds& value);

bool Read(cbor::Reader& reader, StreamFlowAttribute& value);
void Write(cbor::Writer& writer, const StreamFlowAttribute& value);

bool Read(cbor::Reader& reader, StreamFlowHeader& value);
void Write(cbor::Writer& writer, const StreamFlowHeader& value);

bool Read(cbor::Reader& reader, StreamFlow& value);
void Write(cbor::Writer& writer, const StreamFlow& value);

bool Read(cbor::Reader& reader, MsgPhysicsCreate& message);
void Write(cbor::Writer& writer, const MsgPhysicsCreate& message);
// Writes the content of message 36 from its parts.
void WriteCreate(cbor::Writer& writer, PhysicsID id, const Physics& value);

bool Read(cbor::Reader& reader, MsgPhysicsDelete& message);
void Write(cbor::Writer& writer, const MsgPhysicsDelete& message);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_PHYSICS_CODEC_H_
