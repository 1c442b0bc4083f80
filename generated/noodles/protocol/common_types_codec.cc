// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/common_types_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kBoundingBoxFields[] = {
    {"min", cbor::ReadMember<&BoundingBox::min>},
    {"max", cbor::ReadMember<&BoundingBox::max>},
};

constexpr cbor::ObjectTable kBoundingBoxTable = {"BoundingBox",
                                                 kBoundingBoxFields};

constexpr cbor::FieldEntry kInvokeIDTypeFields[] = {
    {"entity", cbor::ReadAlternative<0, &InvokeIDType::target>,
     cbor::Presence::kOptional, 1},
    {"table", cbor::ReadAlternative<1, &InvokeIDType::target>,
     cbor::Presence::kOptional, 1},
    {"plot", cbor::ReadAlternative<2, &InvokeIDType::target>,
     cbor::Presence::kOptional, 1},
};

constexpr cbor::OneOfEntry kInvokeIDTypeOneOfs[] = {
    {"entity, table or plot", true},
};

constexpr cbor::ObjectTable kInvokeIDTypeTable = {
    "InvokeIDType", kInvokeIDTypeFields, kInvokeIDTypeOneOfs};

constexpr cbor::FieldEntry kMethodArgFields[] = {
    {"name", cbor::ReadMember<&MethodArg::name>},
    {"doc", cbor::ReadMember<&MethodArg::doc>, cbor::Presence::kOptional},
    {"editor_hint", cbor::ReadMember<&MethodArg::editor_hint>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kMethodArgTable = {"MethodArg", kMethodArgFields};

constexpr cbor::FieldEntry kURIPartsFields[] = {
    {"scheme", cbor::ReadMember<&URIParts::scheme>},
    {"host", cbor::ReadMember<&URIParts::host>, cbor::Presence::kOptional},
    {"port", cbor::ReadNumberOrText<&URIParts::port>,
     cbor::Presence::kOptional},
    {"path", cbor::ReadMember<&URIParts::path>, cbor::Presence::kOptional},
    {"query", cbor::ReadMember<&URIParts::query>, cbor::Presence::kOptional},
    {"fragment", cbor::ReadMember<&URIParts::fragment>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kURIPartsTable = {"URIParts", kURIPartsFields};

constexpr cbor::FieldEntry kGeoAnchorFields[] = {
    {"latitude", cbor::ReadMember<&GeoAnchor::latitude>},
    {"longitude", cbor::ReadMember<&GeoAnchor::longitude>},
    {"altitude", cbor::ReadMember<&GeoAnchor::altitude>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kGeoAnchorTable = {"GeoAnchor", kGeoAnchorFields};

constexpr cbor::FieldEntry kQRAnchorFields[] = {
    {"identity", cbor::ReadMember<&QRAnchor::identity>},
};

constexpr cbor::ObjectTable kQRAnchorTable = {"QRAnchor", kQRAnchorFields};

constexpr cbor::FieldEntry kWorldCoordFields[] = {
    {"position", cbor::ReadMember<&WorldCoord::position>,
     cbor::Presence::kOptional},
    {"rotation", cbor::ReadMember<&WorldCoord::rotation>,
     cbor::Presence::kOptional},
    {"scale", cbor::ReadMember<&WorldCoord::scale>, cbor::Presence::kOptional},
    {"geo", cbor::ReadAlternative<1, &WorldCoord::anchor>,
     cbor::Presence::kOptional, 1},
    {"qr", cbor::ReadAlternative<2, &WorldCoord::anchor>,
     cbor::Presence::kOptional, 1},
};

constexpr cbor::OneOfEntry kWorldCoordOneOfs[] = {
    {"geo or qr", false},
};

constexpr cbor::ObjectTable kWorldCoordTable = {"WorldCoord", kWorldCoordFields,
                                                kWorldCoordOneOfs};

}  // namespace

bool Read(cbor::Reader& reader, Format& value) {
  return cbor::ReadEnumeration(reader, value,
                               "\"U8\", \"U16\", \"U32\", \"U8VEC4\", "
                               "\"U16VEC2\", \"VEC2\", \"VEC3\", \"VEC4\", "
                               "\"MAT3\" or \"MAT4\"");
}

void Write(cbor::Writer& writer, Format value) {
  writer.WriteText(ToString(value));
}

bool Read(cbor::Reader& reader, BoundingBox& value) {
  return cbor::ReadObject<kBoundingBoxTable>(reader, &value);
}

void Write(cbor::Writer& writer, const BoundingBox& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("min", value.min);
  map.Member("max", value.max);
  map.End();
}

bool Read(cbor::Reader& reader, InvokeIDType& value) {
  return cbor::ReadObject<kInvokeIDTypeTable>(reader, &value);
}

void Write(cbor::Writer& writer, const InvokeIDType& value) {
  cbor::MapWriter map(writer, 0);
  map.OneOf(value.target, "entity", "table", "plot");
  map.End();
}

bool Read(cbor::Reader& reader, MethodArg& value) {
  return cbor::ReadObject<kMethodArgTable>(reader, &value);
}

void Write(cbor::Writer& writer, const MethodArg& value) {
  cbor::MapWriter map(writer, 1);
  map.Member("name", value.name);
  map.Optional("doc", value.doc);
  map.Optional("editor_hint", value.editor_hint);
  map.End();
}

bool Read(cbor::Reader& reader, URIParts& value) {
  return cbor::ReadObject<kURIPartsTable>(reader, &value);
}

void Write(cbor::Writer& writer, const URIParts& value) {
  cbor::MapWriter map(writer, 1);
  map.Member("scheme", value.scheme);
  map.Optional("host", value.host);
  map.Optional("port", value.port);
  map.Optional("path", value.path);
  map.Optional("query", value.query);
  map.Optional("fragment", value.fragment);
  map.End();
}

bool Read(cbor::Reader& reader, GeoAnchor& value) {
  return cbor::ReadObject<kGeoAnchorTable>(reader, &value);
}

void Write(cbor::Writer& writer, const GeoAnchor& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("latitude", value.latitude);
  map.Member("longitude", value.longitude);
  map.Optional("altitude", value.altitude);
  map.End();
}

bool Read(cbor::Reader& reader, QRAnchor& value) {
  return cbor::ReadObject<kQRAnchorTable>(reader, &value);
}

void Write(cbor::Writer& writer, const QRAnchor& value) {
  cbor::MapWriter map(writer, 1);
  map.Member("identity", value.identity);
  map.End();
}

bool Read(cbor::Reader& reader, WorldCoord& value) {
  return cbor::ReadObject<kWorldCoordTable>(reader, &value);
}

void Write(cbor::Writer& writer, const WorldCoord& value) {
  cbor::MapWriter map(writer, 0);
  map.Optional("position", value.position);
  map.Optional("rotation", value.rotation);
  map.Optional("scale", value.scale);
  map.OneOf(value.anchor, "geo", "qr");
  map.End();
}

}  // namespace noodles
