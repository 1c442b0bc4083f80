// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/common_types_codec.h"

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
  writer.WriteMapHead(2);
  cbor::WriteMember(writer, "min", value.min);
  cbor::WriteMember(writer, "max", value.max);
}

bool Read(cbor::Reader& reader, InvokeIDType& value) {
  return cbor::ReadObject<kInvokeIDTypeTable>(reader, &value);
}

void Write(cbor::Writer& writer, const InvokeIDType& value) {
  writer.WriteMapHead(1);
  if (const auto* entity = std::get_if<0>(&value.target)) {
    cbor::WriteMember(writer, "entity", *entity);
  }
  if (const auto* table = std::get_if<1>(&value.target)) {
    cbor::WriteMember(writer, "table", *table);
  }
  if (const auto* plot = std::get_if<2>(&value.target)) {
    cbor::WriteMember(writer, "plot", *plot);
  }
}

bool Read(cbor::Reader& reader, MethodArg& value) {
  return cbor::ReadObject<kMethodArgTable>(reader, &value);
}

void Write(cbor::Writer& writer, const MethodArg& value) {
  writer.WriteMapHead(1 + value.doc.has_value() +
                      value.editor_hint.has_value());
  cbor::WriteMember(writer, "name", value.name);
  if (value.doc) {
    cbor::WriteMember(writer, "doc", *value.doc);
  }
  if (value.editor_hint) {
    cbor::WriteMember(writer, "editor_hint", *value.editor_hint);
  }
}

bool Read(cbor::Reader& reader, URIParts& value) {
  return cbor::ReadObject<kURIPartsTable>(reader, &value);
}

void Write(cbor::Writer& writer, const URIParts& value) {
  writer.WriteMapHead(1 + value.host.has_value() + value.port.has_value() +
                      value.path.has_value() + value.query.has_value() +
                      value.fragment.has_value());
  cbor::WriteMember(writer, "scheme", value.scheme);
  if (value.host) {
    cbor::WriteMember(writer, "host", *value.host);
  }
  if (value.port) {
    cbor::WriteMember(writer, "port", *value.port);
  }
  if (value.path) {
    cbor::WriteMember(writer, "path", *value.path);
  }
  if (value.query) {
    cbor::WriteMember(writer, "query", *value.query);
  }
  if (value.fragment) {
    cbor::WriteMember(writer, "fragment", *value.fragment);
  }
}

bool Read(cbor::Reader& reader, GeoAnchor& value) {
  return cbor::ReadObject<kGeoAnchorTable>(reader, &value);
}

void Write(cbor::Writer& writer, const GeoAnchor& value) {
  writer.WriteMapHead(2 + value.altitude.has_value());
  cbor::WriteMember(writer, "latitude", value.latitude);
  cbor::WriteMember(writer, "longitude", value.longitude);
  if (value.altitude) {
    cbor::WriteMember(writer, "altitude", *value.altitude);
  }
}

bool Read(cbor::Reader& reader, QRAnchor& value) {
  return cbor::ReadObject<kQRAnchorTable>(reader, &value);
}

void Write(cbor::Writer& writer, const QRAnchor& value) {
  writer.WriteMapHead(1);
  cbor::WriteMember(writer, "identity", value.identity);
}

bool Read(cbor::Reader& reader, WorldCoord& value) {
  return cbor::ReadObject<kWorldCoordTable>(reader, &value);
}

void Write(cbor::Writer& writer, const WorldCoord& value) {
  writer.WriteMapHead(0 + value.position.has_value() +
                      value.rotation.has_value() + value.scale.has_value() +
                      (value.anchor.index() != 0));
  if (value.position) {
    cbor::WriteMember(writer, "position", *value.position);
  }
  if (value.rotation) {
    cbor::WriteMember(writer, "rotation", *value.rotation);
  }
  if (value.scale) {
    cbor::WriteMember(writer, "scale", *value.scale);
  }
  if (const auto* geo = std::get_if<1>(&value.anchor)) {
    cbor::WriteMember(writer, "geo", *geo);
  }
  if (const auto* qr = std::get_if<2>(&value.anchor)) {
    cbor::WriteMember(writer, "qr", *qr);
  }
}

}  // namespace noodles
