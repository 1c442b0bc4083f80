// Generated from later.cddl, later.bindings.toml; changes belong there.
#include "later/lamps_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"

namespace later {
namespace {

constexpr noodles::cbor::FieldEntry kMsgLampCreateFields[] = {
    {"id", noodles::cbor::ReadMember<&MsgLampCreate::id>},
    {"name", noodles::cbor::ReadMember<&MsgLampCreate::content, &Lamp::name>},
    {"color", noodles::cbor::ReadMember<&MsgLampCreate::content, &Lamp::color>,
     noodles::cbor::Presence::kOptional, 1},
    {"colour", noodles::cbor::ReadMember<&MsgLampCreate::content, &Lamp::color>,
     noodles::cbor::Presence::kOptional, 1},
    {"shade", noodles::cbor::ReadMember<&MsgLampCreate::content, &Lamp::shade>,
     noodles::cbor::Presence::kOptional},
    {"socket",
     noodles::cbor::ReadMember<&MsgLampCreate::content, &Lamp::socket>,
     noodles::cbor::Presence::kOptional},
    {"dim", noodles::cbor::ReadMember<&MsgLampCreate::content, &Lamp::dim>,
     noodles::cbor::Presence::kOptional},
    {"watts", noodles::cbor::ReadMember<&MsgLampCreate::content, &Lamp::watts>,
     noodles::cbor::Presence::kOptional},
};

constexpr noodles::cbor::OneOfEntry kMsgLampCreateOneOfs[] = {
    {"color or colour", false},
};

constexpr noodles::cbor::ObjectTable kMsgLampCreateTable = {
    "MsgLampCreate", kMsgLampCreateFields, kMsgLampCreateOneOfs};

constexpr noodles::cbor::FieldEntry kMsgLampUpdateFields[] = {
    {"id", noodles::cbor::ReadMember<&MsgLampUpdate::id>},
    {"dim",
     noodles::cbor::ReadMember<&MsgLampUpdate::content, &LampUpdate::dim>,
     noodles::cbor::Presence::kOptional},
    {"watts",
     noodles::cbor::ReadMember<&MsgLampUpdate::content, &LampUpdate::watts>,
     noodles::cbor::Presence::kOptional},
};

constexpr noodles::cbor::ObjectTable kMsgLampUpdateTable = {
    "MsgLampUpdate", kMsgLampUpdateFields};

constexpr noodles::cbor::FieldEntry kMsgLampDeleteFields[] = {
    {"id", noodles::cbor::ReadMember<&MsgLampDelete::id>},
};

constexpr noodles::cbor::ObjectTable kMsgLampDeleteTable = {
    "MsgLampDelete", kMsgLampDeleteFields};

}  // namespace

bool Read(noodles::cbor::Reader& reader, Shade& value) {
  return noodles::cbor::ReadEnumeration(reader, value,
                                        "\"CLEAR\", \"MATT\" or \"BLACK\"");
}

void Write(noodles::cbor::Writer& writer, Shade value) {
  writer.WriteText(ToString(value));
}

bool Read(noodles::cbor::Reader& reader, Socket& value) {
  std::string_view text;
  if (!reader.ReadTextView(text)) return false;
  if (FromString(text, value)) return true;
  value = Socket::kE27;
  return true;
}

void Write(noodles::cbor::Writer& writer, Socket value) {
  writer.WriteText(ToString(value));
}

bool Read(noodles::cbor::Reader& reader, MsgLampCreate& message) {
  return noodles::cbor::ReadObject<kMsgLampCreateTable>(reader, &message);
}

void Write(noodles::cbor::Writer& writer, const MsgLampCreate& message) {
  WriteCreate(writer, message.id, message.content);
}

void WriteCreate(noodles::cbor::Writer& writer, LampID id, const Lamp& value) {
  noodles::cbor::MapWriter map(writer, 3);
  map.Member("id", id);
  map.Member("name", value.name);
  map.Optional("color", value.color);
  map.Optional("shade", value.shade);
  map.Optional("socket", value.socket);
  map.Member("dim", value.dim);
  map.Optional("watts", value.watts);
  map.End();
}

bool Read(noodles::cbor::Reader& reader, MsgLampUpdate& message) {
  return noodles::cbor::ReadObject<kMsgLampUpdateTable>(reader, &message);
}

void Write(noodles::cbor::Writer& writer, const MsgLampUpdate& message) {
  WriteUpdate(writer, message.id, message.content);
}

void WriteUpdate(noodles::cbor::Writer& writer, LampID id,
                 const LampUpdate& value) {
  noodles::cbor::MapWriter map(writer, 1);
  map.Member("id", id);
  map.Optional("dim", value.dim);
  map.Optional("watts", value.watts);
  map.End();
}

bool Read(noodles::cbor::Reader& reader, MsgLampDelete& message) {
  return noodles::cbor::ReadObject<kMsgLampDeleteTable>(reader, &message);
}

void Write(noodles::cbor::Writer& writer, const MsgLampDelete& message) {
  noodles::cbor::MapWriter map(writer, 1);
  map.Member("id", message.id);
  map.End();
}

}  // namespace later
