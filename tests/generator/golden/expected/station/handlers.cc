// Generated from station.cddl, station.bindings.toml; changes belong there.
#include "station/handlers.h"

#include "noodles/cbor/error.h"
#include "station/messages.h"

namespace station {

void ServerMessageHandlerBase::OnSiteCreate(MsgSiteCreate&&) {}
void ServerMessageHandlerBase::OnSiteDelete(MsgSiteDelete&&) {}
void ServerMessageHandlerBase::OnProbeCreate(MsgProbeCreate&&) {}
void ServerMessageHandlerBase::OnProbeUpdate(MsgProbeUpdate&&) {}
void ServerMessageHandlerBase::OnProbeDelete(MsgProbeDelete&&) {}
void ServerMessageHandlerBase::OnReadings(MsgReadings&&) {}
void ServerMessageHandlerBase::OnUnknownMessage(uint64_t,
                                                const noodles::Bytes&) {}
void ServerMessageHandlerBase::OnInvalidMessage(
    uint64_t, const noodles::cbor::DecodeError&) {}

void ClientMessageHandlerBase::OnHello(MsgHello&&) {}
void ClientMessageHandlerBase::OnUnknownMessage(uint64_t,
                                                const noodles::Bytes&) {}
void ClientMessageHandlerBase::OnInvalidMessage(
    uint64_t, const noodles::cbor::DecodeError&) {}

}  // namespace station
