// Decoding of a received frame into calls of a handler.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: any number of calls at once, each with another handler.
// Ownership: bytes in a message share the memory of the frame.
#ifndef NOODLES_PROTOCOL_DISPATCH_H_
#define NOODLES_PROTOCOL_DISPATCH_H_

#include <optional>

#include "noodles/base/bytes.h"
#include "noodles/cbor/error.h"
#include "noodles/cbor/limits.h"
#include "noodles/protocol/handlers.h"

namespace noodles {

// Decodes a frame of a server and calls `handler` for each message in
// order. A message whose content is wrong goes to OnInvalidMessage; the
// messages behind it are delivered. Returns the error that ended the frame
// before its last message, or nothing if the whole frame was read.
std::optional<cbor::DecodeError> Dispatch(
    const Bytes& frame, ServerMessageHandler& handler,
    const cbor::DecodeLimits& limits = {});

// Decodes a frame of a client and calls `handler` for each message in
// order. A message whose content is wrong goes to OnInvalidMessage; the
// messages behind it are delivered. Returns the error that ended the frame
// before its last message, or nothing if the whole frame was read.
std::optional<cbor::DecodeError> Dispatch(
    const Bytes& frame, ClientMessageHandler& handler,
    const cbor::DecodeLimits& limits = {});

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_DISPATCH_H_
