// Generated from earlier.cddl, earlier.bindings.toml; changes belong there.
#include "earlier/handlers.h"

#include "earlier/messages.h"
#include "noodles/cbor/error.h"

namespace earlier {

void ServerMessageHandlerBase::OnLampCreate(MsgLampCreate&&) {}
void ServerMessageHandlerBase::OnLampUpdate(MsgLampUpdate&&) {}
void ServerMessageHandlerBase::OnLampDelete(MsgLampDelete&&) {}
void ServerMessageHandlerBase::OnNote(MsgNote&&) {}
void ServerMessageHandlerBase::OnUnknownMessage(uint64_t,
                                                const noodles::Bytes&) {}
void ServerMessageHandlerBase::OnInvalidMessage(
    uint64_t, const noodles::cbor::DecodeError&) {}

void ClientMessageHandlerBase::OnHello(MsgHello&&) {}
void ClientMessageHandlerBase::OnUnknownMessage(uint64_t,
                                                const noodles::Bytes&) {}
void ClientMessageHandlerBase::OnInvalidMessage(
    uint64_t, const noodles::cbor::DecodeError&) {}

}  // namespace earlier
