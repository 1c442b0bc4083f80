// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/textures_codec.h"

#include "noodles/cbor/map_writer.h"
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
  cbor::MapWriter map(writer, 2);
  map.Member("id", id);
  map.Optional("name", value.name);
  map.Member("image", value.image);
  map.Optional("sampler", value.sampler);
  map.End();
}

bool Read(cbor::Reader& reader, MsgTextureDelete& message) {
  return cbor::ReadObject<kMsgTextureDeleteTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgTextureDelete& message) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", message.id);
  map.End();
}

}  // namespace noodles
