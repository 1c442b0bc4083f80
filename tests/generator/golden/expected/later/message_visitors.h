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
// Generated from later.cddl, later.bindings.toml; changes belong there.
//
// Thread-safety and ownership: those of the handlers (handlers.h).
#ifndef LATER_MESSAGE_VISITORS_H_
#define LATER_MESSAGE_VISITORS_H_

#include <utility>

#include "later/handlers.h"

namespace later {

// Calls `OnMessage` of the derived class with every message that a server
// sends. `OnMessage` is public; it is a template or overloaded, and takes an
// rvalue. A message that `OnMessage` does not take breaks the build.
template <class Derived>
class ServerMessageVisitor : public ServerMessageHandler {
 public:
  void OnLampCreate(MsgLampCreate&& message) override { Pass(message); }
  void OnLampUpdate(MsgLampUpdate&& message) override { Pass(message); }
  void OnLampDelete(MsgLampDelete&& message) override { Pass(message); }
  void OnNote(MsgNote&& message) override { Pass(message); }
  void OnAlarm(MsgAlarm&& message) override { Pass(message); }

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
  void OnHello(MsgHello&& message) override { Pass(message); }

 private:
  template <class Message>
  void Pass(Message& message) {
    static_cast<Derived*>(this)->OnMessage(std::move(message));
  }
};

}  // namespace later

#endif  // LATER_MESSAGE_VISITORS_H_
