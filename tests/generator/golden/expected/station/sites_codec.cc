// Generated from station.cddl, station.bindings.toml; changes belong there.
#include "station/sites_codec.h"

#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"

namespace station {
namespace {

constexpr noodles::cbor::FieldEntry kMsgSiteCreateFields[] = {
    {"id", noodles::cbor::ReadMember<&MsgSiteCreate::id>},
    {"name", noodles::cbor::ReadMember<&MsgSiteCreate::content, &Site::name>},
};

constexpr noodles::cbor::ObjectTable kMsgSiteCreateTable = {
    "MsgSiteCreate", kMsgSiteCreateFields};

constexpr noodles::cbor::FieldEntry kMsgSiteDeleteFields[] = {
    {"id", noodles::cbor::ReadMember<&MsgSiteDelete::id>},
};

constexpr noodles::cbor::ObjectTable kMsgSiteDeleteTable = {
    "MsgSiteDelete", kMsgSiteDeleteFields};

}  // namespace

bool Read(noodles::cbor::Reader& reader, MsgSiteCreate& message) {
  return noodles::cbor::ReadObject(reader, kMsgSiteCreateTable, &message);
}

void Write(noodles::cbor::Writer& writer, const MsgSiteCreate& message) {
  WriteCreate(writer, message.id, message.content);
}

void WriteCreate(noodles::cbor::Writer& writer, SiteID id, const Site& value) {
  writer.WriteMapHead(2);
  noodles::cbor::WriteMember(writer, "id", id);
  noodles::cbor::WriteMember(writer, "name", value.name);
}

bool Read(noodles::cbor::Reader& reader, MsgSiteDelete& message) {
  return noodles::cbor::ReadObject(reader, kMsgSiteDeleteTable, &message);
}

void Write(noodles::cbor::Writer& writer, const MsgSiteDelete& message) {
  writer.WriteMapHead(1);
  noodles::cbor::WriteMember(writer, "id", message.id);
}

}  // namespace station
