// Probes: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from station.cddl, station.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef STATION_PROBES_CODEC_H_
#define STATION_PROBES_CODEC_H_

#include "noodles/cbor/minimum_encoded_size.h"
#include "station/probes.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<station::Place> = 9;

}  // namespace noodles::cbor

namespace station {

bool Read(noodles::cbor::Reader& reader, NoState& value);
void Write(noodles::cbor::Writer& writer, const NoState& value);

bool Read(noodles::cbor::Reader& reader, Place& value);
void Write(noodles::cbor::Writer& writer, const Place& value);

bool Read(noodles::cbor::Reader& reader, MsgProbeCreate& message);
void Write(noodles::cbor::Writer& writer, const MsgProbeCreate& message);
// Writes the content of message 2 from its parts.
void WriteCreate(noodles::cbor::Writer& writer, ProbeID id, const Probe& value);

bool Read(noodles::cbor::Reader& reader, MsgProbeUpdate& message);
void Write(noodles::cbor::Writer& writer, const MsgProbeUpdate& message);
// Writes the content of message 3 from its parts.
void WriteUpdate(noodles::cbor::Writer& writer, ProbeID id,
                 const ProbeUpdate& value);

bool Read(noodles::cbor::Reader& reader, MsgProbeDelete& message);
void Write(noodles::cbor::Writer& writer, const MsgProbeDelete& message);

}  // namespace station

#endif  // STATION_PROBES_CODEC_H_
