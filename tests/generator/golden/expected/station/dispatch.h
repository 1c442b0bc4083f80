// From a received frame to a handler's functions.
//
// Generated from station.cddl, station.bindings.toml; changes belong there.
//
// Thread-safety: any number of calls at once, with handlers of their own.
// Ownership: messages share the frame's bytes where they hold bytes.
#ifndef STATION_DISPATCH_H_
#define STATION_DISPATCH_H_

#include <optional>

#include "noodles/base/bytes.h"
#include "noodles/cbor/error.h"
#include "noodles/cbor/limits.h"
#include "station/handlers.h"

namespace station {

// Decodes what a server sent and calls `handler` message by message. A
// message whose content is wrong goes to OnInvalidMessage and those behind it
// are delivered all the same. The error that ended the frame before its last
// message, or nothing where all of it was read.
std::optional<noodles::cbor::DecodeError> Dispatch(
    const noodles::Bytes& frame, ServerMessageHandler& handler,
    const noodles::cbor::DecodeLimits& limits = {});

// Decodes what a client sent and calls `handler` message by message. A
// message whose content is wrong goes to OnInvalidMessage and those behind it
// are delivered all the same. The error that ended the frame before its last
// message, or nothing where all of it was read.
std::optional<noodles::cbor::DecodeError> Dispatch(
    const noodles::Bytes& frame, ClientMessageHandler& handler,
    const noodles::cbor::DecodeLimits& limits = {});

}  // namespace station

#endif  // STATION_DISPATCH_H_
