// Readings: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from station.cddl, station.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef STATION_READINGS_CODEC_H_
#define STATION_READINGS_CODEC_H_

#include "noodles/cbor/minimum_encoded_size.h"
#include "station/readings.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<station::MsgReadings> = 27;
template <>
inline constexpr size_t kMinimumEncodedSize<station::MsgHello> = 10;

}  // namespace noodles::cbor

namespace station {

bool Read(noodles::cbor::Reader& reader, MsgReadings& value);
void Write(noodles::cbor::Writer& writer, const MsgReadings& value);

bool Read(noodles::cbor::Reader& reader, MsgHello& value);
void Write(noodles::cbor::Writer& writer, const MsgHello& value);

}  // namespace station

#endif  // STATION_READINGS_CODEC_H_
