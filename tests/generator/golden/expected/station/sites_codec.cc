// Generated from station.cddl, station.bindings.toml; changes belong there.
#include "station/sites_codec.h"

#include "noodles/cbor/map_writer.h"
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
  return noodles::cbor::ReadObject<kMsgSiteCreateTable>(reader, &message);
}

void Write(noodles::cbor::Writer& writer, const MsgSiteCreate& message) {
  WriteCreate(writer, message.id, message.content);
}

void WriteCreate(noodles::cbor::Writer& writer, SiteID id, const Site& value) {
  noodles::cbor::MapWriter map(writer, 2);
  map.Member("id", id);
  map.Member("name", value.name);
  map.End();
}

bool Read(noodles::cbor::Reader& reader, MsgSiteDelete& message) {
  return noodles::cbor::ReadObject<kMsgSiteDeleteTable>(reader, &message);
}

void Write(noodles::cbor::Writer& writer, const MsgSiteDelete& message) {
  noodles::cbor::MapWriter map(writer, 1);
  map.Member("id", message.id);
  map.End();
}

}  // namespace station
