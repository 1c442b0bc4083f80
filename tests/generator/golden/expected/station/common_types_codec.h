// Common types: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from station.cddl, station.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef STATION_COMMON_TYPES_CODEC_H_
#define STATION_COMMON_TYPES_CODEC_H_

#include "noodles/cbor/kind_of.h"
#include "noodles/cbor/minimum_encoded_size.h"
#include "station/common_types.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<station::Span> = 3;
template <>
inline constexpr Kind kKindOf<station::Quantity> = Kind::kText;
template <>
inline constexpr Kind kKindOf<station::Span> = Kind::kArray;

}  // namespace noodles::cbor

namespace station {

bool Read(noodles::cbor::Reader& reader, Quantity& value);
void Write(noodles::cbor::Writer& writer, Quantity value);

bool Read(noodles::cbor::Reader& reader, Span& value);
void Write(noodles::cbor::Writer& writer, const Span& value);

}  // namespace station

#endif  // STATION_COMMON_TYPES_CODEC_H_
