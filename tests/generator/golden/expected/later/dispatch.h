// Decoding of a received frame into calls of a handler.
//
// Generated from later.cddl, later.bindings.toml; changes belong there.
//
// Thread-safety: any number of calls at once, each with another handler.
// Ownership: bytes in a message share the memory of the frame.
#ifndef LATER_DISPATCH_H_
#define LATER_DISPATCH_H_

#include <optional>

#include "later/handlers.h"
#include "noodles/base/bytes.h"
#include "noodles/cbor/error.h"
#include "noodles/cbor/limits.h"

namespace later {

// Decodes a frame of a server and calls `handler` for each message in
// order. A message whose content is wrong goes to OnInvalidMessage; the
// messages behind it are delivered. Returns the error that ended the frame
// before its last message, or nothing if the whole frame was read.
std::optional<noodles::cbor::DecodeError> Dispatch(
    const noodles::Bytes& frame, ServerMessageHandler& handler,
    const noodles::cbor::DecodeLimits& limits = {});

// Decodes a frame of a client and calls `handler` for each message in
// order. A message whose content is wrong goes to OnInvalidMessage; the
// messages behind it are delivered. Returns the error that ended the frame
// before its last message, or nothing if the whole frame was read.
std::optional<noodles::cbor::DecodeError> Dispatch(
    const noodles::Bytes& frame, ClientMessageHandler& handler,
    const noodles::cbor::DecodeLimits& limits = {});

}  // namespace later

#endif  // LATER_DISPATCH_H_
