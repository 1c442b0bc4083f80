// A call as a server reads it: a MsgInvokeMethod whose arguments stay encoded
// until the method decodes them.
//
// Thread-safety: plain values. Ownership: arguments share the frame's bytes
// (Detach).
#ifndef NOODLES_SERVER_CLIENTS_INCOMING_CALL_H_
#define NOODLES_SERVER_CLIENTS_INCOMING_CALL_H_

#include <cstddef>
#include <optional>
#include <string>

#include "noodles/base/bytes.h"
#include "noodles/cbor/reader.h"
#include "noodles/protocol/common_types.h"
#include "noodles/protocol/ids.h"

namespace noodles::server_internal {

// One encoded array; its items are well-formed, but not decoded.
struct EncodedList {
  Bytes bytes;
};

bool Read(cbor::Reader& reader, EncodedList& value);

struct IncomingCall {
  MethodID method{};
  std::optional<InvokeIDType> context{};
  std::optional<std::string> invoke_id{};
  EncodedList args{};

  // Bytes that the call keeps while it waits.
  size_t cost() const {
    return args.bytes.size() + (invoke_id ? invoke_id->size() : 0);
  }
};

bool Read(cbor::Reader& reader, IncomingCall& value);

// Copies the arguments where they would keep alive a frame that is much larger.
// `frame_size`: the bytes of the frame.
void Detach(IncomingCall& call, size_t frame_size);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_INCOMING_CALL_H_
