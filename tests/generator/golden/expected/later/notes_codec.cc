// Generated from later.cddl, later.bindings.toml; changes belong there.
#include "later/notes_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"

namespace later {
namespace {

constexpr noodles::cbor::FieldEntry kMsgNoteFields[] = {
    {"text", noodles::cbor::ReadMember<&MsgNote::text>},
    {"line", noodles::cbor::ReadAlternative<0, &MsgNote::place>,
     noodles::cbor::Presence::kOptional, 1},
    {"page", noodles::cbor::ReadAlternative<1, &MsgNote::place>,
     noodles::cbor::Presence::kOptional, 1},
    {"chapter", noodles::cbor::ReadAlternative<2, &MsgNote::place>,
     noodles::cbor::Presence::kOptional, 1},
};

constexpr noodles::cbor::OneOfEntry kMsgNoteOneOfs[] = {
    {"line, page or chapter", true},
};

constexpr noodles::cbor::ObjectTable kMsgNoteTable = {"MsgNote", kMsgNoteFields,
                                                      kMsgNoteOneOfs};

constexpr noodles::cbor::FieldEntry kMsgAlarmFields[] = {
    {"level", noodles::cbor::ReadMember<&MsgAlarm::level>},
};

constexpr noodles::cbor::ObjectTable kMsgAlarmTable = {"MsgAlarm",
                                                       kMsgAlarmFields};

constexpr noodles::cbor::FieldEntry kMsgHelloFields[] = {
    {"name", noodles::cbor::ReadMember<&MsgHello::name>},
    {"version", noodles::cbor::ReadMember<&MsgHello::version>},
};

constexpr noodles::cbor::ObjectTable kMsgHelloTable = {"MsgHello",
                                                       kMsgHelloFields};

}  // namespace

bool Read(noodles::cbor::Reader& reader, MsgNote& value) {
  return noodles::cbor::ReadObject<kMsgNoteTable>(reader, &value);
}

void Write(noodles::cbor::Writer& writer, const MsgNote& value) {
  noodles::cbor::MapWriter map(writer, 1);
  map.Member("text", value.text);
  map.OneOf(value.place, "line", "page", "chapter");
  map.End();
}

bool Read(noodles::cbor::Reader& reader, MsgAlarm& value) {
  return noodles::cbor::ReadObject<kMsgAlarmTable>(reader, &value);
}

void Write(noodles::cbor::Writer& writer, const MsgAlarm& value) {
  noodles::cbor::MapWriter map(writer, 1);
  map.Member("level", value.level);
  map.End();
}

bool Read(noodles::cbor::Reader& reader, MsgHello& value) {
  return noodles::cbor::ReadObject<kMsgHelloTable>(reader, &value);
}

void Write(noodles::cbor::Writer& writer, const MsgHello& value) {
  noodles::cbor::MapWriter map(writer, 2);
  map.Member("name", value.name);
  map.Member("version", value.version);
  map.End();
}

}  // namespace later
