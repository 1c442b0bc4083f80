// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/entities_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"
#include "noodles/protocol/common_types_codec.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kTextRepresentationFields[] = {
    {"txt", cbor::ReadMember<&TextRepresentation::txt>},
    {"font", cbor::ReadMember<&TextRepresentation::font>,
     cbor::Presence::kOptional},
    {"height", cbor::ReadMember<&TextRepresentation::height>,
     cbor::Presence::kOptional},
    {"width", cbor::ReadMember<&TextRepresentation::width>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kTextRepresentationTable = {
    "TextRepresentation", kTextRepresentationFields};

constexpr cbor::FieldEntry kWebRepresentationFields[] = {
    {"source", cbor::ReadMember<&WebRepresentation::source>},
    {"height", cbor::ReadMember<&WebRepresentation::height>,
     cbor::Presence::kOptional},
    {"width", cbor::ReadMember<&WebRepresentation::width>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kWebRepresentationTable = {
    "WebRepresentation", kWebRepresentationFields};

constexpr cbor::FieldEntry kInstanceSourceFields[] = {
    {"view", cbor::ReadMember<&InstanceSource::view>},
    {"stride", cbor::ReadMember<&InstanceSource::stride>,
     cbor::Presence::kOptional},
    {"bb", cbor::ReadMember<&InstanceSource::bb>, cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kInstanceSourceTable = {"InstanceSource",
                                                    kInstanceSourceFields};

constexpr cbor::FieldEntry kRenderRepresentationFields[] = {
    {"mesh", cbor::ReadMember<&RenderRepresentation::mesh>},
    {"instances", cbor::ReadMember<&RenderRepresentation::instances>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kRenderRepresentationTable = {
    "RenderRepresentation", kRenderRepresentationFields};

constexpr cbor::FieldEntry kMsgEntityCreateFields[] = {
    {"id", cbor::ReadMember<&MsgEntityCreate::id>},
    {"name", cbor::ReadMember<&MsgEntityCreate::content, &Entity::name>,
     cbor::Presence::kOptional},
    {"parent", cbor::ReadMember<&MsgEntityCreate::content, &Entity::parent>,
     cbor::Presence::kOptional},
    {"transform",
     cbor::ReadMember<&MsgEntityCreate::content, &Entity::transform>,
     cbor::Presence::kOptional},
    {"text_rep",
     cbor::ReadAlternative<1, &MsgEntityCreate::content,
                           &Entity::representation>,
     cbor::Presence::kOptional, 1},
    {"web_rep",
     cbor::ReadAlternative<2, &MsgEntityCreate::content,
                           &Entity::representation>,
     cbor::Presence::kOptional, 1},
    {"render_rep",
     cbor::ReadAlternative<3, &MsgEntityCreate::content,
                           &Entity::representation>,
     cbor::Presence::kOptional, 1},
    {"lights", cbor::ReadMember<&MsgEntityCreate::content, &Entity::lights>,
     cbor::Presence::kOptional},
    {"tables", cbor::ReadMember<&MsgEntityCreate::content, &Entity::tables>,
     cbor::Presence::kOptional},
    {"plots", cbor::ReadMember<&MsgEntityCreate::content, &Entity::plots>,
     cbor::Presence::kOptional},
    {"tags", cbor::ReadMember<&MsgEntityCreate::content, &Entity::tags>,
     cbor::Presence::kOptional},
    {"methods_list",
     cbor::ReadMember<&MsgEntityCreate::content, &Entity::methods_list>,
     cbor::Presence::kOptional},
    {"signals_list",
     cbor::ReadMember<&MsgEntityCreate::content, &Entity::signals_list>,
     cbor::Presence::kOptional},
    {"physics", cbor::ReadMember<&MsgEntityCreate::content, &Entity::physics>,
     cbor::Presence::kOptional, 2},
    {"physics_list",
     cbor::ReadMember<&MsgEntityCreate::content, &Entity::physics>,
     cbor::Presence::kOptional, 2},
    {"influence",
     cbor::ReadMember<&MsgEntityCreate::content, &Entity::influence>,
     cbor::Presence::kOptional},
    {"visible", cbor::ReadMember<&MsgEntityCreate::content, &Entity::visible>,
     cbor::Presence::kOptional},
};

constexpr cbor::OneOfEntry kMsgEntityCreateOneOfs[] = {
    {"text_rep, web_rep or render_rep", false},
    {"physics or physics_list", false},
};

constexpr cbor::ObjectTable kMsgEntityCreateTable = {
    "MsgEntityCreate", kMsgEntityCreateFields, kMsgEntityCreateOneOfs};

constexpr cbor::FieldEntry kMsgEntityUpdateFields[] = {
    {"id", cbor::ReadMember<&MsgEntityUpdate::id>},
    {"parent",
     cbor::ReadMember<&MsgEntityUpdate::content, &EntityUpdate::parent>,
     cbor::Presence::kOptional},
    {"transform",
     cbor::ReadMember<&MsgEntityUpdate::content, &EntityUpdate::transform>,
     cbor::Presence::kOptional},
    {"null_rep",
     cbor::ReadAlternative<1, &MsgEntityUpdate::content,
                           &EntityUpdate::representation>,
     cbor::Presence::kOptionalNullable, 1},
    {"text_rep",
     cbor::ReadAlternative<2, &MsgEntityUpdate::content,
                           &EntityUpdate::representation>,
     cbor::Presence::kOptional, 1},
    {"web_rep",
     cbor::ReadAlternative<3, &MsgEntityUpdate::content,
                           &EntityUpdate::representation>,
     cbor::Presence::kOptional, 1},
    {"render_rep",
     cbor::ReadAlternative<4, &MsgEntityUpdate::content,
                           &EntityUpdate::representation>,
     cbor::Presence::kOptional, 1},
    {"lights",
     cbor::ReadMember<&MsgEntityUpdate::content, &EntityUpdate::lights>,
     cbor::Presence::kOptional},
    {"tables",
     cbor::ReadMember<&MsgEntityUpdate::content, &EntityUpdate::tables>,
     cbor::Presence::kOptional},
    {"plots", cbor::ReadMember<&MsgEntityUpdate::content, &EntityUpdate::plots>,
     cbor::Presence::kOptional},
    {"tags", cbor::ReadMember<&MsgEntityUpdate::content, &EntityUpdate::tags>,
     cbor::Presence::kOptional},
    {"methods_list",
     cbor::ReadMember<&MsgEntityUpdate::content, &EntityUpdate::methods_list>,
     cbor::Presence::kOptional},
    {"signals_list",
     cbor::ReadMember<&MsgEntityUpdate::content, &EntityUpdate::signals_list>,
     cbor::Presence::kOptional},
    {"physics",
     cbor::ReadMember<&MsgEntityUpdate::content, &EntityUpdate::physics>,
     cbor::Presence::kOptional, 2},
    {"physics_list",
     cbor::ReadMember<&MsgEntityUpdate::content, &EntityUpdate::physics>,
     cbor::Presence::kOptional, 2},
    {"influence",
     cbor::ReadMember<&MsgEntityUpdate::content, &EntityUpdate::influence>,
     cbor::Presence::kOptional},
    {"visible",
     cbor::ReadMember<&MsgEntityUpdate::content, &EntityUpdate::visible>,
     cbor::Presence::kOptional},
};

constexpr cbor::OneOfEntry kMsgEntityUpdateOneOfs[] = {
    {"null_rep, text_rep, web_rep or render_rep", false},
    {"physics or physics_list", false},
};

constexpr cbor::ObjectTable kMsgEntityUpdateTable = {
    "MsgEntityUpdate", kMsgEntityUpdateFields, kMsgEntityUpdateOneOfs};

constexpr cbor::FieldEntry kMsgEntityDeleteFields[] = {
    {"id", cbor::ReadMember<&MsgEntityDelete::id>},
};

constexpr cbor::ObjectTable kMsgEntityDeleteTable = {"MsgEntityDelete",
                                                     kMsgEntityDeleteFields};

}  // namespace

bool Read(cbor::Reader& reader, NullRepresentation&) { return reader.Skip(); }

// Any value does; Explorer drops all but floats.
void Write(cbor::Writer& writer, const NullRepresentation&) {
  writer.WriteFloat(1.0f);
}

bool Read(cbor::Reader& reader, TextRepresentation& value) {
  return cbor::ReadObject<kTextRepresentationTable>(reader, &value);
}

void Write(cbor::Writer& writer, const TextRepresentation& value) {
  cbor::MapWriter map(writer, 4);
  map.Member("txt", value.txt);
  map.Member("font", value.font);
  map.Member("height", value.height);
  map.Member("width", value.width);
  map.End();
}

bool Read(cbor::Reader& reader, WebRepresentation& value) {
  return cbor::ReadObject<kWebRepresentationTable>(reader, &value);
}

void Write(cbor::Writer& writer, const WebRepresentation& value) {
  cbor::MapWriter map(writer, 3);
  map.Member("source", value.source);
  map.Member("height", value.height);
  map.Member("width", value.width);
  map.End();
}

bool Read(cbor::Reader& reader, InstanceSource& value) {
  return cbor::ReadObject<kInstanceSourceTable>(reader, &value);
}

void Write(cbor::Writer& writer, const InstanceSource& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("view", value.view);
  map.Member("stride", value.stride);
  map.Optional("bb", value.bb);
  map.End();
}

bool Read(cbor::Reader& reader, RenderRepresentation& value) {
  return cbor::ReadObject<kRenderRepresentationTable>(reader, &value);
}

void Write(cbor::Writer& writer, const RenderRepresentation& value) {
  cbor::MapWriter map(writer, 1);
  map.Member("mesh", value.mesh);
  map.Optional("instances", value.instances);
  map.End();
}

bool Read(cbor::Reader& reader, MsgEntityCreate& message) {
  return cbor::ReadObject<kMsgEntityCreateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgEntityCreate& message) {
  WriteCreate(writer, message.id, message.content);
}

void WriteCreate(cbor::Writer& writer, EntityID id, const Entity& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("id", id);
  map.Optional("name", value.name);
  map.Optional("parent", value.parent);
  map.Optional("transform", value.transform);
  map.OneOf(value.representation, "text_rep", "web_rep", "render_rep");
  map.Optional("lights", value.lights);
  map.Optional("tables", value.tables);
  map.Optional("plots", value.plots);
  map.Optional("tags", value.tags);
  map.Optional("methods_list", value.methods_list);
  map.Optional("signals_list", value.signals_list);
  map.Optional("physics", value.physics);
  map.Optional("influence", value.influence);
  map.Member("visible", value.visible);
  map.End();
}

bool Read(cbor::Reader& reader, MsgEntityUpdate& message) {
  return cbor::ReadObject<kMsgEntityUpdateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgEntityUpdate& message) {
  WriteUpdate(writer, message.id, message.content);
}

void WriteUpdate(cbor::Writer& writer, EntityID id, const EntityUpdate& value) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", id);
  map.Optional("parent", value.parent);
  map.Optional("transform", value.transform);
  map.OneOf(value.representation, "null_rep", "text_rep", "web_rep",
            "render_rep");
  map.Optional("lights", value.lights);
  map.Optional("tables", value.tables);
  map.Optional("plots", value.plots);
  map.Optional("tags", value.tags);
  map.Optional("methods_list", value.methods_list);
  map.Optional("signals_list", value.signals_list);
  map.Optional("physics", value.physics);
  map.Optional("influence", value.influence);
  map.Optional("visible", value.visible);
  map.End();
}

bool Read(cbor::Reader& reader, MsgEntityDelete& message) {
  return cbor::ReadObject<kMsgEntityDeleteTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgEntityDelete& message) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", message.id);
  map.End();
}

}  // namespace noodles
