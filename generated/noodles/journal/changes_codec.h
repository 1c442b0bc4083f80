// Changes: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from journal.cddl, journal.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_JOURNAL_CHANGES_CODEC_H_
#define NOODLES_JOURNAL_CHANGES_CODEC_H_

#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/journal/changes.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<noodles::JournalBlob> = 13;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::JournalFrame> = 16;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::JournalNote> = 7;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::JournalChanges> = 1;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, JournalBlob& value);
void Write(cbor::Writer& writer, const JournalBlob& value);

bool Read(cbor::Reader& reader, JournalFrame& value);
void Write(cbor::Writer& writer, const JournalFrame& value);

bool Read(cbor::Reader& reader, JournalNote& value);
void Write(cbor::Writer& writer, const JournalNote& value);

bool Read(cbor::Reader& reader, JournalChanges& value);
void Write(cbor::Writer& writer, const JournalChanges& value);

}  // namespace noodles

#endif  // NOODLES_JOURNAL_CHANGES_CODEC_H_
