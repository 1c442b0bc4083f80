// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/samplers_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kMsgSamplerCreateFields[] = {
    {"id", cbor::ReadMember<&MsgSamplerCreate::id>},
    {"name", cbor::ReadMember<&MsgSamplerCreate::content, &Sampler::name>,
     cbor::Presence::kOptional},
    {"mag_filter",
     cbor::ReadMember<&MsgSamplerCreate::content, &Sampler::mag_filter>,
     cbor::Presence::kOptional},
    {"min_filter",
     cbor::ReadMember<&MsgSamplerCreate::content, &Sampler::min_filter>,
     cbor::Presence::kOptional},
    {"wrap_s", cbor::ReadMember<&MsgSamplerCreate::content, &Sampler::wrap_s>,
     cbor::Presence::kOptional},
    {"wrap_t", cbor::ReadMember<&MsgSamplerCreate::content, &Sampler::wrap_t>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kMsgSamplerCreateTable = {"MsgSamplerCreate",
                                                      kMsgSamplerCreateFields};

constexpr cbor::FieldEntry kMsgSamplerDeleteFields[] = {
    {"id", cbor::ReadMember<&MsgSamplerDelete::id>},
};

constexpr cbor::ObjectTable kMsgSamplerDeleteTable = {"MsgSamplerDelete",
                                                      kMsgSamplerDeleteFields};

}  // namespace

bool Read(cbor::Reader& reader, MagFilter& value) {
  return cbor::ReadEnumeration(reader, value, "\"NEAREST\" or \"LINEAR\"");
}

void Write(cbor::Writer& writer, MagFilter value) {
  writer.WriteText(ToString(value));
}

bool Read(cbor::Reader& reader, MinFilter& value) {
  return cbor::ReadEnumeration(
      reader, value, "\"NEAREST\", \"LINEAR\" or \"LINEAR_MIPMAP_LINEAR\"");
}

void Write(cbor::Writer& writer, MinFilter value) {
  writer.WriteText(ToString(value));
}

bool Read(cbor::Reader& reader, SamplerMode& value) {
  return cbor::ReadEnumeration(
      reader, value, "\"CLAMP_TO_EDGE\", \"MIRRORED_REPEAT\" or \"REPEAT\"");
}

void Write(cbor::Writer& writer, SamplerMode value) {
  writer.WriteText(ToString(value));
}

bool Read(cbor::Reader& reader, MsgSamplerCreate& message) {
  return cbor::ReadObject<kMsgSamplerCreateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgSamplerCreate& message) {
  WriteCreate(writer, message.id, message.content);
}

void WriteCreate(cbor::Writer& writer, SamplerID id, const Sampler& value) {
  cbor::MapWriter map(writer, 5);
  map.Member("id", id);
  map.Optional("name", value.name);
  map.Member("mag_filter", value.mag_filter);
  map.Member("min_filter", value.min_filter);
  map.Member("wrap_s", value.wrap_s);
  map.Member("wrap_t", value.wrap_t);
  map.End();
}

bool Read(cbor::Reader& reader, MsgSamplerDelete& message) {
  return cbor::ReadObject<kMsgSamplerDeleteTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgSamplerDelete& message) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", message.id);
  map.End();
}

}  // namespace noodles
