// Generated from station.cddl, station.bindings.toml; changes belong there.
#include "station/readings_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"
#include "station/common_types_codec.h"

namespace station {
namespace {

constexpr noodles::cbor::FieldEntry kMsgReadingsFields[] = {
    {"probe", noodles::cbor::ReadMember<&MsgReadings::probe>},
    {"span", noodles::cbor::ReadMember<&MsgReadings::span>},
    {"values", noodles::cbor::ReadNonEmptyMember<&MsgReadings::values>},
    {"raw", noodles::cbor::ReadMember<&MsgReadings::raw>,
     noodles::cbor::Presence::kOptional},
    {"extra", noodles::cbor::ReadMember<&MsgReadings::extra>,
     noodles::cbor::Presence::kOptional},
};

constexpr noodles::cbor::ObjectTable kMsgReadingsTable = {"MsgReadings",
                                                          kMsgReadingsFields};

constexpr noodles::cbor::FieldEntry kMsgHelloFields[] = {
    {"version", noodles::cbor::ReadMember<&MsgHello::version>},
};

constexpr noodles::cbor::ObjectTable kMsgHelloTable = {"MsgHello",
                                                       kMsgHelloFields};

}  // namespace

bool Read(noodles::cbor::Reader& reader, MsgReadings& value) {
  return noodles::cbor::ReadObject<kMsgReadingsTable>(reader, &value);
}

void Write(noodles::cbor::Writer& writer, const MsgReadings& value) {
  noodles::cbor::MapWriter map(writer, 3);
  map.Member("probe", value.probe);
  map.Member("span", value.span);
  map.Member("values", value.values);
  map.Optional("raw", value.raw);
  map.Optional("extra", value.extra);
  map.End();
}

bool Read(noodles::cbor::Reader& reader, MsgHello& value) {
  return noodles::cbor::ReadObject<kMsgHelloTable>(reader, &value);
}

void Write(noodles::cbor::Writer& writer, const MsgHello& value) {
  noodles::cbor::MapWriter map(writer, 1);
  map.Member("version", value.version);
  map.End();
}

}  // namespace station
