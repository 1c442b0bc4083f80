// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/materials_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"
#include "noodles/protocol/common_types_codec.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kTextureRefFields[] = {
    {"texture", cbor::ReadMember<&TextureRef::texture>},
    {"transform", cbor::ReadMember<&TextureRef::transform>,
     cbor::Presence::kOptional},
    {"texture_coord_slot", cbor::ReadMember<&TextureRef::texture_coord_slot>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kTextureRefTable = {"TextureRef",
                                                kTextureRefFields};

constexpr cbor::FieldEntry kPBRInfoFields[] = {
    {"base_color", cbor::ReadMember<&PBRInfo::base_color>,
     cbor::Presence::kOptional},
    {"base_color_texture", cbor::ReadMember<&PBRInfo::base_color_texture>,
     cbor::Presence::kOptional},
    {"metallic", cbor::ReadMember<&PBRInfo::metallic>,
     cbor::Presence::kOptional},
    {"roughness", cbor::ReadMember<&PBRInfo::roughness>,
     cbor::Presence::kOptional},
    {"metal_rough_texture", cbor::ReadMember<&PBRInfo::metal_rough_texture>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kPBRInfoTable = {"PBRInfo", kPBRInfoFields};

constexpr cbor::FieldEntry kMsgMaterialCreateFields[] = {
    {"id", cbor::ReadMember<&MsgMaterialCreate::id>},
    {"name", cbor::ReadMember<&MsgMaterialCreate::content, &Material::name>,
     cbor::Presence::kOptional},
    {"pbr_info",
     cbor::ReadMember<&MsgMaterialCreate::content, &Material::pbr_info>,
     cbor::Presence::kOptional},
    {"normal_texture",
     cbor::ReadMember<&MsgMaterialCreate::content, &Material::normal_texture>,
     cbor::Presence::kOptional},
    {"occlusion_texture",
     cbor::ReadMember<&MsgMaterialCreate::content,
                      &Material::occlusion_texture>,
     cbor::Presence::kOptional},
    {"occlusion_texture_factor",
     cbor::ReadMember<&MsgMaterialCreate::content,
                      &Material::occlusion_texture_factor>,
     cbor::Presence::kOptional},
    {"emissive_texture",
     cbor::ReadMember<&MsgMaterialCreate::content, &Material::emissive_texture>,
     cbor::Presence::kOptional},
    {"emissive_factor",
     cbor::ReadMember<&MsgMaterialCreate::content, &Material::emissive_factor>,
     cbor::Presence::kOptional},
    {"use_alpha",
     cbor::ReadMember<&MsgMaterialCreate::content, &Material::use_alpha>,
     cbor::Presence::kOptional},
    {"alpha_cutoff",
     cbor::ReadMember<&MsgMaterialCreate::content, &Material::alpha_cutoff>,
     cbor::Presence::kOptional},
    {"double_sided",
     cbor::ReadMember<&MsgMaterialCreate::content, &Material::double_sided>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kMsgMaterialCreateTable = {
    "MsgMaterialCreate", kMsgMaterialCreateFields};

constexpr cbor::FieldEntry kMsgMaterialUpdateFields[] = {
    {"id", cbor::ReadMember<&MsgMaterialUpdate::id>},
    {"pbr_info",
     cbor::ReadMember<&MsgMaterialUpdate::content, &MaterialUpdate::pbr_info>,
     cbor::Presence::kOptional},
    {"normal_texture",
     cbor::ReadMember<&MsgMaterialUpdate::content,
                      &MaterialUpdate::normal_texture>,
     cbor::Presence::kOptional},
    {"occlusion_texture",
     cbor::ReadMember<&MsgMaterialUpdate::content,
                      &MaterialUpdate::occlusion_texture>,
     cbor::Presence::kOptional},
    {"occlusion_texture_factor",
     cbor::ReadMember<&MsgMaterialUpdate::content,
                      &MaterialUpdate::occlusion_texture_factor>,
     cbor::Presence::kOptional},
    {"emissive_texture",
     cbor::ReadMember<&MsgMaterialUpdate::content,
                      &MaterialUpdate::emissive_texture>,
     cbor::Presence::kOptional},
    {"emissive_factor",
     cbor::ReadMember<&MsgMaterialUpdate::content,
                      &MaterialUpdate::emissive_factor>,
     cbor::Presence::kOptional},
    {"use_alpha",
     cbor::ReadMember<&MsgMaterialUpdate::content, &MaterialUpdate::use_alpha>,
     cbor::Presence::kOptional},
    {"alpha_cutoff",
     cbor::ReadMember<&MsgMaterialUpdate::content,
                      &MaterialUpdate::alpha_cutoff>,
     cbor::Presence::kOptional},
    {"double_sided",
     cbor::ReadMember<&MsgMaterialUpdate::content,
                      &MaterialUpdate::double_sided>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kMsgMaterialUpdateTable = {
    "MsgMaterialUpdate", kMsgMaterialUpdateFields};

constexpr cbor::FieldEntry kMsgMaterialDeleteFields[] = {
    {"id", cbor::ReadMember<&MsgMaterialDelete::id>},
};

constexpr cbor::ObjectTable kMsgMaterialDeleteTable = {
    "MsgMaterialDelete", kMsgMaterialDeleteFields};

}  // namespace

bool Read(cbor::Reader& reader, TextureRef& value) {
  return cbor::ReadObject<kTextureRefTable>(reader, &value);
}

void Write(cbor::Writer& writer, const TextureRef& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("texture", value.texture);
  map.Optional("transform", value.transform);
  map.Member("texture_coord_slot", value.texture_coord_slot);
  map.End();
}

bool Read(cbor::Reader& reader, PBRInfo& value) {
  return cbor::ReadObject<kPBRInfoTable>(reader, &value);
}

void Write(cbor::Writer& writer, const PBRInfo& value) {
  cbor::MapWriter map(writer, 3);
  map.Member("base_color", value.base_color);
  map.Optional("base_color_texture", value.base_color_texture);
  map.Member("metallic", value.metallic);
  map.Member("roughness", value.roughness);
  map.Optional("metal_rough_texture", value.metal_rough_texture);
  map.End();
}

bool Read(cbor::Reader& reader, MsgMaterialCreate& message) {
  return cbor::ReadObject<kMsgMaterialCreateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgMaterialCreate& message) {
  WriteCreate(writer, message.id, message.content);
}

void WriteCreate(cbor::Writer& writer, MaterialID id, const Material& value) {
  cbor::MapWriter map(writer, 7);
  map.Member("id", id);
  map.Optional("name", value.name);
  map.Member("pbr_info", value.pbr_info);
  map.Optional("normal_texture", value.normal_texture);
  map.Optional("occlusion_texture", value.occlusion_texture);
  map.Member("occlusion_texture_factor", value.occlusion_texture_factor);
  map.Optional("emissive_texture", value.emissive_texture);
  map.Member("emissive_factor", value.emissive_factor);
  map.Member("use_alpha", value.use_alpha);
  map.Member("alpha_cutoff", value.alpha_cutoff);
  map.Member("double_sided", value.double_sided);
  map.End();
}

bool Read(cbor::Reader& reader, MsgMaterialUpdate& message) {
  return cbor::ReadObject<kMsgMaterialUpdateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgMaterialUpdate& message) {
  WriteUpdate(writer, message.id, message.content);
}

void WriteUpdate(cbor::Writer& writer, MaterialID id,
                 const MaterialUpdate& value) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", id);
  map.Optional("pbr_info", value.pbr_info);
  map.Optional("normal_texture", value.normal_texture);
  map.Optional("occlusion_texture", value.occlusion_texture);
  map.Optional("occlusion_texture_factor", value.occlusion_texture_factor);
  map.Optional("emissive_texture", value.emissive_texture);
  map.Optional("emissive_factor", value.emissive_factor);
  map.Optional("use_alpha", value.use_alpha);
  map.Optional("alpha_cutoff", value.alpha_cutoff);
  map.Optional("double_sided", value.double_sided);
  map.End();
}

bool Read(cbor::Reader& reader, MsgMaterialDelete& message) {
  return cbor::ReadObject<kMsgMaterialDeleteTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgMaterialDelete& message) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", message.id);
  map.End();
}

}  // namespace noodles
