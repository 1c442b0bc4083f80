// Identifiers: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from journal.cddl, journal.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_JOURNAL_IDENTIFIERS_CODEC_H_
#define NOODLES_JOURNAL_IDENTIFIERS_CODEC_H_

#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/journal/identifiers.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<noodles::JournalComponent> = 18;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::JournalGenerations> = 14;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::JournalSlots> = 13;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, JournalComponent& value);
void Write(cbor::Writer& writer, const JournalComponent& value);

bool Read(cbor::Reader& reader, JournalGenerations& value);
void Write(cbor::Writer& writer, const JournalGenerations& value);

bool Read(cbor::Reader& reader, JournalSlots& value);
void Write(cbor::Writer& writer, const JournalSlots& value);

}  // namespace noodles

#endif  // NOODLES_JOURNAL_IDENTIFIERS_CODEC_H_
