// Generated from station.cddl, station.bindings.toml; changes belong there.
#include "station/readings_codec.h"

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
  writer.WriteMapHead(3 + value.raw.has_value() + value.extra.has_value());
  noodles::cbor::WriteMember(writer, "probe", value.probe);
  noodles::cbor::WriteMember(writer, "span", value.span);
  noodles::cbor::WriteMember(writer, "values", value.values);
  if (value.raw) {
    noodles::cbor::WriteMember(writer, "raw", *value.raw);
  }
  if (value.extra) {
    noodles::cbor::WriteMember(writer, "extra", *value.extra);
  }
}

bool Read(noodles::cbor::Reader& reader, MsgHello& value) {
  return noodles::cbor::ReadObject<kMsgHelloTable>(reader, &value);
}

void Write(noodles::cbor::Writer& writer, const MsgHello& value) {
  writer.WriteMapHead(1);
  noodles::cbor::WriteMember(writer, "version", value.version);
}

}  // namespace station
