// Handlers that treat messages alike: one function template instead of a
// function for each message.
//
//   class Counter : public ServerMessageVisitor<Counter> {
//    public:
//     template <class Message>
//     void OnMessage(Message&&) { ++counts[MessageTraits<Message>::kName]; }
//     ...
//   };
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety and ownership: those of the handlers (handlers.h).
#ifndef NOODLES_PROTOCOL_MESSAGE_VISITORS_H_
#define NOODLES_PROTOCOL_MESSAGE_VISITORS_H_

#include <utility>

#include "noodles/protocol/handlers.h"

namespace noodles {

// Calls `OnMessage` of the derived class with every message that a server
// sends. `OnMessage` is public; it is a template or overloaded, and takes an
// rvalue. A message that `OnMessage` does not take breaks the build.
template <class Derived>
class ServerMessageVisitor : public ServerMessageHandler {
 public:
  void OnMethodCreate(MsgMethodCreate&& message) override { Pass(message); }
  void OnMethodDelete(MsgMethodDelete&& message) override { Pass(message); }
  void OnSignalCreate(MsgSignalCreate&& message) override { Pass(message); }
  void OnSignalDelete(MsgSignalDelete&& message) override { Pass(message); }
  void OnEntityCreate(MsgEntityCreate&& message) override { Pass(message); }
  void OnEntityUpdate(MsgEntityUpdate&& message) override { Pass(message); }
  void OnEntityDelete(MsgEntityDelete&& message) override { Pass(message); }
  void OnPlotCreate(MsgPlotCreate&& message) override { Pass(message); }
  void OnPlotUpdate(MsgPlotUpdate&& message) override { Pass(message); }
  void OnPlotDelete(MsgPlotDelete&& message) override { Pass(message); }
  void OnBufferCreate(MsgBufferCreate&& message) override { Pass(message); }
  void OnBufferDelete(MsgBufferDelete&& message) override { Pass(message); }
  void OnBufferViewCreate(MsgBufferViewCreate&& message) override {
    Pass(message);
  }
  void OnBufferViewDelete(MsgBufferViewDelete&& message) override {
    Pass(message);
  }
  void OnMaterialCreate(MsgMaterialCreate&& message) override { Pass(message); }
  void OnMaterialUpdate(MsgMaterialUpdate&& message) override { Pass(message); }
  void OnMaterialDelete(MsgMaterialDelete&& message) override { Pass(message); }
  void OnImageCreate(MsgImageCreate&& message) override { Pass(message); }
  void OnImageDelete(MsgImageDelete&& message) override { Pass(message); }
  void OnTextureCreate(MsgTextureCreate&& message) override { Pass(message); }
  void OnTextureDelete(MsgTextureDelete&& message) override { Pass(message); }
  void OnSamplerCreate(MsgSamplerCreate&& message) override { Pass(message); }
  void OnSamplerDelete(MsgSamplerDelete&& message) override { Pass(message); }
  void OnLightCreate(MsgLightCreate&& message) override { Pass(message); }
  void OnLightUpdate(MsgLightUpdate&& message) override { Pass(message); }
  void OnLightDelete(MsgLightDelete&& message) override { Pass(message); }
  void OnGeometryCreate(MsgGeometryCreate&& message) override { Pass(message); }
  void OnGeometryDelete(MsgGeometryDelete&& message) override { Pass(message); }
  void OnTableCreate(MsgTableCreate&& message) override { Pass(message); }
  void OnTableUpdate(MsgTableUpdate&& message) override { Pass(message); }
  void OnTableDelete(MsgTableDelete&& message) override { Pass(message); }
  void OnDocumentUpdate(MsgDocumentUpdate&& message) override { Pass(message); }
  void OnDocumentReset(MsgDocumentReset&& message) override { Pass(message); }
  void OnSignalInvoke(MsgSignalInvoke&& message) override { Pass(message); }
  void OnMethodReply(MsgMethodReply&& message) override { Pass(message); }
  void OnDocumentInitialized(MsgDocumentInitialized&& message) override {
    Pass(message);
  }
  void OnPhysicsCreate(MsgPhysicsCreate&& message) override { Pass(message); }
  void OnPhysicsDelete(MsgPhysicsDelete&& message) override { Pass(message); }

 private:
  template <class Message>
  void Pass(Message& message) {
    static_cast<Derived*>(this)->OnMessage(std::move(message));
  }
};

// Calls `OnMessage` of the derived class with every message that a client
// sends. `OnMessage` is public; it is a template or overloaded, and takes an
// rvalue. A message that `OnMessage` does not take breaks the build.
template <class Derived>
class ClientMessageVisitor : public ClientMessageHandler {
 public:
  void OnIntroduction(MsgIntroduction&& message) override { Pass(message); }
  void OnInvokeMethod(MsgInvokeMethod&& message) override { Pass(message); }

 private:
  template <class Message>
  void Pass(Message& message) {
    static_cast<Derived*>(this)->OnMessage(std::move(message));
  }
};

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_MESSAGE_VISITORS_H_
