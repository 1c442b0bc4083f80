// Geometry: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_PROTOCOL_GEOMETRY_CODEC_H_
#define NOODLES_PROTOCOL_GEOMETRY_CODEC_H_

#include "noodles/cbor/kind_of.h"
#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/protocol/geometry.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<noodles::Attribute> = 34;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::Index> = 26;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::GeometryPatch> = 84;
template <>
inline constexpr Kind kKindOf<noodles::PrimitiveType> = Kind::kText;
template <>
inline constexpr Kind kKindOf<noodles::AttributeSemantic> = Kind::kText;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, PrimitiveType& value);
void Write(cbor::Writer& writer, PrimitiveType value);

bool Read(cbor::Reader& reader, AttributeSemantic& value);
void Write(cbor::Writer& writer, AttributeSemantic value);

bool Read(cbor::Reader& reader, Attribute& value);
void Write(cbor::Writer& writer, const Attribute& value);

bool Read(cbor::Reader& reader, Index& value);
void Write(cbor::Writer& writer, const Index& value);

bool Read(cbor::Reader& reader, GeometryPatch& value);
void Write(cbor::Writer& writer, const GeometryPatch& value);

bool Read(cbor::Reader& reader, MsgGeometryCreate& message);
void Write(cbor::Writer& writer, const MsgGeometryCreate& message);
// Writes the content of message 26 from its parts.
void WriteCreate(cbor::Writer& writer, GeometryID id, const Geometry& value);

bool Read(cbor::Reader& reader, MsgGeometryDelete& message);
void Write(cbor::Writer& writer, const MsgGeometryDelete& message);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_GEOMETRY_CODEC_H_
