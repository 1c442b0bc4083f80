// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/geometry_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"
#include "noodles/protocol/common_types_codec.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kAttributeFields[] = {
    {"view", cbor::ReadMember<&Attribute::view>},
    {"semantic", cbor::ReadMember<&Attribute::semantic>},
    {"channel", cbor::ReadMember<&Attribute::channel>,
     cbor::Presence::kOptional},
    {"offset", cbor::ReadMember<&Attribute::offset>, cbor::Presence::kOptional},
    {"stride", cbor::ReadMember<&Attribute::stride>, cbor::Presence::kOptional},
    {"format", cbor::ReadMember<&Attribute::format>},
    {"minimum_value", cbor::ReadMember<&Attribute::minimum_value>,
     cbor::Presence::kOptional},
    {"maximum_value", cbor::ReadMember<&Attribute::maximum_value>,
     cbor::Presence::kOptional},
    {"normalized", cbor::ReadMember<&Attribute::normalized>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kAttributeTable = {"Attribute", kAttributeFields};

constexpr cbor::FieldEntry kIndexFields[] = {
    {"view", cbor::ReadMember<&Index::view>},
    {"count", cbor::ReadMember<&Index::count>},
    {"offset", cbor::ReadMember<&Index::offset>, cbor::Presence::kOptional},
    {"stride", cbor::ReadMember<&Index::stride>, cbor::Presence::kOptional},
    {"format", cbor::ReadMember<&Index::format>},
};

constexpr cbor::ObjectTable kIndexTable = {"Index", kIndexFields};

constexpr cbor::FieldEntry kGeometryPatchFields[] = {
    {"attributes", cbor::ReadNonEmptyMember<&GeometryPatch::attributes>},
    {"vertex_count", cbor::ReadMember<&GeometryPatch::vertex_count>},
    {"indices", cbor::ReadMember<&GeometryPatch::indices>,
     cbor::Presence::kOptional},
    {"type", cbor::ReadMember<&GeometryPatch::type>},
    {"material", cbor::ReadMember<&GeometryPatch::material>},
};

constexpr cbor::ObjectTable kGeometryPatchTable = {"GeometryPatch",
                                                   kGeometryPatchFields};

constexpr cbor::FieldEntry kMsgGeometryCreateFields[] = {
    {"id", cbor::ReadMember<&MsgGeometryCreate::id>},
    {"name", cbor::ReadMember<&MsgGeometryCreate::content, &Geometry::name>,
     cbor::Presence::kOptional},
    {"patches",
     cbor::ReadNonEmptyMember<&MsgGeometryCreate::content, &Geometry::patches>},
};

constexpr cbor::ObjectTable kMsgGeometryCreateTable = {
    "MsgGeometryCreate", kMsgGeometryCreateFields};

constexpr cbor::FieldEntry kMsgGeometryDeleteFields[] = {
    {"id", cbor::ReadMember<&MsgGeometryDelete::id>},
};

constexpr cbor::ObjectTable kMsgGeometryDeleteTable = {
    "MsgGeometryDelete", kMsgGeometryDeleteFields};

}  // namespace

bool Read(cbor::Reader& reader, PrimitiveType& value) {
  return cbor::ReadEnumeration(
      reader, value,
      "\"POINTS\", \"LINES\", \"LINE_LOOP\", \"LINE_STRIP\", \"TRIANGLES\" or "
      "\"TRIANGLE_STRIP\"");
}

void Write(cbor::Writer& writer, PrimitiveType value) {
  writer.WriteText(ToString(value));
}

bool Read(cbor::Reader& reader, AttributeSemantic& value) {
  return cbor::ReadEnumeration(
      reader, value,
      "\"POSITION\", \"NORMAL\", \"TANGENT\", \"TEXTURE\" or \"COLOR\"");
}

void Write(cbor::Writer& writer, AttributeSemantic value) {
  writer.WriteText(ToString(value));
}

bool Read(cbor::Reader& reader, Attribute& value) {
  return cbor::ReadObject<kAttributeTable>(reader, &value);
}

void Write(cbor::Writer& writer, const Attribute& value) {
  cbor::MapWriter map(writer, 6);
  map.Member("view", value.view);
  map.Member("semantic", value.semantic);
  map.Optional("channel", value.channel);
  map.Member("offset", value.offset);
  map.Member("stride", value.stride);
  map.Member("format", value.format);
  map.Optional("minimum_value", value.minimum_value);
  map.Optional("maximum_value", value.maximum_value);
  map.Member("normalized", value.normalized);
  map.End();
}

bool Read(cbor::Reader& reader, Index& value) {
  return cbor::ReadObject<kIndexTable>(reader, &value);
}

void Write(cbor::Writer& writer, const Index& value) {
  cbor::MapWriter map(writer, 5);
  map.Member("view", value.view);
  map.Member("count", value.count);
  map.Member("offset", value.offset);
  map.Member("stride", value.stride);
  map.Member("format", value.format);
  map.End();
}

bool Read(cbor::Reader& reader, GeometryPatch& value) {
  return cbor::ReadObject<kGeometryPatchTable>(reader, &value);
}

void Write(cbor::Writer& writer, const GeometryPatch& value) {
  cbor::MapWriter map(writer, 4);
  map.Member("attributes", value.attributes);
  map.Member("vertex_count", value.vertex_count);
  map.Optional("indices", value.indices);
  map.Member("type", value.type);
  map.Member("material", value.material);
  map.End();
}

bool Read(cbor::Reader& reader, MsgGeometryCreate& message) {
  return cbor::ReadObject<kMsgGeometryCreateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgGeometryCreate& message) {
  WriteCreate(writer, message.id, message.content);
}

void WriteCreate(cbor::Writer& writer, GeometryID id, const Geometry& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("id", id);
  map.Optional("name", value.name);
  map.Member("patches", value.patches);
  map.End();
}

bool Read(cbor::Reader& reader, MsgGeometryDelete& message) {
  return cbor::ReadObject<kMsgGeometryDeleteTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgGeometryDelete& message) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", message.id);
  map.End();
}

}  // namespace noodles
