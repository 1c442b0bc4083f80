#include "noodles/server/clients/incoming_call.h"

#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"
#include "noodles/protocol/common_types_codec.h"

namespace noodles::server_internal {
namespace {

// The keys of MsgInvokeMethod (noodles.cddl).
constexpr cbor::FieldEntry kFields[] = {
    {"method", cbor::ReadMember<&IncomingCall::method>},
    {"context", cbor::ReadMember<&IncomingCall::context>,
     cbor::Presence::kOptional},
    {"invoke_id", cbor::ReadMember<&IncomingCall::invoke_id>,
     cbor::Presence::kOptional},
    {"args", cbor::ReadMember<&IncomingCall::args>},
};

// A frame of at most twice the bytes of the arguments, plus this, is kept.
constexpr size_t kFrameOverhead = 256;

constexpr cbor::ObjectTable kTable = {"MsgInvokeMethod", kFields};

}  // namespace

bool Read(cbor::Reader& reader, EncodedList& value) {
  if (!reader.IsArray()) {
    return reader.Fail(cbor::DecodeErrorCode::kWrongType, reader.offset(),
                       "array");
  }
  const size_t start = reader.offset();
  if (!reader.Skip()) return false;
  value.bytes = reader.SinceAsBytes(start);
  return true;
}

bool Read(cbor::Reader& reader, IncomingCall& value) {
  return cbor::ReadObject<kTable>(reader, &value);
}

void Detach(IncomingCall& call, size_t frame_size) {
  Bytes& arguments = call.args.bytes;
  if (frame_size > 2 * arguments.size() + kFrameOverhead) {
    arguments = Bytes::Copy(arguments.span());
  }
}

}  // namespace noodles::server_internal
