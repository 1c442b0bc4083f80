// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/lights_codec.h"

#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"
#include "noodles/protocol/common_types_codec.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kPointLightFields[] = {
    {"range", cbor::ReadMember<&PointLight::range>, cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kPointLightTable = {"PointLight",
                                                kPointLightFields};

constexpr cbor::FieldEntry kSpotLightFields[] = {
    {"range", cbor::ReadMember<&SpotLight::range>, cbor::Presence::kOptional},
    {"inner_cone_angle_rad", cbor::ReadMember<&SpotLight::inner_cone_angle_rad>,
     cbor::Presence::kOptional},
    {"outer_cone_angle_rad", cbor::ReadMember<&SpotLight::outer_cone_angle_rad>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kSpotLightTable = {"SpotLight", kSpotLightFields};

constexpr cbor::FieldEntry kDirectionalLightFields[] = {
    {"range", cbor::ReadMember<&DirectionalLight::range>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kDirectionalLightTable = {"DirectionalLight",
                                                      kDirectionalLightFields};

constexpr cbor::FieldEntry kMsgLightCreateFields[] = {
    {"id", cbor::ReadMember<&MsgLightCreate::id>},
    {"name", cbor::ReadMember<&MsgLightCreate::content, &Light::name>,
     cbor::Presence::kOptional},
    {"color", cbor::ReadStartOfArray<&MsgLightCreate::content, &Light::color>,
     cbor::Presence::kOptional},
    {"intensity", cbor::ReadMember<&MsgLightCreate::content, &Light::intensity>,
     cbor::Presence::kOptional},
    {"point", cbor::ReadAlternative<0, &MsgLightCreate::content, &Light::type>,
     cbor::Presence::kOptional, 1},
    {"spot", cbor::ReadAlternative<1, &MsgLightCreate::content, &Light::type>,
     cbor::Presence::kOptional, 1},
    {"directional",
     cbor::ReadAlternative<2, &MsgLightCreate::content, &Light::type>,
     cbor::Presence::kOptional, 1},
};

constexpr cbor::OneOfEntry kMsgLightCreateOneOfs[] = {
    {"point, spot or directional", true},
};

constexpr cbor::ObjectTable kMsgLightCreateTable = {
    "MsgLightCreate", kMsgLightCreateFields, kMsgLightCreateOneOfs};

constexpr cbor::FieldEntry kMsgLightUpdateFields[] = {
    {"id", cbor::ReadMember<&MsgLightUpdate::id>},
    {"color",
     cbor::ReadStartOfArray<&MsgLightUpdate::content, &LightUpdate::color>,
     cbor::Presence::kOptional},
    {"intensity",
     cbor::ReadMember<&MsgLightUpdate::content, &LightUpdate::intensity>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kMsgLightUpdateTable = {"MsgLightUpdate",
                                                    kMsgLightUpdateFields};

constexpr cbor::FieldEntry kMsgLightDeleteFields[] = {
    {"id", cbor::ReadMember<&MsgLightDelete::id>},
};

constexpr cbor::ObjectTable kMsgLightDeleteTable = {"MsgLightDelete",
                                                    kMsgLightDeleteFields};

}  // namespace

bool Read(cbor::Reader& reader, PointLight& value) {
  return cbor::ReadObject<kPointLightTable>(reader, &value);
}

void Write(cbor::Writer& writer, const PointLight& value) {
  writer.WriteMapHead(1);
  cbor::WriteMember(writer, "range", value.range);
}

bool Read(cbor::Reader& reader, SpotLight& value) {
  return cbor::ReadObject<kSpotLightTable>(reader, &value);
}

void Write(cbor::Writer& writer, const SpotLight& value) {
  writer.WriteMapHead(3);
  cbor::WriteMember(writer, "range", value.range);
  cbor::WriteMember(writer, "inner_cone_angle_rad", value.inner_cone_angle_rad);
  cbor::WriteMember(writer, "outer_cone_angle_rad", value.outer_cone_angle_rad);
}

bool Read(cbor::Reader& reader, DirectionalLight& value) {
  return cbor::ReadObject<kDirectionalLightTable>(reader, &value);
}

void Write(cbor::Writer& writer, const DirectionalLight& value) {
  writer.WriteMapHead(1);
  cbor::WriteMember(writer, "range", value.range);
}

bool Read(cbor::Reader& reader, MsgLightCreate& message) {
  return cbor::ReadObject<kMsgLightCreateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgLightCreate& message) {
  WriteCreate(writer, message.id, message.content);
}

void WriteCreate(cbor::Writer& writer, LightID id, const Light& value) {
  cbor::WriteHeadAndId(writer, 4 + value.name.has_value(), id);
  if (value.name) {
    cbor::WriteMember(writer, "name", *value.name);
  }
  cbor::WriteMember(writer, "color", value.color);
  cbor::WriteMember(writer, "intensity", value.intensity);
  if (const auto* point = std::get_if<0>(&value.type)) {
    cbor::WriteMember(writer, "point", *point);
  }
  if (const auto* spot = std::get_if<1>(&value.type)) {
    cbor::WriteMember(writer, "spot", *spot);
  }
  if (const auto* directional = std::get_if<2>(&value.type)) {
    cbor::WriteMember(writer, "directional", *directional);
  }
}

bool Read(cbor::Reader& reader, MsgLightUpdate& message) {
  return cbor::ReadObject<kMsgLightUpdateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgLightUpdate& message) {
  WriteUpdate(writer, message.id, message.content);
}

void WriteUpdate(cbor::Writer& writer, LightID id, const LightUpdate& value) {
  cbor::WriteHeadAndId(
      writer, 1 + value.color.has_value() + value.intensity.has_value(), id);
  if (value.color) {
    cbor::WriteMember(writer, "color", *value.color);
  }
  if (value.intensity) {
    cbor::WriteMember(writer, "intensity", *value.intensity);
  }
}

bool Read(cbor::Reader& reader, MsgLightDelete& message) {
  return cbor::ReadObject<kMsgLightDeleteTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgLightDelete& message) {
  cbor::WriteHeadAndId(writer, 1, message.id);
}

}  // namespace noodles
