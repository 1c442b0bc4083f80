// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/images_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"
#include "noodles/protocol/common_types_codec.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kMsgImageCreateFields[] = {
    {"id", cbor::ReadMember<&MsgImageCreate::id>},
    {"name", cbor::ReadMember<&MsgImageCreate::content, &Image::name>,
     cbor::Presence::kOptional},
    {"buffer_source",
     cbor::ReadAlternative<0, &MsgImageCreate::content, &Image::source>,
     cbor::Presence::kOptional, 1},
    {"uri_source",
     cbor::ReadAlternative<1, &MsgImageCreate::content, &Image::source>,
     cbor::Presence::kOptional, 1},
};

constexpr cbor::OneOfEntry kMsgImageCreateOneOfs[] = {
    {"buffer_source or uri_source", true},
};

constexpr cbor::ObjectTable kMsgImageCreateTable = {
    "MsgImageCreate", kMsgImageCreateFields, kMsgImageCreateOneOfs};

constexpr cbor::FieldEntry kMsgImageDeleteFields[] = {
    {"id", cbor::ReadMember<&MsgImageDelete::id>},
};

constexpr cbor::ObjectTable kMsgImageDeleteTable = {"MsgImageDelete",
                                                    kMsgImageDeleteFields};

}  // namespace

bool Read(cbor::Reader& reader, MsgImageCreate& message) {
  return cbor::ReadObject<kMsgImageCreateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgImageCreate& message) {
  WriteCreate(writer, message.id, message.content);
}

void WriteCreate(cbor::Writer& writer, ImageID id, const Image& value) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", id);
  map.Optional("name", value.name);
  map.OneOf(value.source, "buffer_source", "uri_source");
  map.End();
}

bool Read(cbor::Reader& reader, MsgImageDelete& message) {
  return cbor::ReadObject<kMsgImageDeleteTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgImageDelete& message) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", message.id);
  map.End();
}

}  // namespace noodles
