// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/buffers_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"
#include "noodles/protocol/common_types_codec.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kMsgBufferCreateFields[] = {
    {"id", cbor::ReadMember<&MsgBufferCreate::id>},
    {"name", cbor::ReadMember<&MsgBufferCreate::content, &Buffer::name>,
     cbor::Presence::kOptional},
    {"size", cbor::ReadMember<&MsgBufferCreate::content, &Buffer::size>},
    {"inline_bytes",
     cbor::ReadAlternative<0, &MsgBufferCreate::content, &Buffer::source>,
     cbor::Presence::kOptional, 1},
    {"uri_bytes",
     cbor::ReadAlternative<1, &MsgBufferCreate::content, &Buffer::source>,
     cbor::Presence::kOptional, 1},
};

constexpr cbor::OneOfEntry kMsgBufferCreateOneOfs[] = {
    {"inline_bytes or uri_bytes", true},
};

constexpr cbor::ObjectTable kMsgBufferCreateTable = {
    "MsgBufferCreate", kMsgBufferCreateFields, kMsgBufferCreateOneOfs};

constexpr cbor::FieldEntry kMsgBufferDeleteFields[] = {
    {"id", cbor::ReadMember<&MsgBufferDelete::id>},
};

constexpr cbor::ObjectTable kMsgBufferDeleteTable = {"MsgBufferDelete",
                                                     kMsgBufferDeleteFields};

constexpr cbor::FieldEntry kMsgBufferViewCreateFields[] = {
    {"id", cbor::ReadMember<&MsgBufferViewCreate::id>},
    {"name", cbor::ReadMember<&MsgBufferViewCreate::content, &BufferView::name>,
     cbor::Presence::kOptional},
    {"source_buffer", cbor::ReadMember<&MsgBufferViewCreate::content,
                                       &BufferView::source_buffer>},
    {"type",
     cbor::ReadMember<&MsgBufferViewCreate::content, &BufferView::type>},
    {"offset",
     cbor::ReadMember<&MsgBufferViewCreate::content, &BufferView::offset>},
    {"length",
     cbor::ReadMember<&MsgBufferViewCreate::content, &BufferView::length>},
};

constexpr cbor::ObjectTable kMsgBufferViewCreateTable = {
    "MsgBufferViewCreate", kMsgBufferViewCreateFields};

constexpr cbor::FieldEntry kMsgBufferViewDeleteFields[] = {
    {"id", cbor::ReadMember<&MsgBufferViewDelete::id>},
};

constexpr cbor::ObjectTable kMsgBufferViewDeleteTable = {
    "MsgBufferViewDelete", kMsgBufferViewDeleteFields};

}  // namespace

bool Read(cbor::Reader& reader, BufferViewType& value) {
  std::string_view text;
  if (!reader.ReadTextView(text)) return false;
  if (FromString(text, value)) return true;
  if (text.find("GEOMETRY") != std::string_view::npos) {
    value = BufferViewType::kGeometry;
    return true;
  }
  if (text.find("IMAGE") != std::string_view::npos) {
    value = BufferViewType::kImage;
    return true;
  }
  value = BufferViewType::kUnknown;
  return true;
}

void Write(cbor::Writer& writer, BufferViewType value) {
  writer.WriteText(ToString(value));
}

bool Read(cbor::Reader& reader, MsgBufferCreate& message) {
  return cbor::ReadObject<kMsgBufferCreateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgBufferCreate& message) {
  WriteCreate(writer, message.id, message.content);
}

void WriteCreate(cbor::Writer& writer, BufferID id, const Buffer& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("id", id);
  map.Optional("name", value.name);
  map.Member("size", value.size);
  map.OneOf(value.source, "inline_bytes", "uri_bytes");
  map.End();
}

bool Read(cbor::Reader& reader, MsgBufferDelete& message) {
  return cbor::ReadObject<kMsgBufferDeleteTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgBufferDelete& message) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", message.id);
  map.End();
}

bool Read(cbor::Reader& reader, MsgBufferViewCreate& message) {
  return cbor::ReadObject<kMsgBufferViewCreateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgBufferViewCreate& message) {
  WriteCreate(writer, message.id, message.content);
}

void WriteCreate(cbor::Writer& writer, BufferViewID id,
                 const BufferView& value) {
  cbor::MapWriter map(writer, 5);
  map.Member("id", id);
  map.Optional("name", value.name);
  map.Member("source_buffer", value.source_buffer);
  map.Member("type", value.type);
  map.Member("offset", value.offset);
  map.Member("length", value.length);
  map.End();
}

bool Read(cbor::Reader& reader, MsgBufferViewDelete& message) {
  return cbor::ReadObject<kMsgBufferViewDeleteTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgBufferViewDelete& message) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", message.id);
  map.End();
}

}  // namespace noodles
