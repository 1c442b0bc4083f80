// Notes: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from later.cddl, later.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef LATER_NOTES_CODEC_H_
#define LATER_NOTES_CODEC_H_

#include "later/notes.h"
#include "noodles/cbor/minimum_encoded_size.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<later::MsgNote> = 13;
template <>
inline constexpr size_t kMinimumEncodedSize<later::MsgAlarm> = 8;
template <>
inline constexpr size_t kMinimumEncodedSize<later::MsgHello> = 16;

}  // namespace noodles::cbor

namespace later {

bool Read(noodles::cbor::Reader& reader, MsgNote& value);
void Write(noodles::cbor::Writer& writer, const MsgNote& value);

bool Read(noodles::cbor::Reader& reader, MsgAlarm& value);
void Write(noodles::cbor::Writer& writer, const MsgAlarm& value);

bool Read(noodles::cbor::Reader& reader, MsgHello& value);
void Write(noodles::cbor::Writer& writer, const MsgHello& value);

}  // namespace later

#endif  // LATER_NOTES_CODEC_H_
