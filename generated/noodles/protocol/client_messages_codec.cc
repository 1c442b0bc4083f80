// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/client_messages_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"
#include "noodles/protocol/common_types_codec.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kMsgIntroductionFields[] = {
    {"client_name", cbor::ReadMember<&MsgIntroduction::client_name>},
};

constexpr cbor::ObjectTable kMsgIntroductionTable = {"MsgIntroduction",
                                                     kMsgIntroductionFields};

constexpr cbor::FieldEntry kMsgInvokeMethodFields[] = {
    {"method", cbor::ReadMember<&MsgInvokeMethod::method>},
    {"context", cbor::ReadMember<&MsgInvokeMethod::context>,
     cbor::Presence::kOptional},
    {"invoke_id", cbor::ReadMember<&MsgInvokeMethod::invoke_id>,
     cbor::Presence::kOptional},
    {"args", cbor::ReadMember<&MsgInvokeMethod::args>},
};

constexpr cbor::ObjectTable kMsgInvokeMethodTable = {"MsgInvokeMethod",
                                                     kMsgInvokeMethodFields};

}  // namespace

bool Read(cbor::Reader& reader, MsgIntroduction& value) {
  return cbor::ReadObject<kMsgIntroductionTable>(reader, &value);
}

void Write(cbor::Writer& writer, const MsgIntroduction& value) {
  cbor::MapWriter map(writer, 1);
  map.Member("client_name", value.client_name);
  map.End();
}

bool Read(cbor::Reader& reader, MsgInvokeMethod& value) {
  return cbor::ReadObject<kMsgInvokeMethodTable>(reader, &value);
}

void Write(cbor::Writer& writer, const MsgInvokeMethod& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("method", value.method);
  map.Optional("context", value.context);
  map.Optional("invoke_id", value.invoke_id);
  map.Member("args", value.args);
  map.End();
}

}  // namespace noodles
