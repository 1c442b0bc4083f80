// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/signals_and_replies_codec.h"

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
  writer.WriteMapHead(2 + value.context.has_value());
  cbor::WriteMember(writer, "id", value.id);
  if (value.context) {
    cbor::WriteMember(writer, "context", *value.context);
  }
  cbor::WriteMember(writer, "signal_data", value.signal_data);
}

bool Read(cbor::Reader& reader, MethodException& value) {
  return cbor::ReadObject<kMethodExceptionTable>(reader, &value);
}

void Write(cbor::Writer& writer, const MethodException& value) {
  writer.WriteMapHead(1 + value.message.has_value() + value.data.has_value());
  cbor::WriteMember(writer, "code", value.code);
  if (value.message) {
    cbor::WriteMember(writer, "message", *value.message);
  }
  if (value.data) {
    cbor::WriteMember(writer, "data", *value.data);
  }
}

bool Read(cbor::Reader& reader, MsgMethodReply& value) {
  return cbor::ReadObject<kMsgMethodReplyTable>(reader, &value);
}

void Write(cbor::Writer& writer, const MsgMethodReply& value) {
  writer.WriteMapHead(1 + (value.outcome.index() != 0));
  cbor::WriteMember(writer, "invoke_id", value.invoke_id);
  if (const auto* result = std::get_if<1>(&value.outcome)) {
    cbor::WriteMember(writer, "result", *result);
  }
  if (const auto* method_exception = std::get_if<2>(&value.outcome)) {
    cbor::WriteMember(writer, "method_exception", *method_exception);
  }
}

}  // namespace noodles
