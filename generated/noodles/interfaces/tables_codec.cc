// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/tables_codec.h"

#include "noodles/cbor/flat_list.h"
#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kTableColumnInfoFields[] = {
    {"name", cbor::ReadMember<&TableColumnInfo::name>},
    {"type", cbor::ReadMember<&TableColumnInfo::type>},
};

constexpr cbor::ObjectTable kTableColumnInfoTable = {"TableColumnInfo",
                                                     kTableColumnInfoFields};

constexpr cbor::FieldEntry kSelectionRangeFields[] = {
    {"key_from_inclusive",
     cbor::ReadMember<&SelectionRange::key_from_inclusive>},
    {"key_to_exclusive", cbor::ReadMember<&SelectionRange::key_to_exclusive>},
};

constexpr cbor::ObjectTable kSelectionRangeTable = {"SelectionRange",
                                                    kSelectionRangeFields};

constexpr cbor::FieldEntry kSelectionFields[] = {
    {"name", cbor::ReadMember<&Selection::name>},
    {"rows", cbor::ReadMember<&Selection::rows>, cbor::Presence::kOptional},
    {"row_ranges", cbor::ReadMember<&Selection::row_ranges>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kSelectionTable = {"Selection", kSelectionFields};

constexpr cbor::FieldEntry kTableInitDataFields[] = {
    {"columns", cbor::ReadMember<&TableInitData::columns>},
    {"keys", cbor::ReadMember<&TableInitData::keys>},
    {"data", cbor::ReadMember<&TableInitData::data>},
    {"selections", cbor::ReadMember<&TableInitData::selections>,
     cbor::Presence::kOptional},
    {"following_signals", cbor::ReadMember<&TableInitData::following_signals>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kTableInitDataTable = {"TableInitData",
                                                   kTableInitDataFields};

}  // namespace

bool Read(cbor::Reader& reader, TableColumnType& value) {
  return cbor::ReadEnumeration(reader, value,
                               "\"TEXT\", \"REAL\", \"INTEGER\" or \"ANY\"");
}

void Write(cbor::Writer& writer, TableColumnType value) {
  writer.WriteText(ToString(value));
}

bool Read(cbor::Reader& reader, TableColumnInfo& value) {
  return cbor::ReadObject<kTableColumnInfoTable>(reader, &value);
}

void Write(cbor::Writer& writer, const TableColumnInfo& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("name", value.name);
  map.Member("type", value.type);
  map.End();
}

bool Read(cbor::Reader& reader, std::vector<SelectionRange>& value) {
  return cbor::ReadFlatList(reader, value, &kSelectionRangeTable,
                            &SelectionRange::key_from_inclusive,
                            &SelectionRange::key_to_exclusive);
}

void Write(cbor::Writer& writer, const std::vector<SelectionRange>& value) {
  cbor::WriteFlatList(writer, value, &SelectionRange::key_from_inclusive,
                      &SelectionRange::key_to_exclusive);
}

bool Read(cbor::Reader& reader, Selection& value) {
  return cbor::ReadObject<kSelectionTable>(reader, &value);
}

void Write(cbor::Writer& writer, const Selection& value) {
  cbor::MapWriter map(writer, 1);
  map.Member("name", value.name);
  map.Optional("rows", value.rows);
  map.Optional("row_ranges", value.row_ranges);
  map.End();
}

bool Read(cbor::Reader& reader, TableInitData& value) {
  return cbor::ReadObject<kTableInitDataTable>(reader, &value);
}

void Write(cbor::Writer& writer, const TableInitData& value) {
  cbor::MapWriter map(writer, 3);
  map.Member("columns", value.columns);
  map.Member("keys", value.keys);
  map.Member("data", value.data);
  map.Optional("selections", value.selections);
  map.Optional("following_signals", value.following_signals);
  map.End();
}

}  // namespace noodles
