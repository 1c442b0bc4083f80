// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/dispatch.h"

#include <utility>

#include "noodles/cbor/frame_reader.h"
#include "noodles/protocol/codecs.h"
#include "noodles/protocol/messages.h"

namespace noodles {
namespace {

template <class Message, class Handler>
void Deliver(cbor::FrameReader& frame, Handler& handler,
             void (Handler::*deliver)(Message&&)) {
  Message message;
  if (Read(frame.content(), message)) {
    (handler.*deliver)(std::move(message));
  } else {
    handler.OnInvalidMessage(frame.number(), frame.TakeContentError());
  }
}

}  // namespace

std::optional<cbor::DecodeError> Dispatch(const Bytes& frame,
                                          ServerMessageHandler& handler,
                                          const cbor::DecodeLimits& limits) {
  cbor::FrameReader reader(frame, limits);
  while (reader.Next()) {
    switch (reader.number()) {
      case 0:
        Deliver(reader, handler, &ServerMessageHandler::OnMethodCreate);
        break;
      case 1:
        Deliver(reader, handler, &ServerMessageHandler::OnMethodDelete);
        break;
      case 2:
        Deliver(reader, handler, &ServerMessageHandler::OnSignalCreate);
        break;
      case 3:
        Deliver(reader, handler, &ServerMessageHandler::OnSignalDelete);
        break;
      case 4:
        Deliver(reader, handler, &ServerMessageHandler::OnEntityCreate);
        break;
      case 5:
        Deliver(reader, handler, &ServerMessageHandler::OnEntityUpdate);
        break;
      case 6:
        Deliver(reader, handler, &ServerMessageHandler::OnEntityDelete);
        break;
      case 7:
        Deliver(reader, handler, &ServerMessageHandler::OnPlotCreate);
        break;
      case 8:
        Deliver(reader, handler, &ServerMessageHandler::OnPlotUpdate);
        break;
      case 9:
        Deliver(reader, handler, &ServerMessageHandler::OnPlotDelete);
        break;
      case 10:
        Deliver(reader, handler, &ServerMessageHandler::OnBufferCreate);
        break;
      case 11:
        Deliver(reader, handler, &ServerMessageHandler::OnBufferDelete);
        break;
      case 12:
        Deliver(reader, handler, &ServerMessageHandler::OnBufferViewCreate);
        break;
      case 13:
        Deliver(reader, handler, &ServerMessageHandler::OnBufferViewDelete);
        break;
      case 14:
        Deliver(reader, handler, &ServerMessageHandler::OnMaterialCreate);
        break;
      case 15:
        Deliver(reader, handler, &ServerMessageHandler::OnMaterialUpdate);
        break;
      case 16:
        Deliver(reader, handler, &ServerMessageHandler::OnMaterialDelete);
        break;
      case 17:
        Deliver(reader, handler, &ServerMessageHandler::OnImageCreate);
        break;
      case 18:
        Deliver(reader, handler, &ServerMessageHandler::OnImageDelete);
        break;
      case 19:
        Deliver(reader, handler, &ServerMessageHandler::OnTextureCreate);
        break;
      case 20:
        Deliver(reader, handler, &ServerMessageHandler::OnTextureDelete);
        break;
      case 21:
        Deliver(reader, handler, &ServerMessageHandler::OnSamplerCreate);
        break;
      case 22:
        Deliver(reader, handler, &ServerMessageHandler::OnSamplerDelete);
        break;
      case 23:
        Deliver(reader, handler, &ServerMessageHandler::OnLightCreate);
        break;
      case 24:
        Deliver(reader, handler, &ServerMessageHandler::OnLightUpdate);
        break;
      case 25:
        Deliver(reader, handler, &ServerMessageHandler::OnLightDelete);
        break;
      case 26:
        Deliver(reader, handler, &ServerMessageHandler::OnGeometryCreate);
        break;
      case 27:
        Deliver(reader, handler, &ServerMessageHandler::OnGeometryDelete);
        break;
      case 28:
        Deliver(reader, handler, &ServerMessageHandler::OnTableCreate);
        break;
      case 29:
        Deliver(reader, handler, &ServerMessageHandler::OnTableUpdate);
        break;
      case 30:
        Deliver(reader, handler, &ServerMessageHandler::OnTableDelete);
        break;
      case 31:
        Deliver(reader, handler, &ServerMessageHandler::OnDocumentUpdate);
        break;
      case 32:
        Deliver(reader, handler, &ServerMessageHandler::OnDocumentReset);
        break;
      case 33:
        Deliver(reader, handler, &ServerMessageHandler::OnSignalInvoke);
        break;
      case 34:
        Deliver(reader, handler, &ServerMessageHandler::OnMethodReply);
        break;
      case 35:
        Deliver(reader, handler, &ServerMessageHandler::OnDocumentInitialized);
        break;
      case 36:
        Deliver(reader, handler, &ServerMessageHandler::OnPhysicsCreate);
        break;
      case 37:
        Deliver(reader, handler, &ServerMessageHandler::OnPhysicsDelete);
        break;
      default:
        if (const auto content = reader.SkipContent()) {
          handler.OnUnknownMessage(reader.number(), *content);
        }
    }
  }
  return reader.TakeError();
}

std::optional<cbor::DecodeError> Dispatch(const Bytes& frame,
                                          ClientMessageHandler& handler,
                                          const cbor::DecodeLimits& limits) {
  cbor::FrameReader reader(frame, limits);
  while (reader.Next()) {
    switch (reader.number()) {
      case 0:
        Deliver(reader, handler, &ClientMessageHandler::OnIntroduction);
        break;
      case 1:
        Deliver(reader, handler, &ClientMessageHandler::OnInvokeMethod);
        break;
      default:
        if (const auto content = reader.SkipContent()) {
          handler.OnUnknownMessage(reader.number(), *content);
        }
    }
  }
  return reader.TakeError();
}

}  // namespace noodles
