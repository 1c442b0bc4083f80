// Tables: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from journal.cddl, journal.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_JOURNAL_TABLES_CODEC_H_
#define NOODLES_JOURNAL_TABLES_CODEC_H_

#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/journal/tables.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<noodles::TableState> = 41;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::JournalTableChange> = 1;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, TableState& value);
void Write(cbor::Writer& writer, const TableState& value);

bool Read(cbor::Reader& reader, JournalTableChange& value);
void Write(cbor::Writer& writer, const JournalTableChange& value);

}  // namespace noodles

#endif  // NOODLES_JOURNAL_TABLES_CODEC_H_
