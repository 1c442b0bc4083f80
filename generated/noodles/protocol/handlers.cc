// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/handlers.h"

#include "noodles/cbor/error.h"
#include "noodles/protocol/messages.h"

namespace noodles {

void ServerMessageHandlerBase::OnMethodCreate(MsgMethodCreate&&) {}
void ServerMessageHandlerBase::OnMethodDelete(MsgMethodDelete&&) {}
void ServerMessageHandlerBase::OnSignalCreate(MsgSignalCreate&&) {}
void ServerMessageHandlerBase::OnSignalDelete(MsgSignalDelete&&) {}
void ServerMessageHandlerBase::OnEntityCreate(MsgEntityCreate&&) {}
void ServerMessageHandlerBase::OnEntityUpdate(MsgEntityUpdate&&) {}
void ServerMessageHandlerBase::OnEntityDelete(MsgEntityDelete&&) {}
void ServerMessageHandlerBase::OnPlotCreate(MsgPlotCreate&&) {}
void ServerMessageHandlerBase::OnPlotUpdate(MsgPlotUpdate&&) {}
void ServerMessageHandlerBase::OnPlotDelete(MsgPlotDelete&&) {}
void ServerMessageHandlerBase::OnBufferCreate(MsgBufferCreate&&) {}
void ServerMessageHandlerBase::OnBufferDelete(MsgBufferDelete&&) {}
void ServerMessageHandlerBase::OnBufferViewCreate(MsgBufferViewCreate&&) {}
void ServerMessageHandlerBase::OnBufferViewDelete(MsgBufferViewDelete&&) {}
void ServerMessageHandlerBase::OnMaterialCreate(MsgMaterialCreate&&) {}
void ServerMessageHandlerBase::OnMaterialUpdate(MsgMaterialUpdate&&) {}
void ServerMessageHandlerBase::OnMaterialDelete(MsgMaterialDelete&&) {}
void ServerMessageHandlerBase::OnImageCreate(MsgImageCreate&&) {}
void ServerMessageHandlerBase::OnImageDelete(MsgImageDelete&&) {}
void ServerMessageHandlerBase::OnTextureCreate(MsgTextureCreate&&) {}
void ServerMessageHandlerBase::OnTextureDelete(MsgTextureDelete&&) {}
void ServerMessageHandlerBase::OnSamplerCreate(MsgSamplerCreate&&) {}
void ServerMessageHandlerBase::OnSamplerDelete(MsgSamplerDelete&&) {}
void ServerMessageHandlerBase::OnLightCreate(MsgLightCreate&&) {}
void ServerMessageHandlerBase::OnLightUpdate(MsgLightUpdate&&) {}
void ServerMessageHandlerBase::OnLightDelete(MsgLightDelete&&) {}
void ServerMessageHandlerBase::OnGeometryCreate(MsgGeometryCreate&&) {}
void ServerMessageHandlerBase::OnGeometryDelete(MsgGeometryDelete&&) {}
void ServerMessageHandlerBase::OnTableCreate(MsgTableCreate&&) {}
void ServerMessageHandlerBase::OnTableUpdate(MsgTableUpdate&&) {}
void ServerMessageHandlerBase::OnTableDelete(MsgTableDelete&&) {}
void ServerMessageHandlerBase::OnDocumentUpdate(MsgDocumentUpdate&&) {}
void ServerMessageHandlerBase::OnDocumentReset(MsgDocumentReset&&) {}
void ServerMessageHandlerBase::OnSignalInvoke(MsgSignalInvoke&&) {}
void ServerMessageHandlerBase::OnMethodReply(MsgMethodReply&&) {}
void ServerMessageHandlerBase::OnDocumentInitialized(MsgDocumentInitialized&&) {
}
void ServerMessageHandlerBase::OnPhysicsCreate(MsgPhysicsCreate&&) {}
void ServerMessageHandlerBase::OnPhysicsDelete(MsgPhysicsDelete&&) {}
void ServerMessageHandlerBase::OnUnknownMessage(uint64_t, const Bytes&) {}
void ServerMessageHandlerBase::OnInvalidMessage(uint64_t,
                                                const cbor::DecodeError&) {}

void ClientMessageHandlerBase::OnIntroduction(MsgIntroduction&&) {}
void ClientMessageHandlerBase::OnInvokeMethod(MsgInvokeMethod&&) {}
void ClientMessageHandlerBase::OnUnknownMessage(uint64_t, const Bytes&) {}
void ClientMessageHandlerBase::OnInvalidMessage(uint64_t,
                                                const cbor::DecodeError&) {}

}  // namespace noodles
