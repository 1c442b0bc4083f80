// Records: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from journal.cddl, journal.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_JOURNAL_RECORDS_CODEC_H_
#define NOODLES_JOURNAL_RECORDS_CODEC_H_

#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/journal/records.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<noodles::JournalRecord> = 21;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::JournalPosition> = 17;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, JournalRecord& value);
void Write(cbor::Writer& writer, const JournalRecord& value);

bool Read(cbor::Reader& reader, JournalPosition& value);
void Write(cbor::Writer& writer, const JournalPosition& value);

}  // namespace noodles

#endif  // NOODLES_JOURNAL_RECORDS_CODEC_H_
