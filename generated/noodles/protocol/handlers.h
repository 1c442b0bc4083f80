// The interfaces that a program implements to receive messages.
//
// The functions of a handler are pure virtual: a new message in the
// specification breaks the build of every handler. The functions of a
// HandlerBase ignore their messages; a program that wants a few messages only
// derives from it.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: one Dispatch at a time calls a handler. Ownership: the handler
// owns each message.
#ifndef NOODLES_PROTOCOL_HANDLERS_H_
#define NOODLES_PROTOCOL_HANDLERS_H_

#include <cstdint>

#include "noodles/base/bytes.h"

namespace noodles::cbor {
struct DecodeError;
}  // namespace noodles::cbor

namespace noodles {

struct MsgMethodCreate;
struct MsgMethodDelete;
struct MsgSignalCreate;
struct MsgSignalDelete;
struct MsgEntityCreate;
struct MsgEntityUpdate;
struct MsgEntityDelete;
struct MsgPlotCreate;
struct MsgPlotUpdate;
struct MsgPlotDelete;
struct MsgBufferCreate;
struct MsgBufferDelete;
struct MsgBufferViewCreate;
struct MsgBufferViewDelete;
struct MsgMaterialCreate;
struct MsgMaterialUpdate;
struct MsgMaterialDelete;
struct MsgImageCreate;
struct MsgImageDelete;
struct MsgTextureCreate;
struct MsgTextureDelete;
struct MsgSamplerCreate;
struct MsgSamplerDelete;
struct MsgLightCreate;
struct MsgLightUpdate;
struct MsgLightDelete;
struct MsgGeometryCreate;
struct MsgGeometryDelete;
struct MsgTableCreate;
struct MsgTableUpdate;
struct MsgTableDelete;
struct MsgDocumentUpdate;
struct MsgDocumentReset;
struct MsgSignalInvoke;
struct MsgMethodReply;
struct MsgDocumentInitialized;
struct MsgPhysicsCreate;
struct MsgPhysicsDelete;
struct MsgIntroduction;
struct MsgInvokeMethod;

// Receives the messages of a server.
class ServerMessageHandler {
 public:
  virtual ~ServerMessageHandler() = default;

  virtual void OnMethodCreate(MsgMethodCreate&& message) = 0;
  virtual void OnMethodDelete(MsgMethodDelete&& message) = 0;
  virtual void OnSignalCreate(MsgSignalCreate&& message) = 0;
  virtual void OnSignalDelete(MsgSignalDelete&& message) = 0;
  virtual void OnEntityCreate(MsgEntityCreate&& message) = 0;
  virtual void OnEntityUpdate(MsgEntityUpdate&& message) = 0;
  virtual void OnEntityDelete(MsgEntityDelete&& message) = 0;
  virtual void OnPlotCreate(MsgPlotCreate&& message) = 0;
  virtual void OnPlotUpdate(MsgPlotUpdate&& message) = 0;
  virtual void OnPlotDelete(MsgPlotDelete&& message) = 0;
  virtual void OnBufferCreate(MsgBufferCreate&& message) = 0;
  virtual void OnBufferDelete(MsgBufferDelete&& message) = 0;
  virtual void OnBufferViewCreate(MsgBufferViewCreate&& message) = 0;
  virtual void OnBufferViewDelete(MsgBufferViewDelete&& message) = 0;
  virtual void OnMaterialCreate(MsgMaterialCreate&& message) = 0;
  virtual void OnMaterialUpdate(MsgMaterialUpdate&& message) = 0;
  virtual void OnMaterialDelete(MsgMaterialDelete&& message) = 0;
  virtual void OnImageCreate(MsgImageCreate&& message) = 0;
  virtual void OnImageDelete(MsgImageDelete&& message) = 0;
  virtual void OnTextureCreate(MsgTextureCreate&& message) = 0;
  virtual void OnTextureDelete(MsgTextureDelete&& message) = 0;
  virtual void OnSamplerCreate(MsgSamplerCreate&& message) = 0;
  virtual void OnSamplerDelete(MsgSamplerDelete&& message) = 0;
  virtual void OnLightCreate(MsgLightCreate&& message) = 0;
  virtual void OnLightUpdate(MsgLightUpdate&& message) = 0;
  virtual void OnLightDelete(MsgLightDelete&& message) = 0;
  virtual void OnGeometryCreate(MsgGeometryCreate&& message) = 0;
  virtual void OnGeometryDelete(MsgGeometryDelete&& message) = 0;
  virtual void OnTableCreate(MsgTableCreate&& message) = 0;
  virtual void OnTableUpdate(MsgTableUpdate&& message) = 0;
  virtual void OnTableDelete(MsgTableDelete&& message) = 0;
  virtual void OnDocumentUpdate(MsgDocumentUpdate&& message) = 0;
  virtual void OnDocumentReset(MsgDocumentReset&& message) = 0;
  virtual void OnSignalInvoke(MsgSignalInvoke&& message) = 0;
  virtual void OnMethodReply(MsgMethodReply&& message) = 0;
  virtual void OnDocumentInitialized(MsgDocumentInitialized&& message) = 0;
  virtual void OnPhysicsCreate(MsgPhysicsCreate&& message) = 0;
  virtual void OnPhysicsDelete(MsgPhysicsDelete&& message) = 0;

  // A message whose number the specification does not have; `content` is one
  // CBOR item.
  virtual void OnUnknownMessage(uint64_t number, const Bytes& content) = 0;
  // A message whose content is wrong; the messages behind it are delivered.
  virtual void OnInvalidMessage(uint64_t number,
                                const cbor::DecodeError& error) = 0;
};

// Ignores all messages of a server.
class ServerMessageHandlerBase : public ServerMessageHandler {
 public:
  void OnMethodCreate(MsgMethodCreate&& message) override;
  void OnMethodDelete(MsgMethodDelete&& message) override;
  void OnSignalCreate(MsgSignalCreate&& message) override;
  void OnSignalDelete(MsgSignalDelete&& message) override;
  void OnEntityCreate(MsgEntityCreate&& message) override;
  void OnEntityUpdate(MsgEntityUpdate&& message) override;
  void OnEntityDelete(MsgEntityDelete&& message) override;
  void OnPlotCreate(MsgPlotCreate&& message) override;
  void OnPlotUpdate(MsgPlotUpdate&& message) override;
  void OnPlotDelete(MsgPlotDelete&& message) override;
  void OnBufferCreate(MsgBufferCreate&& message) override;
  void OnBufferDelete(MsgBufferDelete&& message) override;
  void OnBufferViewCreate(MsgBufferViewCreate&& message) override;
  void OnBufferViewDelete(MsgBufferViewDelete&& message) override;
  void OnMaterialCreate(MsgMaterialCreate&& message) override;
  void OnMaterialUpdate(MsgMaterialUpdate&& message) override;
  void OnMaterialDelete(MsgMaterialDelete&& message) override;
  void OnImageCreate(MsgImageCreate&& message) override;
  void OnImageDelete(MsgImageDelete&& message) override;
  void OnTextureCreate(MsgTextureCreate&& message) override;
  void OnTextureDelete(MsgTextureDelete&& message) override;
  void OnSamplerCreate(MsgSamplerCreate&& message) override;
  void OnSamplerDelete(MsgSamplerDelete&& message) override;
  void OnLightCreate(MsgLightCreate&& message) override;
  void OnLightUpdate(MsgLightUpdate&& message) override;
  void OnLightDelete(MsgLightDelete&& message) override;
  void OnGeometryCreate(MsgGeometryCreate&& message) override;
  void OnGeometryDelete(MsgGeometryDelete&& message) override;
  void OnTableCreate(MsgTableCreate&& message) override;
  void OnTableUpdate(MsgTableUpdate&& message) override;
  void OnTableDelete(MsgTableDelete&& message) override;
  void OnDocumentUpdate(MsgDocumentUpdate&& message) override;
  void OnDocumentReset(MsgDocumentReset&& message) override;
  void OnSignalInvoke(MsgSignalInvoke&& message) override;
  void OnMethodReply(MsgMethodReply&& message) override;
  void OnDocumentInitialized(MsgDocumentInitialized&& message) override;
  void OnPhysicsCreate(MsgPhysicsCreate&& message) override;
  void OnPhysicsDelete(MsgPhysicsDelete&& message) override;
  void OnUnknownMessage(uint64_t number, const Bytes& content) override;
  void OnInvalidMessage(uint64_t number,
                        const cbor::DecodeError& error) override;
};

// Receives the messages of a client.
class ClientMessageHandler {
 public:
  virtual ~ClientMessageHandler() = default;

  virtual void OnIntroduction(MsgIntroduction&& message) = 0;
  virtual void OnInvokeMethod(MsgInvokeMethod&& message) = 0;

  // A message whose number the specification does not have; `content` is one
  // CBOR item.
  virtual void OnUnknownMessage(uint64_t number, const Bytes& content) = 0;
  // A message whose content is wrong; the messages behind it are delivered.
  virtual void OnInvalidMessage(uint64_t number,
                                const cbor::DecodeError& error) = 0;
};

// Ignores all messages of a client.
class ClientMessageHandlerBase : public ClientMessageHandler {
 public:
  void OnIntroduction(MsgIntroduction&& message) override;
  void OnInvokeMethod(MsgInvokeMethod&& message) override;
  void OnUnknownMessage(uint64_t number, const Bytes& content) override;
  void OnInvalidMessage(uint64_t number,
                        const cbor::DecodeError& error) override;
};

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_HANDLERS_H_
