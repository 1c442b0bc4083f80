// Generated from later.cddl, later.bindings.toml; changes belong there.
#include "later/handlers.h"

#include "later/messages.h"
#include "noodles/cbor/error.h"

namespace later {

void ServerMessageHandlerBase::OnLampCreate(MsgLampCreate&&) {}
void ServerMessageHandlerBase::OnLampUpdate(MsgLampUpdate&&) {}
void ServerMessageHandlerBase::OnLampDelete(MsgLampDelete&&) {}
void ServerMessageHandlerBase::OnNote(MsgNote&&) {}
void ServerMessageHandlerBase::OnAlarm(MsgAlarm&&) {}
void ServerMessageHandlerBase::OnUnknownMessage(uint64_t,
                                                const noodles::Bytes&) {}
void ServerMessageHandlerBase::OnInvalidMessage(
    uint64_t, const noodles::cbor::DecodeError&) {}

void ClientMessageHandlerBase::OnHello(MsgHello&&) {}
void ClientMessageHandlerBase::OnUnknownMessage(uint64_t,
                                                const noodles::Bytes&) {}
void ClientMessageHandlerBase::OnInvalidMessage(
    uint64_t, const noodles::cbor::DecodeError&) {}

}  // namespace later
