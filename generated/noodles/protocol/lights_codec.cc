// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/lights_codec.h"

#include "noodles/cbor/map_writer.h"
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
  cbor::MapWriter map(writer, 1);
  map.Member("range", value.range);
  map.End();
}

bool Read(cbor::Reader& reader, SpotLight& value) {
  return cbor::ReadObject<kSpotLightTable>(reader, &value);
}

void Write(cbor::Writer& writer, const SpotLight& value) {
  cbor::MapWriter map(writer, 3);
  map.Member("range", value.range);
  map.Member("inner_cone_angle_rad", value.inner_cone_angle_rad);
  map.Member("outer_cone_angle_rad", value.outer_cone_angle_rad);
  map.End();
}

bool Read(cbor::Reader& reader, DirectionalLight& value) {
  return cbor::ReadObject<kDirectionalLightTable>(reader, &value);
}

void Write(cbor::Writer& writer, const DirectionalLight& value) {
  cbor::MapWriter map(writer, 1);
  map.Member("range", value.range);
  map.End();
}

bool Read(cbor::Reader& reader, MsgLightCreate& message) {
  return cbor::ReadObject<kMsgLightCreateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgLightCreate& message) {
  WriteCreate(writer, message.id, message.content);
}

void WriteCreate(cbor::Writer& writer, LightID id, const Light& value) {
  cbor::MapWriter map(writer, 3);
  map.Member("id", id);
  map.Optional("name", value.name);
  map.Member("color", value.color);
  map.Member("intensity", value.intensity);
  map.OneOf(value.type, "point", "spot", "directional");
  map.End();
}

bool Read(cbor::Reader& reader, MsgLightUpdate& message) {
  return cbor::ReadObject<kMsgLightUpdateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgLightUpdate& message) {
  WriteUpdate(writer, message.id, message.content);
}

void WriteUpdate(cbor::Writer& writer, LightID id, const LightUpdate& value) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", id);
  map.Optional("color", value.color);
  map.Optional("intensity", value.intensity);
  map.End();
}

bool Read(cbor::Reader& reader, MsgLightDelete& message) {
  return cbor::ReadObject<kMsgLightDeleteTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgLightDelete& message) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", message.id);
  map.End();
}

}  // namespace noodles
