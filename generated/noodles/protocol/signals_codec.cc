// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/signals_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"
#include "noodles/protocol/common_types_codec.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kMsgSignalCreateFields[] = {
    {"id", cbor::ReadMember<&MsgSignalCreate::id>},
    {"name", cbor::ReadMember<&MsgSignalCreate::content, &Signal::name>},
    {"doc", cbor::ReadMember<&MsgSignalCreate::content, &Signal::doc>,
     cbor::Presence::kOptional},
    {"arg_doc", cbor::ReadMember<&MsgSignalCreate::content, &Signal::arg_doc>},
};

constexpr cbor::ObjectTable kMsgSignalCreateTable = {"MsgSignalCreate",
                                                     kMsgSignalCreateFields};

constexpr cbor::FieldEntry kMsgSignalDeleteFields[] = {
    {"id", cbor::ReadMember<&MsgSignalDelete::id>},
};

constexpr cbor::ObjectTable kMsgSignalDeleteTable = {"MsgSignalDelete",
                                                     kMsgSignalDeleteFields};

}  // namespace

bool Read(cbor::Reader& reader, MsgSignalCreate& message) {
  return cbor::ReadObject<kMsgSignalCreateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgSignalCreate& message) {
  WriteCreate(writer, message.id, message.content);
}

void WriteCreate(cbor::Writer& writer, SignalID id, const Signal& value) {
  cbor::MapWriter map(writer, 3);
  map.Member("id", id);
  map.Member("name", value.name);
  map.Optional("doc", value.doc);
  map.Member("arg_doc", value.arg_doc);
  map.End();
}

bool Read(cbor::Reader& reader, MsgSignalDelete& message) {
  return cbor::ReadObject<kMsgSignalDeleteTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgSignalDelete& message) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", message.id);
  map.End();
}

}  // namespace noodles
