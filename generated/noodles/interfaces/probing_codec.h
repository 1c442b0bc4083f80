// Probing: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_INTERFACES_PROBING_CODEC_H_
#define NOODLES_INTERFACES_PROBING_CODEC_H_

#include "noodles/cbor/kind_of.h"
#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/interfaces/probing.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<noodles::ProbeResult> = 6;
template <>
inline constexpr Kind kKindOf<noodles::ProbeResult> = Kind::kArray;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, ProbeResult& value);
void Write(cbor::Writer& writer, const ProbeResult& value);

}  // namespace noodles

#endif  // NOODLES_INTERFACES_PROBING_CODEC_H_
