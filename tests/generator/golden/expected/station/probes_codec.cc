// Generated from station.cddl, station.bindings.toml; changes belong there.
#include "station/probes_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"
#include "station/common_types_codec.h"

namespace station {
namespace {

constexpr noodles::cbor::FieldEntry kPlaceFields[] = {
    {"site", noodles::cbor::ReadMember<&Place::site>},
    {"offset", noodles::cbor::ReadMember<&Place::offset>,
     noodles::cbor::Presence::kOptional},
};

constexpr noodles::cbor::ObjectTable kPlaceTable = {"Place", kPlaceFields};

constexpr noodles::cbor::FieldEntry kMsgProbeCreateFields[] = {
    {"id", noodles::cbor::ReadMember<&MsgProbeCreate::id>},
    {"name", noodles::cbor::ReadMember<&MsgProbeCreate::content, &Probe::name>,
     noodles::cbor::Presence::kOptional},
    {"quantity",
     noodles::cbor::ReadMember<&MsgProbeCreate::content, &Probe::quantity>},
    {"place",
     noodles::cbor::ReadAlternative<0, &MsgProbeCreate::content,
                                    &Probe::position>,
     noodles::cbor::Presence::kOptional, 1},
    {"wanders",
     noodles::cbor::ReadAlternative<1, &MsgProbeCreate::content,
                                    &Probe::position>,
     noodles::cbor::Presence::kOptional, 1},
    {"last",
     noodles::cbor::ReadAlternative<1, &MsgProbeCreate::content, &Probe::state>,
     noodles::cbor::Presence::kOptional, 2},
    {"broken",
     noodles::cbor::ReadAlternative<2, &MsgProbeCreate::content, &Probe::state>,
     noodles::cbor::Presence::kOptional, 2},
    {"neighbours",
     noodles::cbor::ReadMember<&MsgProbeCreate::content, &Probe::neighbours>,
     noodles::cbor::Presence::kOptional, 3},
    {"neighbors",
     noodles::cbor::ReadMember<&MsgProbeCreate::content, &Probe::neighbours>,
     noodles::cbor::Presence::kOptional, 3},
    {"class",
     noodles::cbor::ReadMember<&MsgProbeCreate::content, &Probe::class_>,
     noodles::cbor::Presence::kOptional},
    {"notes",
     noodles::cbor::ReadMember<&MsgProbeCreate::content, &Probe::notes>,
     noodles::cbor::Presence::kOptional},
};

constexpr noodles::cbor::OneOfEntry kMsgProbeCreateOneOfs[] = {
    {"place or wanders", true},
    {"last or broken", false},
    {"neighbours or neighbors", false},
};

constexpr noodles::cbor::ObjectTable kMsgProbeCreateTable = {
    "MsgProbeCreate", kMsgProbeCreateFields, kMsgProbeCreateOneOfs};

constexpr noodles::cbor::FieldEntry kMsgProbeUpdateFields[] = {
    {"id", noodles::cbor::ReadMember<&MsgProbeUpdate::id>},
    {"none",
     noodles::cbor::ReadAlternative<1, &MsgProbeUpdate::content,
                                    &ProbeUpdate::state>,
     noodles::cbor::Presence::kOptionalNullable, 1},
    {"last",
     noodles::cbor::ReadAlternative<2, &MsgProbeUpdate::content,
                                    &ProbeUpdate::state>,
     noodles::cbor::Presence::kOptional, 1},
    {"broken",
     noodles::cbor::ReadAlternative<3, &MsgProbeUpdate::content,
                                    &ProbeUpdate::state>,
     noodles::cbor::Presence::kOptional, 1},
    {"neighbours",
     noodles::cbor::ReadMember<&MsgProbeUpdate::content,
                               &ProbeUpdate::neighbours>,
     noodles::cbor::Presence::kOptional},
    {"class",
     noodles::cbor::ReadMember<&MsgProbeUpdate::content, &ProbeUpdate::class_>,
     noodles::cbor::Presence::kOptional},
};

constexpr noodles::cbor::OneOfEntry kMsgProbeUpdateOneOfs[] = {
    {"none, last or broken", false},
};

constexpr noodles::cbor::ObjectTable kMsgProbeUpdateTable = {
    "MsgProbeUpdate", kMsgProbeUpdateFields, kMsgProbeUpdateOneOfs};

constexpr noodles::cbor::FieldEntry kMsgProbeDeleteFields[] = {
    {"id", noodles::cbor::ReadMember<&MsgProbeDelete::id>},
};

constexpr noodles::cbor::ObjectTable kMsgProbeDeleteTable = {
    "MsgProbeDelete", kMsgProbeDeleteFields};

}  // namespace

bool Read(noodles::cbor::Reader& reader, NoState&) { return reader.Skip(); }

// Any value does; Explorer drops all but floats.
void Write(noodles::cbor::Writer& writer, const NoState&) {
  writer.WriteFloat(1.0f);
}

bool Read(noodles::cbor::Reader& reader, Place& value) {
  return noodles::cbor::ReadObject<kPlaceTable>(reader, &value);
}

void Write(noodles::cbor::Writer& writer, const Place& value) {
  noodles::cbor::MapWriter map(writer, 2);
  map.Member("site", value.site);
  map.Member("offset", value.offset);
  map.End();
}

bool Read(noodles::cbor::Reader& reader, MsgProbeCreate& message) {
  return noodles::cbor::ReadObject<kMsgProbeCreateTable>(reader, &message);
}

void Write(noodles::cbor::Writer& writer, const MsgProbeCreate& message) {
  WriteCreate(writer, message.id, message.content);
}

void WriteCreate(noodles::cbor::Writer& writer, ProbeID id,
                 const Probe& value) {
  noodles::cbor::MapWriter map(writer, 3);
  map.Member("id", id);
  map.Optional("name", value.name);
  map.Member("quantity", value.quantity);
  map.OneOf(value.position, "place", "wanders");
  map.OneOf(value.state, "last", "broken");
  map.Optional("neighbours", value.neighbours);
  map.Member("class", value.class_);
  map.Optional("notes", value.notes);
  map.End();
}

bool Read(noodles::cbor::Reader& reader, MsgProbeUpdate& message) {
  return noodles::cbor::ReadObject<kMsgProbeUpdateTable>(reader, &message);
}

void Write(noodles::cbor::Writer& writer, const MsgProbeUpdate& message) {
  WriteUpdate(writer, message.id, message.content);
}

void WriteUpdate(noodles::cbor::Writer& writer, ProbeID id,
                 const ProbeUpdate& value) {
  noodles::cbor::MapWriter map(writer, 1);
  map.Member("id", id);
  map.OneOf(value.state, "none", "last", "broken");
  map.Optional("neighbours", value.neighbours);
  map.Optional("class", value.class_);
  map.End();
}

bool Read(noodles::cbor::Reader& reader, MsgProbeDelete& message) {
  return noodles::cbor::ReadObject<kMsgProbeDeleteTable>(reader, &message);
}

void Write(noodles::cbor::Writer& writer, const MsgProbeDelete& message) {
  noodles::cbor::MapWriter map(writer, 1);
  map.Member("id", message.id);
  map.End();
}

}  // namespace station
