// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/document_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kMsgDocumentUpdateFields[] = {
    {"methods_list", cbor::ReadMember<&MsgDocumentUpdate::methods_list>,
     cbor::Presence::kOptional},
    {"signals_list", cbor::ReadMember<&MsgDocumentUpdate::signals_list>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kMsgDocumentUpdateTable = {
    "MsgDocumentUpdate", kMsgDocumentUpdateFields};

}  // namespace

bool Read(cbor::Reader& reader, MsgDocumentUpdate& value) {
  return cbor::ReadObject<kMsgDocumentUpdateTable>(reader, &value);
}

void Write(cbor::Writer& writer, const MsgDocumentUpdate& value) {
  cbor::MapWriter map(writer, 0);
  map.Optional("methods_list", value.methods_list);
  map.Optional("signals_list", value.signals_list);
  map.End();
}

bool Read(cbor::Reader& reader, MsgDocumentReset&) { return reader.Skip(); }

void Write(cbor::Writer& writer, const MsgDocumentReset&) {
  writer.WriteMapHead(0);
}

bool Read(cbor::Reader& reader, MsgDocumentInitialized&) {
  return reader.Skip();
}

void Write(cbor::Writer& writer, const MsgDocumentInitialized&) {
  writer.WriteMapHead(0);
}

}  // namespace noodles
