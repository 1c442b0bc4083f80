// Generated from journal.cddl, journal.bindings.toml; changes belong there.
#include "noodles/journal/types_codec.h"

#include "noodles/cbor/map_writer.h"
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
  cbor::MapWriter map(writer, 0);
  map.Optional("record", value.record);
  map.Optional("part", value.part);
  map.Optional("table", value.table);
  map.Optional("table_change", value.table_change);
  map.Optional("variables", value.variables);
  map.End();
}

}  // namespace noodles
