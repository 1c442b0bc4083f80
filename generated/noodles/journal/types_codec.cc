// Generated from journal.cddl, journal.bindings.toml; changes belong there.
#include "noodles/journal/types_codec.h"

#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"
#include "noodles/journal/records_codec.h"
#include "noodles/journal/snapshots_codec.h"
#include "noodles/journal/tables_codec.h"
#include "noodles/journal/variables_codec.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kKeptFields[] = {
    {"record", cbor::ReadMember<&Kept::record>, cbor::Presence::kOptional},
    {"part", cbor::ReadMember<&Kept::part>, cbor::Presence::kOptional},
    {"table", cbor::ReadMember<&Kept::table>, cbor::Presence::kOptional},
    {"table_change", cbor::ReadMember<&Kept::table_change>,
     cbor::Presence::kOptional},
    {"variables", cbor::ReadMember<&Kept::variables>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kKeptTable = {"Kept", kKeptFields};

}  // namespace

bool Read(cbor::Reader& reader, Kept& value) {
  return cbor::ReadObject<kKeptTable>(reader, &value);
}

void Write(cbor::Writer& writer, const Kept& value) {
  writer.WriteMapHead(0 + value.record.has_value() + value.part.has_value() +
                      value.table.has_value() + value.table_change.has_value() +
                      value.variables.has_value());
  if (value.record) {
    cbor::WriteMember(writer, "record", *value.record);
  }
  if (value.part) {
    cbor::WriteMember(writer, "part", *value.part);
  }
  if (value.table) {
    cbor::WriteMember(writer, "table", *value.table);
  }
  if (value.table_change) {
    cbor::WriteMember(writer, "table_change", *value.table_change);
  }
  if (value.variables) {
    cbor::WriteMember(writer, "variables", *value.variables);
  }
}

}  // namespace noodles
