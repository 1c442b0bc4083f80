// Time: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_INTERFACES_TIME_CODEC_H_
#define NOODLES_INTERFACES_TIME_CODEC_H_

#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/interfaces/time.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<noodles::TimeMetadata> = 11;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, TimeMetadata& value);
void Write(cbor::Writer& writer, const TimeMetadata& value);

}  // namespace noodles

#endif  // NOODLES_INTERFACES_TIME_CODEC_H_
