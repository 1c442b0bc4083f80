// Tables: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_INTERFACES_TABLES_CODEC_H_
#define NOODLES_INTERFACES_TABLES_CODEC_H_

#include "noodles/cbor/kind_of.h"
#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/interfaces/tables.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<noodles::TableColumnInfo> = 16;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::SelectionRange> = 2;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::Selection> = 7;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::TableInitData> = 22;
template <>
inline constexpr bool kIsFlatElement<noodles::SelectionRange> = true;
template <>
inline constexpr Kind kKindOf<noodles::TableColumnType> = Kind::kText;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, TableColumnType& value);
void Write(cbor::Writer& writer, TableColumnType value);

bool Read(cbor::Reader& reader, TableColumnInfo& value);
void Write(cbor::Writer& writer, const TableColumnInfo& value);

// A flat list: one array that holds the members of all elements in a row.
// Read also accepts elements that are maps.
bool Read(cbor::Reader& reader, std::vector<SelectionRange>& value);
void Write(cbor::Writer& writer, const std::vector<SelectionRange>& value);

bool Read(cbor::Reader& reader, Selection& value);
void Write(cbor::Writer& writer, const Selection& value);

bool Read(cbor::Reader& reader, TableInitData& value);
void Write(cbor::Writer& writer, const TableInitData& value);

}  // namespace noodles

#endif  // NOODLES_INTERFACES_TABLES_CODEC_H_
