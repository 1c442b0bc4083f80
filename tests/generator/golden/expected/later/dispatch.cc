// Generated from later.cddl, later.bindings.toml; changes belong there.
#include "later/dispatch.h"

#include <utility>

#include "later/codecs.h"
#include "later/messages.h"
#include "noodles/cbor/frame_reader.h"

namespace later {
namespace {

template <class Message, class Handler>
void Deliver(noodles::cbor::FrameReader& frame, Handler& handler,
             void (Handler::*deliver)(Message&&)) {
  Message message;
  if (Read(frame.content(), message)) {
    (handler.*deliver)(std::move(message));
  } else {
    handler.OnInvalidMessage(frame.number(), frame.TakeContentError());
  }
}

}  // namespace

std::optional<noodles::cbor::DecodeError> Dispatch(
    const noodles::Bytes& frame, ServerMessageHandler& handler,
    const noodles::cbor::DecodeLimits& limits) {
  noodles::cbor::FrameReader reader(frame, limits);
  while (reader.Next()) {
    switch (reader.number()) {
      case 0:
        Deliver(reader, handler, &ServerMessageHandler::OnLampCreate);
        break;
      case 1:
        Deliver(reader, handler, &ServerMessageHandler::OnLampUpdate);
        break;
      case 2:
        Deliver(reader, handler, &ServerMessageHandler::OnLampDelete);
        break;
      case 3:
        Deliver(reader, handler, &ServerMessageHandler::OnNote);
        break;
      case 4:
        Deliver(reader, handler, &ServerMessageHandler::OnAlarm);
        break;
      default:
        if (const auto content = reader.SkipContent()) {
          handler.OnUnknownMessage(reader.number(), *content);
        }
    }
  }
  return reader.TakeError();
}

std::optional<noodles::cbor::DecodeError> Dispatch(
    const noodles::Bytes& frame, ClientMessageHandler& handler,
    const noodles::cbor::DecodeLimits& limits) {
  noodles::cbor::FrameReader reader(frame, limits);
  while (reader.Next()) {
    switch (reader.number()) {
      case 0:
        Deliver(reader, handler, &ClientMessageHandler::OnHello);
        break;
      default:
        if (const auto content = reader.SkipContent()) {
          handler.OnUnknownMessage(reader.number(), *content);
        }
    }
  }
  return reader.TakeError();
}

}  // namespace later
