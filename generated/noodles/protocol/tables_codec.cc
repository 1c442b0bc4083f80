// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/tables_codec.h"

#include "noodles/cbor/map_writer.h"
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
  cbor::MapWriter map(writer, 1);
  map.Member("id", id);
  map.Optional("name", value.name);
  map.Optional("meta", value.meta);
  map.Optional("methods_list", value.methods_list);
  map.Optional("signals_list", value.signals_list);
  map.End();
}

bool Read(cbor::Reader& reader, MsgTableUpdate& message) {
  return cbor::ReadObject<kMsgTableUpdateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgTableUpdate& message) {
  WriteUpdate(writer, message.id, message.content);
}

void WriteUpdate(cbor::Writer& writer, TableID id, const TableUpdate& value) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", id);
  map.Optional("meta", value.meta);
  map.Optional("methods_list", value.methods_list);
  map.Optional("signals_list", value.signals_list);
  map.End();
}

bool Read(cbor::Reader& reader, MsgTableDelete& message) {
  return cbor::ReadObject<kMsgTableDeleteTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgTableDelete& message) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", message.id);
  map.End();
}

}  // namespace noodles
