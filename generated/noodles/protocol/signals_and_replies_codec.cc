// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/signals_and_replies_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"
#include "noodles/protocol/common_types_codec.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kMsgSignalInvokeFields[] = {
    {"id", cbor::ReadMember<&MsgSignalInvoke::id>},
    {"context", cbor::ReadMember<&MsgSignalInvoke::context>,
     cbor::Presence::kOptional},
    {"signal_data", cbor::ReadMember<&MsgSignalInvoke::signal_data>},
};

constexpr cbor::ObjectTable kMsgSignalInvokeTable = {"MsgSignalInvoke",
                                                     kMsgSignalInvokeFields};

constexpr cbor::FieldEntry kMethodExceptionFields[] = {
    {"code", cbor::ReadMember<&MethodException::code>},
    {"message", cbor::ReadMember<&MethodException::message>,
     cbor::Presence::kOptional},
    {"data", cbor::ReadMember<&MethodException::data>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kMethodExceptionTable = {"MethodException",
                                                     kMethodExceptionFields};

constexpr cbor::FieldEntry kMsgMethodReplyFields[] = {
    {"invoke_id", cbor::ReadMember<&MsgMethodReply::invoke_id>},
    {"result", cbor::ReadAlternative<1, &MsgMethodReply::outcome>,
     cbor::Presence::kOptional, 1},
    {"method_exception", cbor::ReadAlternative<2, &MsgMethodReply::outcome>,
     cbor::Presence::kOptional, 1},
};

constexpr cbor::OneOfEntry kMsgMethodReplyOneOfs[] = {
    {"result or method_exception", false},
};

constexpr cbor::ObjectTable kMsgMethodReplyTable = {
    "MsgMethodReply", kMsgMethodReplyFields, kMsgMethodReplyOneOfs};

}  // namespace

bool Read(cbor::Reader& reader, MsgSignalInvoke& value) {
  return cbor::ReadObject<kMsgSignalInvokeTable>(reader, &value);
}

void Write(cbor::Writer& writer, const MsgSignalInvoke& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("id", value.id);
  map.Optional("context", value.context);
  map.Member("signal_data", value.signal_data);
  map.End();
}

bool Read(cbor::Reader& reader, MethodException& value) {
  return cbor::ReadObject<kMethodExceptionTable>(reader, &value);
}

void Write(cbor::Writer& writer, const MethodException& value) {
  cbor::MapWriter map(writer, 1);
  map.Member("code", value.code);
  map.Optional("message", value.message);
  map.Optional("data", value.data);
  map.End();
}

bool Read(cbor::Reader& reader, MsgMethodReply& value) {
  return cbor::ReadObject<kMsgMethodReplyTable>(reader, &value);
}

void Write(cbor::Writer& writer, const MsgMethodReply& value) {
  cbor::MapWriter map(writer, 1);
  map.Member("invoke_id", value.invoke_id);
  map.OneOf(value.outcome, "result", "method_exception");
  map.End();
}

}  // namespace noodles
