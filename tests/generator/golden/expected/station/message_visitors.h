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
// Generated from station.cddl, station.bindings.toml; changes belong there.
//
// Thread-safety and ownership: those of the handlers (handlers.h).
#ifndef STATION_MESSAGE_VISITORS_H_
#define STATION_MESSAGE_VISITORS_H_

#include <utility>

#include "station/handlers.h"

namespace station {

// Calls `OnMessage` of the derived class with every message that a server
// sends. `OnMessage` is public; it is a template or overloaded, and takes an
// rvalue. A message that `OnMessage` does not take breaks the build.
template <class Derived>
class ServerMessageVisitor : public ServerMessageHandler {
 public:
  void OnSiteCreate(MsgSiteCreate&& message) override { Pass(message); }
  void OnSiteDelete(MsgSiteDelete&& message) override { Pass(message); }
  void OnProbeCreate(MsgProbeCreate&& message) override { Pass(message); }
  void OnProbeUpdate(MsgProbeUpdate&& message) override { Pass(message); }
  void OnProbeDelete(MsgProbeDelete&& message) override { Pass(message); }
  void OnReadings(MsgReadings&& message) override { Pass(message); }

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

}  // namespace station

#endif  // STATION_MESSAGE_VISITORS_H_
