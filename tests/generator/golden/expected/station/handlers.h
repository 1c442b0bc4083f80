// What a program implements to take the messages of the other side.
//
// The handlers are pure virtual: a new message in the specification breaks the
// build where it must be thought about. The Base of each does nothing, for
// those who want a few messages only.
//
// Generated from station.cddl, station.bindings.toml; changes belong there.
//
// Thread-safety: a handler is called by one Dispatch at a time. Ownership:
// messages are handed over.
#ifndef STATION_HANDLERS_H_
#define STATION_HANDLERS_H_

#include <cstdint>

#include "noodles/base/bytes.h"

namespace noodles::cbor {
struct DecodeError;
}  // namespace noodles::cbor

namespace station {

struct MsgSiteCreate;
struct MsgSiteDelete;
struct MsgProbeCreate;
struct MsgProbeUpdate;
struct MsgProbeDelete;
struct MsgReadings;
struct MsgHello;

// Takes what a server sends.
class ServerMessageHandler {
 public:
  virtual ~ServerMessageHandler() = default;

  virtual void OnSiteCreate(MsgSiteCreate&& message) = 0;
  virtual void OnSiteDelete(MsgSiteDelete&& message) = 0;
  virtual void OnProbeCreate(MsgProbeCreate&& message) = 0;
  virtual void OnProbeUpdate(MsgProbeUpdate&& message) = 0;
  virtual void OnProbeDelete(MsgProbeDelete&& message) = 0;
  virtual void OnReadings(MsgReadings&& message) = 0;

  // A number that the specification does not have; `content` is one CBOR item.
  virtual void OnUnknownMessage(uint64_t number,
                                const noodles::Bytes& content) = 0;
  // A message whose content is wrong; those behind it are not affected.
  virtual void OnInvalidMessage(uint64_t number,
                                const noodles::cbor::DecodeError& error) = 0;
};

// Ignores everything that a server sends.
class ServerMessageHandlerBase : public ServerMessageHandler {
 public:
  void OnSiteCreate(MsgSiteCreate&& message) override;
  void OnSiteDelete(MsgSiteDelete&& message) override;
  void OnProbeCreate(MsgProbeCreate&& message) override;
  void OnProbeUpdate(MsgProbeUpdate&& message) override;
  void OnProbeDelete(MsgProbeDelete&& message) override;
  void OnReadings(MsgReadings&& message) override;
  void OnUnknownMessage(uint64_t number,
                        const noodles::Bytes& content) override;
  void OnInvalidMessage(uint64_t number,
                        const noodles::cbor::DecodeError& error) override;
};

// Takes what a client sends.
class ClientMessageHandler {
 public:
  virtual ~ClientMessageHandler() = default;

  virtual void OnHello(MsgHello&& message) = 0;

  // A number that the specification does not have; `content` is one CBOR item.
  virtual void OnUnknownMessage(uint64_t number,
                                const noodles::Bytes& content) = 0;
  // A message whose content is wrong; those behind it are not affected.
  virtual void OnInvalidMessage(uint64_t number,
                                const noodles::cbor::DecodeError& error) = 0;
};

// Ignores everything that a client sends.
class ClientMessageHandlerBase : public ClientMessageHandler {
 public:
  void OnHello(MsgHello&& message) override;
  void OnUnknownMessage(uint64_t number,
                        const noodles::Bytes& content) override;
  void OnInvalidMessage(uint64_t number,
                        const noodles::cbor::DecodeError& error) override;
};

}  // namespace station

#endif  // STATION_HANDLERS_H_
