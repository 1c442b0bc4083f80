// Generated from journal.cddl, journal.bindings.toml; changes belong there.
#include "noodles/journal/tables_codec.h"

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
  writer.WriteMapHead(2);
  cbor::WriteMember(writer, "content", value.content);
  cbor::WriteMember(writer, "next_key", value.next_key);
}

bool Read(cbor::Reader& reader, JournalTableChange& value) {
  return cbor::ReadObject<kJournalTableChangeTable>(reader, &value);
}

void Write(cbor::Writer& writer, const JournalTableChange& value) {
  writer.WriteMapHead(1 + !value.removed.empty() + !value.keys.empty() +
                      !value.rows.empty() + value.selection.has_value());
  cbor::WriteMember(writer, "is_cleared", value.is_cleared);
  if (!value.removed.empty()) {
    cbor::WriteMember(writer, "removed", value.removed);
  }
  if (!value.keys.empty()) {
    cbor::WriteMember(writer, "keys", value.keys);
  }
  if (!value.rows.empty()) {
    cbor::WriteMember(writer, "rows", value.rows);
  }
  if (value.selection) {
    cbor::WriteMember(writer, "selection", *value.selection);
  }
}

}  // namespace noodles
