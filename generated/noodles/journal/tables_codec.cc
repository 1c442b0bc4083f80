// Generated from journal.cddl, journal.bindings.toml; changes belong there.
#include "noodles/journal/tables_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"
#include "noodles/interfaces/tables_codec.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kTableStateFields[] = {
    {"content", cbor::ReadMember<&TableState::content>},
    {"next_key", cbor::ReadMember<&TableState::next_key>},
};

constexpr cbor::ObjectTable kTableStateTable = {"TableState",
                                                kTableStateFields};

constexpr cbor::FieldEntry kJournalTableChangeFields[] = {
    {"is_cleared", cbor::ReadMember<&JournalTableChange::is_cleared>,
     cbor::Presence::kOptional},
    {"removed", cbor::ReadMember<&JournalTableChange::removed>,
     cbor::Presence::kOptional},
    {"keys", cbor::ReadMember<&JournalTableChange::keys>,
     cbor::Presence::kOptional},
    {"rows", cbor::ReadMember<&JournalTableChange::rows>,
     cbor::Presence::kOptional},
    {"selection", cbor::ReadMember<&JournalTableChange::selection>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kJournalTableChangeTable = {
    "JournalTableChange", kJournalTableChangeFields};

}  // namespace

bool Read(cbor::Reader& reader, TableState& value) {
  return cbor::ReadObject<kTableStateTable>(reader, &value);
}

void Write(cbor::Writer& writer, const TableState& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("content", value.content);
  map.Member("next_key", value.next_key);
  map.End();
}

bool Read(cbor::Reader& reader, JournalTableChange& value) {
  return cbor::ReadObject<kJournalTableChangeTable>(reader, &value);
}

void Write(cbor::Writer& writer, const JournalTableChange& value) {
  cbor::MapWriter map(writer, 1);
  map.Member("is_cleared", value.is_cleared);
  map.Optional("removed", value.removed);
  map.Optional("keys", value.keys);
  map.Optional("rows", value.rows);
  map.Optional("selection", value.selection);
  map.End();
}

}  // namespace noodles
