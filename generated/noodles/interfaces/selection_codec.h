// Selection: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_INTERFACES_SELECTION_CODEC_H_
#define NOODLES_INTERFACES_SELECTION_CODEC_H_

#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/interfaces/selection.h"

namespace noodles::cbor {

class Reader;
class Writer;

}  // namespace noodles::cbor

namespace noodles {}  // namespace noodles

#endif  // NOODLES_INTERFACES_SELECTION_CODEC_H_
