// Notes: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from earlier.cddl, earlier.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef EARLIER_NOTES_CODEC_H_
#define EARLIER_NOTES_CODEC_H_

#include "earlier/notes.h"
#include "noodles/cbor/minimum_encoded_size.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<earlier::MsgNote> = 13;
template <>
inline constexpr size_t kMinimumEncodedSize<earlier::MsgHello> = 7;

}  // namespace noodles::cbor

namespace earlier {

bool Read(noodles::cbor::Reader& reader, MsgNote& value);
void Write(noodles::cbor::Writer& writer, const MsgNote& value);

bool Read(noodles::cbor::Reader& reader, MsgHello& value);
void Write(noodles::cbor::Writer& writer, const MsgHello& value);

}  // namespace earlier

#endif  // EARLIER_NOTES_CODEC_H_
