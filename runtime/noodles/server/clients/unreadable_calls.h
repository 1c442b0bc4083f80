// Frames and calls that cannot be read, and what their sender gets: an answer
// with the code -32600 for each call whose invoke_id can be read, else the end
// of the connection with a reason.
//
// A frame with a fault of its form (not well-formed, bytes behind its end,
// beyond a limit) changes nothing: no message of the frame is acted on. A call
// in a sound frame whose members have a wrong type concerns itself alone.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_SERVER_CLIENTS_UNREADABLE_CALLS_H_
#define NOODLES_SERVER_CLIENTS_UNREADABLE_CALLS_H_

#include <cstddef>
#include <optional>

#include "noodles/base/bytes.h"
#include "noodles/cbor/error.h"
#include "noodles/cbor/limits.h"
#include "noodles/server/clients/client_session.h"

namespace noodles::server_internal {

// Whether the frame is an array of two items by its first byte, as nearly all
// frames of clients are. Such a frame needs no CheckForm: its only message is
// read as a whole before anything is done.
bool IsSingleMessage(const Bytes& frame);

// The fault of the form of a frame of several messages; nothing if there is
// none. Reads the whole frame and decodes nothing.
std::optional<cbor::DecodeError> CheckForm(const Bytes& frame,
                                           const cbor::DecodeLimits& limits);

// Answers the calls of a frame with a fault of its form, as far as they can be
// read. Closes the connection if there is none, or if there are more than 64.
// Does nothing for a client that has not introduced itself, and for a frame
// without a byte.
void RefuseFrame(ClientSession& session, const Bytes& frame,
                 const cbor::DecodeLimits& limits,
                 const cbor::DecodeError& error);

// Answers one call whose content begins at `offset` of a sound frame. A call
// without an invoke_id asks for no answer and gets none. Closes the connection
// if the invoke_id cannot be read. Does nothing for a client that has not
// introduced itself.
void RefuseCall(ClientSession& session, const Bytes& frame, size_t offset,
                const cbor::DecodeLimits& limits,
                const cbor::DecodeError& error);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_UNREADABLE_CALLS_H_
