// Generated from earlier.cddl, earlier.bindings.toml; changes belong there.
#include "earlier/notes_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"

namespace earlier {
namespace {

constexpr noodles::cbor::FieldEntry kMsgNoteFields[] = {
    {"text", noodles::cbor::ReadMember<&MsgNote::text>},
    {"line", noodles::cbor::ReadAlternative<0, &MsgNote::place>,
     noodles::cbor::Presence::kOptional, 1},
    {"page", noodles::cbor::ReadAlternative<1, &MsgNote::place>,
     noodles::cbor::Presence::kOptional, 1},
    {"sender", noodles::cbor::ReadMember<&MsgNote::sender>,
     noodles::cbor::Presence::kOptional},
};

constexpr noodles::cbor::OneOfEntry kMsgNoteOneOfs[] = {
    {"line or page", true},
};

constexpr noodles::cbor::ObjectTable kMsgNoteTable = {"MsgNote", kMsgNoteFields,
                                                      kMsgNoteOneOfs};

constexpr noodles::cbor::FieldEntry kMsgHelloFields[] = {
    {"name", noodles::cbor::ReadMember<&MsgHello::name>},
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
  map.OneOf(value.place, "line", "page");
  map.Optional("sender", value.sender);
  map.End();
}

bool Read(noodles::cbor::Reader& reader, MsgHello& value) {
  return noodles::cbor::ReadObject<kMsgHelloTable>(reader, &value);
}

void Write(noodles::cbor::Writer& writer, const MsgHello& value) {
  noodles::cbor::MapWriter map(writer, 1);
  map.Member("name", value.name);
  map.End();
}

}  // namespace earlier
