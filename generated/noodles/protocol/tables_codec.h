// Tables: reading and writing of this part's structures as CBOR.
//
// Read fills a value that is fresh from its constructor; on failure it returns
// false, the error is in the reader, and the value is unspecified. Write never
// fails.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer given.
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
// The content of message 28, from its parts.
void WriteCreate(cbor::Writer& writer, TableID id, const Table& value);

bool Read(cbor::Reader& reader, MsgTableUpdate& message);
void Write(cbor::Writer& writer, const MsgTableUpdate& message);
// The content of message 29, from its parts.
void WriteUpdate(cbor::Writer& writer, TableID id, const TableUpdate& value);

bool Read(cbor::Reader& reader, MsgTableDelete& message);
void Write(cbor::Writer& writer, const MsgTableDelete& message);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_TABLES_CODEC_H_
