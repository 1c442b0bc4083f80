// Document: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_PROTOCOL_DOCUMENT_CODEC_H_
#define NOODLES_PROTOCOL_DOCUMENT_CODEC_H_

#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/protocol/document.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<noodles::MsgDocumentUpdate> = 1;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::MsgDocumentReset> = 1;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::MsgDocumentInitialized> =
    1;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, MsgDocumentUpdate& value);
void Write(cbor::Writer& writer, const MsgDocumentUpdate& value);

bool Read(cbor::Reader& reader, MsgDocumentReset& value);
void Write(cbor::Writer& writer, const MsgDocumentReset& value);

bool Read(cbor::Reader& reader, MsgDocumentInitialized& value);
void Write(cbor::Writer& writer, const MsgDocumentInitialized& value);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_DOCUMENT_CODEC_H_
