// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/physics_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kStreamFlowAttributeFields[] = {
    {"name", cbor::ReadMember<&StreamFlowAttribute::name>},
    {"data_type", cbor::ReadMember<&StreamFlowAttribute::data_type>},
    {"data_bounds", cbor::ReadMember<&StreamFlowAttribute::data_bounds>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kStreamFlowAttributeTable = {
    "StreamFlowAttribute", kStreamFlowAttributeFields};

constexpr cbor::FieldEntry kStreamFlowHeaderFields[] = {
    {"line_count", cbor::ReadMember<&StreamFlowHeader::line_count>},
    {"attributes", cbor::ReadMember<&StreamFlowHeader::attributes>},
};

constexpr cbor::ObjectTable kStreamFlowHeaderTable = {"StreamFlowHeader",
                                                      kStreamFlowHeaderFields};

constexpr cbor::FieldEntry kStreamFlowFields[] = {
    {"header", cbor::ReadMember<&StreamFlow::header>},
    {"data", cbor::ReadMember<&StreamFlow::data>},
    {"offset", cbor::ReadMember<&StreamFlow::offset>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kStreamFlowTable = {"StreamFlow",
                                                kStreamFlowFields};

constexpr cbor::FieldEntry kMsgPhysicsCreateFields[] = {
    {"id", cbor::ReadMember<&MsgPhysicsCreate::id>},
    {"name", cbor::ReadMember<&MsgPhysicsCreate::content, &Physics::name>,
     cbor::Presence::kOptional},
    {"type", cbor::ReadMember<&MsgPhysicsCreate::content, &Physics::type>},
    {"stream_flow",
     cbor::ReadMember<&MsgPhysicsCreate::content, &Physics::stream_flow>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kMsgPhysicsCreateTable = {"MsgPhysicsCreate",
                                                      kMsgPhysicsCreateFields};

constexpr cbor::FieldEntry kMsgPhysicsDeleteFields[] = {
    {"id", cbor::ReadMember<&MsgPhysicsDelete::id>},
};

constexpr cbor::ObjectTable kMsgPhysicsDeleteTable = {"MsgPhysicsDelete",
                                                      kMsgPhysicsDeleteFields};

}  // namespace

bool Read(cbor::Reader& reader, StreamFlowFormat& value) {
  return cbor::ReadEnumeration(reader, value, "\"F32\"");
}

void Write(cbor::Writer& writer, StreamFlowFormat value) {
  writer.WriteText(ToString(value));
}

bool Read(cbor::Reader& reader, PhysicsType& value) {
  return cbor::ReadEnumeration(reader, value, "\"STREAMFLOW\"");
}

void Write(cbor::Writer& writer, PhysicsType value) {
  writer.WriteText(ToString(value));
}

bool Read(cbor::Reader& reader, TextBounds& value) {
  return cbor::ReadArray(reader, value.lower, value.upper);
}

void Write(cbor::Writer& writer, const TextBounds& value) {
  writer.WriteArrayHead(2);
  Write(writer, value.lower);
  Write(writer, value.upper);
}

bool Read(cbor::Reader& reader, StreamFlowAttribute& value) {
  return cbor::ReadObject<kStreamFlowAttributeTable>(reader, &value);
}

void Write(cbor::Writer& writer, const StreamFlowAttribute& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("name", value.name);
  map.Member("data_type", value.data_type);
  map.Optional("data_bounds", value.data_bounds);
  map.End();
}

bool Read(cbor::Reader& reader, StreamFlowHeader& value) {
  return cbor::ReadObject<kStreamFlowHeaderTable>(reader, &value);
}

void Write(cbor::Writer& writer, const StreamFlowHeader& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("line_count", value.line_count);
  map.Member("attributes", value.attributes);
  map.End();
}

bool Read(cbor::Reader& reader, StreamFlow& value) {
  return cbor::ReadObject<kStreamFlowTable>(reader, &value);
}

void Write(cbor::Writer& writer, const StreamFlow& value) {
  cbor::MapWriter map(writer, 3);
  map.Member("header", value.header);
  map.Member("data", value.data);
  map.Member("offset", value.offset);
  map.End();
}

bool Read(cbor::Reader& reader, MsgPhysicsCreate& message) {
  return cbor::ReadObject<kMsgPhysicsCreateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgPhysicsCreate& message) {
  WriteCreate(writer, message.id, message.content);
}

void WriteCreate(cbor::Writer& writer, PhysicsID id, const Physics& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("id", id);
  map.Optional("name", value.name);
  map.Member("type", value.type);
  map.Optional("stream_flow", value.stream_flow);
  map.End();
}

bool Read(cbor::Reader& reader, MsgPhysicsDelete& message) {
  return cbor::ReadObject<kMsgPhysicsDeleteTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgPhysicsDelete& message) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", message.id);
  map.End();
}

}  // namespace noodles
