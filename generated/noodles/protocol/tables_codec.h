// Tables: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_PROTOCOL_TABLES_CODEC_H_
#define NOODLES_PROTOCOL_TABLES_CODEC_H_

#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/protocol/tables.h"

namespace noodles::cbor {

class Reader;
class Writer;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, MsgTableCreate& message);
void Write(cbor::Writer& writer, const MsgTableCreate& message);
// Writes the content of message 28 from its parts.
void WriteCreate(cbor::Writer& writer, TableID id, const Table& value);

bool Read(cbor::Reader& reader, MsgTableUpdate& message);
void Write(cbor::Writer& writer, const MsgTableUpdate& message);
// Writes the content of message 29 from its parts.
void WriteUpdate(cbor::Writer& writer, TableID id, const TableUpdate& value);

bool Read(cbor::Reader& reader, MsgTableDelete& message);
void Write(cbor::Writer& writer, const MsgTableDelete& message);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_TABLES_CODEC_H_
