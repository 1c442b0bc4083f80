// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/textures_codec.h"

#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kMsgTextureCreateFields[] = {
    {"id", cbor::ReadMember<&MsgTextureCreate::id>},
    {"name", cbor::ReadMember<&MsgTextureCreate::content, &Texture::name>,
     cbor::Presence::kOptional},
    {"image", cbor::ReadMember<&MsgTextureCreate::content, &Texture::image>},
    {"sampler", cbor::ReadMember<&MsgTextureCreate::content, &Texture::sampler>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kMsgTextureCreateTable = {"MsgTextureCreate",
                                                      kMsgTextureCreateFields};

constexpr cbor::FieldEntry kMsgTextureDeleteFields[] = {
    {"id", cbor::ReadMember<&MsgTextureDelete::id>},
};

constexpr cbor::ObjectTable kMsgTextureDeleteTable = {"MsgTextureDelete",
                                                      kMsgTextureDeleteFields};

}  // namespace

bool Read(cbor::Reader& reader, MsgTextureCreate& message) {
  return cbor::ReadObject<kMsgTextureCreateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgTextureCreate& message) {
  WriteCreate(writer, message.id, message.content);
}

void WriteCreate(cbor::Writer& writer, TextureID id, const Texture& value) {
  cbor::WriteHeadAndId(
      writer, 2 + value.name.has_value() + value.sampler.has_value(), id);
  if (value.name) {
    cbor::WriteMember(writer, "name", *value.name);
  }
  cbor::WriteMember(writer, "image", value.image);
  if (value.sampler) {
    cbor::WriteMember(writer, "sampler", *value.sampler);
  }
}

bool Read(cbor::Reader& reader, MsgTextureDelete& message) {
  return cbor::ReadObject<kMsgTextureDeleteTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgTextureDelete& message) {
  cbor::WriteHeadAndId(writer, 1, message.id);
}

}  // namespace noodles
