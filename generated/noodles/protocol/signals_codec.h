// Signals: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_PROTOCOL_SIGNALS_CODEC_H_
#define NOODLES_PROTOCOL_SIGNALS_CODEC_H_

#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/protocol/signals.h"

namespace noodles::cbor {

class Reader;
class Writer;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, MsgSignalCreate& message);
void Write(cbor::Writer& writer, const MsgSignalCreate& message);
// Writes the content of message 2 from its parts.
void WriteCreate(cbor::Writer& writer, SignalID id, const Signal& value);

bool Read(cbor::Reader& reader, MsgSignalDelete& message);
void Write(cbor::Writer& writer, const MsgSignalDelete& message);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_SIGNALS_CODEC_H_
