// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/methods_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"
#include "noodles/protocol/common_types_codec.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kMsgMethodCreateFields[] = {
    {"id", cbor::ReadMember<&MsgMethodCreate::id>},
    {"name", cbor::ReadMember<&MsgMethodCreate::content, &Method::name>},
    {"doc", cbor::ReadMember<&MsgMethodCreate::content, &Method::doc>,
     cbor::Presence::kOptional},
    {"return_doc",
     cbor::ReadMember<&MsgMethodCreate::content, &Method::return_doc>,
     cbor::Presence::kOptional},
    {"arg_doc", cbor::ReadMember<&MsgMethodCreate::content, &Method::arg_doc>},
};

constexpr cbor::ObjectTable kMsgMethodCreateTable = {"MsgMethodCreate",
                                                     kMsgMethodCreateFields};

constexpr cbor::FieldEntry kMsgMethodDeleteFields[] = {
    {"id", cbor::ReadMember<&MsgMethodDelete::id>},
};

constexpr cbor::ObjectTable kMsgMethodDeleteTable = {"MsgMethodDelete",
                                                     kMsgMethodDeleteFields};

}  // namespace

bool Read(cbor::Reader& reader, MsgMethodCreate& message) {
  return cbor::ReadObject<kMsgMethodCreateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgMethodCreate& message) {
  WriteCreate(writer, message.id, message.content);
}

void WriteCreate(cbor::Writer& writer, MethodID id, const Method& value) {
  cbor::MapWriter map(writer, 3);
  map.Member("id", id);
  map.Member("name", value.name);
  map.Optional("doc", value.doc);
  map.Optional("return_doc", value.return_doc);
  map.Member("arg_doc", value.arg_doc);
  map.End();
}

bool Read(cbor::Reader& reader, MsgMethodDelete& message) {
  return cbor::ReadObject<kMsgMethodDeleteTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgMethodDelete& message) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", message.id);
  map.End();
}

}  // namespace noodles
