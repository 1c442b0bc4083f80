// Reads and writes Any as CBOR.
//
// Tag 55799, and tag 32 before a text, are removed (see reader.h). A typed
// array (RFC 8746) becomes an array of numbers. Other tags are kept. A float of
// 16 bits becomes one of 32 bits, without loss. A text or byte string of
// indefinite length becomes one of definite length. Write keeps the width of
// floats and writes integers in their shortest form.
//
// Thread-safety: that of the Reader or Writer given.
#ifndef NOODLES_CBOR_ANY_CODEC_H_
#define NOODLES_CBOR_ANY_CODEC_H_

#include "noodles/cbor/any.h"
#include "noodles/cbor/reader.h"
#include "noodles/cbor/writer.h"

namespace noodles::cbor {

// Reads one item of any kind. Recurses to the depth that the reader's
// DecodeLimits allow.
bool Read(Reader& reader, Any& out);
// Reads an array and replaces the contents of `out`. One allocation is enough
// if each element fits into an Any (see any.h).
bool Read(Reader& reader, Any::Array& out);
// Reads an array and appends its elements to `out`, so that many rows of a
// table need only one vector. Reserves memory only if the capacity of `out` is
// 0.
bool ReadElements(Reader& reader, Any::Array& out);
// Reads a map and replaces the contents of `out`. Keeps the order of the pairs
// and duplicate keys.
bool Read(Reader& reader, Any::Map& out);

void Write(Writer& writer, const Any& value);
void Write(Writer& writer, const Any::Array& array);
void Write(Writer& writer, const Any::Map& map);

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_ANY_CODEC_H_
