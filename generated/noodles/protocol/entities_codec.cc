// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/entities_codec.h"

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
  writer.WriteMapHead(4);
  cbor::WriteMember(writer, "txt", value.txt);
  cbor::WriteMember(writer, "font", value.font);
  cbor::WriteMember(writer, "height", value.height);
  cbor::WriteMember(writer, "width", value.width);
}

bool Read(cbor::Reader& reader, WebRepresentation& value) {
  return cbor::ReadObject<kWebRepresentationTable>(reader, &value);
}

void Write(cbor::Writer& writer, const WebRepresentation& value) {
  writer.WriteMapHead(3);
  cbor::WriteMember(writer, "source", value.source);
  cbor::WriteMember(writer, "height", value.height);
  cbor::WriteMember(writer, "width", value.width);
}

bool Read(cbor::Reader& reader, InstanceSource& value) {
  return cbor::ReadObject<kInstanceSourceTable>(reader, &value);
}

void Write(cbor::Writer& writer, const InstanceSource& value) {
  writer.WriteMapHead(2 + value.bb.has_value());
  cbor::WriteMember(writer, "view", value.view);
  cbor::WriteMember(writer, "stride", value.stride);
  if (value.bb) {
    cbor::WriteMember(writer, "bb", *value.bb);
  }
}

bool Read(cbor::Reader& reader, RenderRepresentation& value) {
  return cbor::ReadObject<kRenderRepresentationTable>(reader, &value);
}

void Write(cbor::Writer& writer, const RenderRepresentation& value) {
  writer.WriteMapHead(1 + value.instances.has_value());
  cbor::WriteMember(writer, "mesh", value.mesh);
  if (value.instances) {
    cbor::WriteMember(writer, "instances", *value.instances);
  }
}

bool Read(cbor::Reader& reader, MsgEntityCreate& message) {
  return cbor::ReadObject<kMsgEntityCreateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgEntityCreate& message) {
  WriteCreate(writer, message.id, message.content);
}

void WriteCreate(cbor::Writer& writer, EntityID id, const Entity& value) {
  cbor::WriteHeadAndId(
      writer,
      2 + value.name.has_value() + value.parent.has_value() +
          value.transform.has_value() + (value.representation.index() != 0) +
          !value.lights.empty() + !value.tables.empty() + !value.plots.empty() +
          !value.tags.empty() + !value.methods_list.empty() +
          !value.signals_list.empty() + !value.physics.empty() +
          value.influence.has_value(),
      id);
  if (value.name) {
    cbor::WriteMember(writer, "name", *value.name);
  }
  if (value.parent) {
    cbor::WriteMember(writer, "parent", *value.parent);
  }
  if (value.transform) {
    cbor::WriteMember(writer, "transform", *value.transform);
  }
  if (const auto* text_rep = std::get_if<1>(&value.representation)) {
    cbor::WriteMember(writer, "text_rep", *text_rep);
  }
  if (const auto* web_rep = std::get_if<2>(&value.representation)) {
    cbor::WriteMember(writer, "web_rep", *web_rep);
  }
  if (const auto* render_rep = std::get_if<3>(&value.representation)) {
    cbor::WriteMember(writer, "render_rep", *render_rep);
  }
  if (!value.lights.empty()) {
    cbor::WriteMember(writer, "lights", value.lights);
  }
  if (!value.tables.empty()) {
    cbor::WriteMember(writer, "tables", value.tables);
  }
  if (!value.plots.empty()) {
    cbor::WriteMember(writer, "plots", value.plots);
  }
  if (!value.tags.empty()) {
    cbor::WriteMember(writer, "tags", value.tags);
  }
  if (!value.methods_list.empty()) {
    cbor::WriteMember(writer, "methods_list", value.methods_list);
  }
  if (!value.signals_list.empty()) {
    cbor::WriteMember(writer, "signals_list", value.signals_list);
  }
  if (!value.physics.empty()) {
    cbor::WriteMember(writer, "physics", value.physics);
  }
  if (value.influence) {
    cbor::WriteMember(writer, "influence", *value.influence);
  }
  cbor::WriteMember(writer, "visible", value.visible);
}

bool Read(cbor::Reader& reader, MsgEntityUpdate& message) {
  return cbor::ReadObject<kMsgEntityUpdateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgEntityUpdate& message) {
  WriteUpdate(writer, message.id, message.content);
}

void WriteUpdate(cbor::Writer& writer, EntityID id, const EntityUpdate& value) {
  cbor::WriteHeadAndId(
      writer,
      1 + value.parent.has_value() + value.transform.has_value() +
          (value.representation.index() != 0) + value.lights.has_value() +
          value.tables.has_value() + value.plots.has_value() +
          value.tags.has_value() + value.methods_list.has_value() +
          value.signals_list.has_value() + value.physics.has_value() +
          value.influence.has_value() + value.visible.has_value(),
      id);
  if (value.parent) {
    cbor::WriteMember(writer, "parent", *value.parent);
  }
  if (value.transform) {
    cbor::WriteMember(writer, "transform", *value.transform);
  }
  if (const auto* null_rep = std::get_if<1>(&value.representation)) {
    cbor::WriteMember(writer, "null_rep", *null_rep);
  }
  if (const auto* text_rep = std::get_if<2>(&value.representation)) {
    cbor::WriteMember(writer, "text_rep", *text_rep);
  }
  if (const auto* web_rep = std::get_if<3>(&value.representation)) {
    cbor::WriteMember(writer, "web_rep", *web_rep);
  }
  if (const auto* render_rep = std::get_if<4>(&value.representation)) {
    cbor::WriteMember(writer, "render_rep", *render_rep);
  }
  if (value.lights) {
    cbor::WriteMember(writer, "lights", *value.lights);
  }
  if (value.tables) {
    cbor::WriteMember(writer, "tables", *value.tables);
  }
  if (value.plots) {
    cbor::WriteMember(writer, "plots", *value.plots);
  }
  if (value.tags) {
    cbor::WriteMember(writer, "tags", *value.tags);
  }
  if (value.methods_list) {
    cbor::WriteMember(writer, "methods_list", *value.methods_list);
  }
  if (value.signals_list) {
    cbor::WriteMember(writer, "signals_list", *value.signals_list);
  }
  if (value.physics) {
    cbor::WriteMember(writer, "physics", *value.physics);
  }
  if (value.influence) {
    cbor::WriteMember(writer, "influence", *value.influence);
  }
  if (value.visible) {
    cbor::WriteMember(writer, "visible", *value.visible);
  }
}

bool Read(cbor::Reader& reader, MsgEntityDelete& message) {
  return cbor::ReadObject<kMsgEntityDeleteTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgEntityDelete& message) {
  cbor::WriteHeadAndId(writer, 1, message.id);
}

}  // namespace noodles
