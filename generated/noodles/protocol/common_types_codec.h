// Common types: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_PROTOCOL_COMMON_TYPES_CODEC_H_
#define NOODLES_PROTOCOL_COMMON_TYPES_CODEC_H_

#include "noodles/cbor/kind_of.h"
#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/protocol/common_types.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<noodles::BoundingBox> = 17;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::InvokeIDType> = 9;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::MethodArg> = 7;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::URIParts> = 9;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::GeoAnchor> = 22;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::QRAnchor> = 11;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::WorldCoord> = 1;
template <>
inline constexpr Kind kKindOf<noodles::Format> = Kind::kText;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, Format& value);
void Write(cbor::Writer& writer, Format value);

bool Read(cbor::Reader& reader, BoundingBox& value);
void Write(cbor::Writer& writer, const BoundingBox& value);

bool Read(cbor::Reader& reader, InvokeIDType& value);
void Write(cbor::Writer& writer, const InvokeIDType& value);

bool Read(cbor::Reader& reader, MethodArg& value);
void Write(cbor::Writer& writer, const MethodArg& value);

bool Read(cbor::Reader& reader, URIParts& value);
void Write(cbor::Writer& writer, const URIParts& value);

bool Read(cbor::Reader& reader, GeoAnchor& value);
void Write(cbor::Writer& writer, const GeoAnchor& value);

bool Read(cbor::Reader& reader, QRAnchor& value);
void Write(cbor::Writer& writer, const QRAnchor& value);

bool Read(cbor::Reader& reader, WorldCoord& value);
void Write(cbor::Writer& writer, const WorldCoord& value);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_COMMON_TYPES_CODEC_H_
