// Sites: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from station.cddl, station.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef STATION_SITES_CODEC_H_
#define STATION_SITES_CODEC_H_

#include "noodles/cbor/minimum_encoded_size.h"
#include "station/sites.h"

namespace noodles::cbor {

class Reader;
class Writer;

}  // namespace noodles::cbor

namespace station {

bool Read(noodles::cbor::Reader& reader, MsgSiteCreate& message);
void Write(noodles::cbor::Writer& writer, const MsgSiteCreate& message);
// Writes the content of message 0 from its parts.
void WriteCreate(noodles::cbor::Writer& writer, SiteID id, const Site& value);

bool Read(noodles::cbor::Reader& reader, MsgSiteDelete& message);
void Write(noodles::cbor::Writer& writer, const MsgSiteDelete& message);

}  // namespace station

#endif  // STATION_SITES_CODEC_H_
