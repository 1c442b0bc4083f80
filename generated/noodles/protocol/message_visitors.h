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
  void OnMethodCreate(MsgMethodCreate&& message) override {
    Pass(std::move(message));
  }
  void OnMethodDelete(MsgMethodDelete&& message) override {
    Pass(std::move(message));
  }
  void OnSignalCreate(MsgSignalCreate&& message) override {
    Pass(std::move(message));
  }
  void OnSignalDelete(MsgSignalDelete&& message) override {
    Pass(std::move(message));
  }
  void OnEntityCreate(MsgEntityCreate&& message) override {
    Pass(std::move(message));
  }
  void OnEntityUpdate(MsgEntityUpdate&& message) override {
    Pass(std::move(message));
  }
  void OnEntityDelete(MsgEntityDelete&& message) override {
    Pass(std::move(message));
  }
  void OnPlotCreate(MsgPlotCreate&& message) override {
    Pass(std::move(message));
  }
  void OnPlotUpdate(MsgPlotUpdate&& message) override {
    Pass(std::move(message));
  }
  void OnPlotDelete(MsgPlotDelete&& message) override {
    Pass(std::move(message));
  }
  void OnBufferCreate(MsgBufferCreate&& message) override {
    Pass(std::move(message));
  }
  void OnBufferDelete(MsgBufferDelete&& message) override {
    Pass(std::move(message));
  }
  void OnBufferViewCreate(MsgBufferViewCreate&& message) override {
    Pass(std::move(message));
  }
  void OnBufferViewDelete(MsgBufferViewDelete&& message) override {
    Pass(std::move(message));
  }
  void OnMaterialCreate(MsgMaterialCreate&& message) override {
    Pass(std::move(message));
  }
  void OnMaterialUpdate(MsgMaterialUpdate&& message) override {
    Pass(std::move(message));
  }
  void OnMaterialDelete(MsgMaterialDelete&& message) override {
    Pass(std::move(message));
  }
  void OnImageCreate(MsgImageCreate&& message) override {
    Pass(std::move(message));
  }
  void OnImageDelete(MsgImageDelete&& message) override {
    Pass(std::move(message));
  }
  void OnTextureCreate(MsgTextureCreate&& message) override {
    Pass(std::move(message));
  }
  void OnTextureDelete(MsgTextureDelete&& message) override {
    Pass(std::move(message));
  }
  void OnSamplerCreate(MsgSamplerCreate&& message) override {
    Pass(std::move(message));
  }
  void OnSamplerDelete(MsgSamplerDelete&& message) override {
    Pass(std::move(message));
  }
  void OnLightCreate(MsgLightCreate&& message) override {
    Pass(std::move(message));
  }
  void OnLightUpdate(MsgLightUpdate&& message) override {
    Pass(std::move(message));
  }
  void OnLightDelete(MsgLightDelete&& message) override {
    Pass(std::move(message));
  }
  void OnGeometryCreate(MsgGeometryCreate&& message) override {
    Pass(std::move(message));
  }
  void OnGeometryDelete(MsgGeometryDelete&& message) override {
    Pass(std::move(message));
  }
  void OnTableCreate(MsgTableCreate&& message) override {
    Pass(std::move(message));
  }
  void OnTableUpdate(MsgTableUpdate&& message) override {
    Pass(std::move(message));
  }
  void OnTableDelete(MsgTableDelete&& message) override {
    Pass(std::move(message));
  }
  void OnDocumentUpdate(MsgDocumentUpdate&& message) override {
    Pass(std::move(message));
  }
  void OnDocumentReset(MsgDocumentReset&& message) override {
    Pass(std::move(message));
  }
  void OnSignalInvoke(MsgSignalInvoke&& message) override {
    Pass(std::move(message));
  }
  void OnMethodReply(MsgMethodReply&& message) override {
    Pass(std::move(message));
  }
  void OnDocumentInitialized(MsgDocumentInitialized&& message) override {
    Pass(std::move(message));
  }
  void OnPhysicsCreate(MsgPhysicsCreate&& message) override {
    Pass(std::move(message));
  }
  void OnPhysicsDelete(MsgPhysicsDelete&& message) override {
    Pass(std::move(message));
  }

 private:
  template <class Message>
  void Pass(Message&& message) {
    static_cast<Derived*>(this)->OnMessage(std::move(message));
  }
};

// Calls `OnMessage` of the derived class with every message that a client
// sends. `OnMessage` is public; it is a template or overloaded, and takes an
// rvalue. A message that `OnMessage` does not take breaks the build.
template <class Derived>
class ClientMessageVisitor : public ClientMessageHandler {
 public:
  void OnIntroduction(MsgIntroduction&& message) override {
    Pass(std::move(message));
  }
  void OnInvokeMethod(MsgInvokeMethod&& message) override {
    Pass(std::move(message));
  }

 private:
  template <class Message>
  void Pass(Message&& message) {
    static_cast<Derived*>(this)->OnMessage(std::move(message));
  }
};

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_MESSAGE_VISITORS_H_
