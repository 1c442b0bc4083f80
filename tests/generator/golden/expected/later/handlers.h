// The interfaces that a program implements to receive messages.
//
// The functions of a handler are pure virtual: a new message in the
// specification breaks the build of every handler. The functions of a
// HandlerBase ignore their messages; a program that wants a few messages only
// derives from it.
//
// Generated from later.cddl, later.bindings.toml; changes belong there.
//
// Thread-safety: one Dispatch at a time calls a handler. Ownership: the handler
// owns each message.
#ifndef LATER_HANDLERS_H_
#define LATER_HANDLERS_H_

#include <cstdint>

#include "noodles/base/bytes.h"

namespace noodles::cbor {
struct DecodeError;
}  // namespace noodles::cbor

namespace later {

struct MsgLampCreate;
struct MsgLampUpdate;
struct MsgLampDelete;
struct MsgNote;
struct MsgAlarm;
struct MsgHello;

// Receives the messages of a server.
class ServerMessageHandler {
 public:
  virtual ~ServerMessageHandler() = default;

  virtual void OnLampCreate(MsgLampCreate&& message) = 0;
  virtual void OnLampUpdate(MsgLampUpdate&& message) = 0;
  virtual void OnLampDelete(MsgLampDelete&& message) = 0;
  virtual void OnNote(MsgNote&& message) = 0;
  virtual void OnAlarm(MsgAlarm&& message) = 0;

  // A message whose number the specification does not have; `content` is one
  // CBOR item.
  virtual void OnUnknownMessage(uint64_t number,
                                const noodles::Bytes& content) = 0;
  // A message whose content is wrong; the messages behind it are delivered.
  virtual void OnInvalidMessage(uint64_t number,
                                const noodles::cbor::DecodeError& error) = 0;
};

// Ignores all messages of a server.
class ServerMessageHandlerBase : public ServerMessageHandler {
 public:
  void OnLampCreate(MsgLampCreate&& message) override;
  void OnLampUpdate(MsgLampUpdate&& message) override;
  void OnLampDelete(MsgLampDelete&& message) override;
  void OnNote(MsgNote&& message) override;
  void OnAlarm(MsgAlarm&& message) override;
  void OnUnknownMessage(uint64_t number,
                        const noodles::Bytes& content) override;
  void OnInvalidMessage(uint64_t number,
                        const noodles::cbor::DecodeError& error) override;
};

// Receives the messages of a client.
class ClientMessageHandler {
 public:
  virtual ~ClientMessageHandler() = default;

  virtual void OnHello(MsgHello&& message) = 0;

  // A message whose number the specification does not have; `content` is one
  // CBOR item.
  virtual void OnUnknownMessage(uint64_t number,
                                const noodles::Bytes& content) = 0;
  // A message whose content is wrong; the messages behind it are delivered.
  virtual void OnInvalidMessage(uint64_t number,
                                const noodles::cbor::DecodeError& error) = 0;
};

// Ignores all messages of a client.
class ClientMessageHandlerBase : public ClientMessageHandler {
 public:
  void OnHello(MsgHello&& message) override;
  void OnUnknownMessage(uint64_t number,
                        const noodles::Bytes& content) override;
  void OnInvalidMessage(uint64_t number,
                        const noodles::cbor::DecodeError& error) override;
};

}  // namespace later

#endif  // LATER_HANDLERS_H_
