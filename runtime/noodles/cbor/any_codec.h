// Any from and to CBOR.
//
// Tags 55799, and 32 before a text, vanish as everywhere (see reader.h); other
// tags are kept. Floats of 16 bits become 32 bits, which hold them exactly;
// texts and byte strings in pieces are put together. Integers and floats are
// written at the width they have.
//
// Thread-safety: as the Reader or Writer given.
#ifndef NOODLES_CBOR_ANY_CODEC_H_
#define NOODLES_CBOR_ANY_CODEC_H_

#include "noodles/cbor/any.h"
#include "noodles/cbor/reader.h"
#include "noodles/cbor/writer.h"

namespace noodles::cbor {

// Reads one item of any kind. Recurses to the depth that the reader's limits
// allow.
bool Read(Reader& reader, Any& out);
// Reads an array, replacing the contents of `out`: a table's row takes one
// allocation, as long as its cells fit into an Any each.
bool Read(Reader& reader, Any::Array& out);
// The same, appended to what `out` holds already: rows of a table one after
// another without a vector for each. Reserves memory only if `out` has none.
bool ReadElements(Reader& reader, Any::Array& out);
// Reads a map, in order, with duplicate keys if the sender put any.
bool Read(Reader& reader, Any::Map& out);

void Write(Writer& writer, const Any& value);
void Write(Writer& writer, const Any::Array& array);
void Write(Writer& writer, const Any::Map& map);

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_ANY_CODEC_H_
