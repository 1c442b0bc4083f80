// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/tables_codec.h"

#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kMsgTableCreateFields[] = {
    {"id", cbor::ReadMember<&MsgTableCreate::id>},
    {"name", cbor::ReadMember<&MsgTableCreate::content, &Table::name>,
     cbor::Presence::kOptional},
    {"meta", cbor::ReadMember<&MsgTableCreate::content, &Table::meta>,
     cbor::Presence::kOptional},
    {"methods_list",
     cbor::ReadMember<&MsgTableCreate::content, &Table::methods_list>,
     cbor::Presence::kOptional},
    {"signals_list",
     cbor::ReadMember<&MsgTableCreate::content, &Table::signals_list>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kMsgTableCreateTable = {"MsgTableCreate",
                                                    kMsgTableCreateFields};

constexpr cbor::FieldEntry kMsgTableUpdateFields[] = {
    {"id", cbor::ReadMember<&MsgTableUpdate::id>},
    {"meta", cbor::ReadMember<&MsgTableUpdate::content, &TableUpdate::meta>,
     cbor::Presence::kOptional},
    {"methods_list",
     cbor::ReadMember<&MsgTableUpdate::content, &TableUpdate::methods_list>,
     cbor::Presence::kOptional},
    {"signals_list",
     cbor::ReadMember<&MsgTableUpdate::content, &TableUpdate::signals_list>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kMsgTableUpdateTable = {"MsgTableUpdate",
                                                    kMsgTableUpdateFields};

constexpr cbor::FieldEntry kMsgTableDeleteFields[] = {
    {"id", cbor::ReadMember<&MsgTableDelete::id>},
};

constexpr cbor::ObjectTable kMsgTableDeleteTable = {"MsgTableDelete",
                                                    kMsgTableDeleteFields};

}  // namespace

bool Read(cbor::Reader& reader, MsgTableCreate& message) {
  return cbor::ReadObject<kMsgTableCreateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgTableCreate& message) {
  WriteCreate(writer, message.id, message.content);
}

void WriteCreate(cbor::Writer& writer, TableID id, const Table& value) {
  cbor::WriteHeadAndId(writer,
                       1 + value.name.has_value() + value.meta.has_value() +
                           !value.methods_list.empty() +
                           !value.signals_list.empty(),
                       id);
  if (value.name) {
    cbor::WriteMember(writer, "name", *value.name);
  }
  if (value.meta) {
    cbor::WriteMember(writer, "meta", *value.meta);
  }
  if (!value.methods_list.empty()) {
    cbor::WriteMember(writer, "methods_list", value.methods_list);
  }
  if (!value.signals_list.empty()) {
    cbor::WriteMember(writer, "signals_list", value.signals_list);
  }
}

bool Read(cbor::Reader& reader, MsgTableUpdate& message) {
  return cbor::ReadObject<kMsgTableUpdateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgTableUpdate& message) {
  WriteUpdate(writer, message.id, message.content);
}

void WriteUpdate(cbor::Writer& writer, TableID id, const TableUpdate& value) {
  cbor::WriteHeadAndId(writer,
                       1 + value.meta.has_value() +
                           value.methods_list.has_value() +
                           value.signals_list.has_value(),
                       id);
  if (value.meta) {
    cbor::WriteMember(writer, "meta", *value.meta);
  }
  if (value.methods_list) {
    cbor::WriteMember(writer, "methods_list", *value.methods_list);
  }
  if (value.signals_list) {
    cbor::WriteMember(writer, "signals_list", *value.signals_list);
  }
}

bool Read(cbor::Reader& reader, MsgTableDelete& message) {
  return cbor::ReadObject<kMsgTableDeleteTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgTableDelete& message) {
  cbor::WriteHeadAndId(writer, 1, message.id);
}

}  // namespace noodles
