// Decoding of a received frame into calls of a handler.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import {
  type DecodeError,
  FrameReader,
  type Reader,
  type ReaderOptions,
} from "linguine-noodles/cbor";
import {
  type MsgBufferCreate,
  type MsgBufferDelete,
  type MsgBufferViewCreate,
  type MsgBufferViewDelete,
  readMsgBufferCreate,
  readMsgBufferDelete,
  readMsgBufferViewCreate,
  readMsgBufferViewDelete,
} from "./buffers.js";
import {
  type MsgIntroduction,
  type MsgInvokeMethod,
  readMsgIntroduction,
  readMsgInvokeMethod,
} from "./client_messages.js";
import {
  type MsgDocumentInitialized,
  type MsgDocumentReset,
  type MsgDocumentUpdate,
  readMsgDocumentInitialized,
  readMsgDocumentReset,
  readMsgDocumentUpdate,
} from "./document.js";
import {
  type MsgEntityCreate,
  type MsgEntityDelete,
  type MsgEntityUpdate,
  readMsgEntityCreate,
  readMsgEntityDelete,
  readMsgEntityUpdate,
} from "./entities.js";
import {
  type MsgGeometryCreate,
  type MsgGeometryDelete,
  readMsgGeometryCreate,
  readMsgGeometryDelete,
} from "./geometry.js";
import {
  type MsgImageCreate,
  type MsgImageDelete,
  readMsgImageCreate,
  readMsgImageDelete,
} from "./images.js";
import {
  type MsgLightCreate,
  type MsgLightDelete,
  type MsgLightUpdate,
  readMsgLightCreate,
  readMsgLightDelete,
  readMsgLightUpdate,
} from "./lights.js";
import {
  type MsgMaterialCreate,
  type MsgMaterialDelete,
  type MsgMaterialUpdate,
  readMsgMaterialCreate,
  readMsgMaterialDelete,
  readMsgMaterialUpdate,
} from "./materials.js";
import {
  type MsgMethodCreate,
  type MsgMethodDelete,
  readMsgMethodCreate,
  readMsgMethodDelete,
} from "./methods.js";
import {
  type MsgPhysicsCreate,
  type MsgPhysicsDelete,
  readMsgPhysicsCreate,
  readMsgPhysicsDelete,
} from "./physics.js";
import {
  type MsgPlotCreate,
  type MsgPlotDelete,
  type MsgPlotUpdate,
  readMsgPlotCreate,
  readMsgPlotDelete,
  readMsgPlotUpdate,
} from "./plots.js";
import {
  type MsgSamplerCreate,
  type MsgSamplerDelete,
  readMsgSamplerCreate,
  readMsgSamplerDelete,
} from "./samplers.js";
import {
  type MsgSignalCreate,
  type MsgSignalDelete,
  readMsgSignalCreate,
  readMsgSignalDelete,
} from "./signals.js";
import {
  type MsgMethodReply,
  type MsgSignalInvoke,
  readMsgMethodReply,
  readMsgSignalInvoke,
} from "./signals_and_replies.js";
import {
  type MsgTableCreate,
  type MsgTableDelete,
  type MsgTableUpdate,
  readMsgTableCreate,
  readMsgTableDelete,
  readMsgTableUpdate,
} from "./tables.js";
import {
  type MsgTextureCreate,
  type MsgTextureDelete,
  readMsgTextureCreate,
  readMsgTextureDelete,
} from "./textures.js";

/** What every handler receives beside the messages. */
export interface UnreadMessageHandler {
  /**
   * A message whose number the specification does not have; `content` is one
   * CBOR item, a view of the frame.
   */
  onUnknownMessage(number: number | bigint, content: Uint8Array): void;
  /** A message whose content is wrong; the messages behind it are delivered. */
  onInvalidMessage(number: number | bigint, error: DecodeError): void;
}

/**
 * Receives the messages of a server. A new message in the specification breaks
 * the build of every handler, on purpose.
 */
export interface ServerMessageHandler extends UnreadMessageHandler {
  onMethodCreate(message: MsgMethodCreate): void;
  onMethodDelete(message: MsgMethodDelete): void;
  onSignalCreate(message: MsgSignalCreate): void;
  onSignalDelete(message: MsgSignalDelete): void;
  onEntityCreate(message: MsgEntityCreate): void;
  onEntityUpdate(message: MsgEntityUpdate): void;
  onEntityDelete(message: MsgEntityDelete): void;
  onPlotCreate(message: MsgPlotCreate): void;
  onPlotUpdate(message: MsgPlotUpdate): void;
  onPlotDelete(message: MsgPlotDelete): void;
  onBufferCreate(message: MsgBufferCreate): void;
  onBufferDelete(message: MsgBufferDelete): void;
  onBufferViewCreate(message: MsgBufferViewCreate): void;
  onBufferViewDelete(message: MsgBufferViewDelete): void;
  onMaterialCreate(message: MsgMaterialCreate): void;
  onMaterialUpdate(message: MsgMaterialUpdate): void;
  onMaterialDelete(message: MsgMaterialDelete): void;
  onImageCreate(message: MsgImageCreate): void;
  onImageDelete(message: MsgImageDelete): void;
  onTextureCreate(message: MsgTextureCreate): void;
  onTextureDelete(message: MsgTextureDelete): void;
  onSamplerCreate(message: MsgSamplerCreate): void;
  onSamplerDelete(message: MsgSamplerDelete): void;
  onLightCreate(message: MsgLightCreate): void;
  onLightUpdate(message: MsgLightUpdate): void;
  onLightDelete(message: MsgLightDelete): void;
  onGeometryCreate(message: MsgGeometryCreate): void;
  onGeometryDelete(message: MsgGeometryDelete): void;
  onTableCreate(message: MsgTableCreate): void;
  onTableUpdate(message: MsgTableUpdate): void;
  onTableDelete(message: MsgTableDelete): void;
  onDocumentUpdate(message: MsgDocumentUpdate): void;
  onDocumentReset(message: MsgDocumentReset): void;
  onSignalInvoke(message: MsgSignalInvoke): void;
  onMethodReply(message: MsgMethodReply): void;
  onDocumentInitialized(message: MsgDocumentInitialized): void;
  onPhysicsCreate(message: MsgPhysicsCreate): void;
  onPhysicsDelete(message: MsgPhysicsDelete): void;
}

/** Ignores all messages of a server: the base of handlers of a few. */
export class ServerMessageHandlerBase implements ServerMessageHandler {
  onMethodCreate(_message: MsgMethodCreate): void {}
  onMethodDelete(_message: MsgMethodDelete): void {}
  onSignalCreate(_message: MsgSignalCreate): void {}
  onSignalDelete(_message: MsgSignalDelete): void {}
  onEntityCreate(_message: MsgEntityCreate): void {}
  onEntityUpdate(_message: MsgEntityUpdate): void {}
  onEntityDelete(_message: MsgEntityDelete): void {}
  onPlotCreate(_message: MsgPlotCreate): void {}
  onPlotUpdate(_message: MsgPlotUpdate): void {}
  onPlotDelete(_message: MsgPlotDelete): void {}
  onBufferCreate(_message: MsgBufferCreate): void {}
  onBufferDelete(_message: MsgBufferDelete): void {}
  onBufferViewCreate(_message: MsgBufferViewCreate): void {}
  onBufferViewDelete(_message: MsgBufferViewDelete): void {}
  onMaterialCreate(_message: MsgMaterialCreate): void {}
  onMaterialUpdate(_message: MsgMaterialUpdate): void {}
  onMaterialDelete(_message: MsgMaterialDelete): void {}
  onImageCreate(_message: MsgImageCreate): void {}
  onImageDelete(_message: MsgImageDelete): void {}
  onTextureCreate(_message: MsgTextureCreate): void {}
  onTextureDelete(_message: MsgTextureDelete): void {}
  onSamplerCreate(_message: MsgSamplerCreate): void {}
  onSamplerDelete(_message: MsgSamplerDelete): void {}
  onLightCreate(_message: MsgLightCreate): void {}
  onLightUpdate(_message: MsgLightUpdate): void {}
  onLightDelete(_message: MsgLightDelete): void {}
  onGeometryCreate(_message: MsgGeometryCreate): void {}
  onGeometryDelete(_message: MsgGeometryDelete): void {}
  onTableCreate(_message: MsgTableCreate): void {}
  onTableUpdate(_message: MsgTableUpdate): void {}
  onTableDelete(_message: MsgTableDelete): void {}
  onDocumentUpdate(_message: MsgDocumentUpdate): void {}
  onDocumentReset(_message: MsgDocumentReset): void {}
  onSignalInvoke(_message: MsgSignalInvoke): void {}
  onMethodReply(_message: MsgMethodReply): void {}
  onDocumentInitialized(_message: MsgDocumentInitialized): void {}
  onPhysicsCreate(_message: MsgPhysicsCreate): void {}
  onPhysicsDelete(_message: MsgPhysicsDelete): void {}
  onUnknownMessage(_number: number | bigint, _content: Uint8Array): void {}
  onInvalidMessage(_number: number | bigint, _error: DecodeError): void {}
}

/**
 * Decodes a frame of a server and calls `handler` for each message in order. A
 * message whose content is wrong goes to onInvalidMessage; the messages behind
 * it are delivered. Returns the error that ended the frame before its last
 * message, or undefined if the whole frame was read. Byte strings in messages
 * are views of the frame.
 */
export function dispatchServerFrame(
  frame: Uint8Array,
  handler: ServerMessageHandler,
  options: ReaderOptions = {},
): DecodeError | undefined {
  const reader = new FrameReader(frame, options);
  while (reader.next()) {
    switch (reader.number) {
      case 0: {
        const message = readContent(reader, handler, readMsgMethodCreate);
        if (message !== undefined) handler.onMethodCreate(message);
        break;
      }
      case 1: {
        const message = readContent(reader, handler, readMsgMethodDelete);
        if (message !== undefined) handler.onMethodDelete(message);
        break;
      }
      case 2: {
        const message = readContent(reader, handler, readMsgSignalCreate);
        if (message !== undefined) handler.onSignalCreate(message);
        break;
      }
      case 3: {
        const message = readContent(reader, handler, readMsgSignalDelete);
        if (message !== undefined) handler.onSignalDelete(message);
        break;
      }
      case 4: {
        const message = readContent(reader, handler, readMsgEntityCreate);
        if (message !== undefined) handler.onEntityCreate(message);
        break;
      }
      case 5: {
        const message = readContent(reader, handler, readMsgEntityUpdate);
        if (message !== undefined) handler.onEntityUpdate(message);
        break;
      }
      case 6: {
        const message = readContent(reader, handler, readMsgEntityDelete);
        if (message !== undefined) handler.onEntityDelete(message);
        break;
      }
      case 7: {
        const message = readContent(reader, handler, readMsgPlotCreate);
        if (message !== undefined) handler.onPlotCreate(message);
        break;
      }
      case 8: {
        const message = readContent(reader, handler, readMsgPlotUpdate);
        if (message !== undefined) handler.onPlotUpdate(message);
        break;
      }
      case 9: {
        const message = readContent(reader, handler, readMsgPlotDelete);
        if (message !== undefined) handler.onPlotDelete(message);
        break;
      }
      case 10: {
        const message = readContent(reader, handler, readMsgBufferCreate);
        if (message !== undefined) handler.onBufferCreate(message);
        break;
      }
      case 11: {
        const message = readContent(reader, handler, readMsgBufferDelete);
        if (message !== undefined) handler.onBufferDelete(message);
        break;
      }
      case 12: {
        const message = readContent(reader, handler, readMsgBufferViewCreate);
        if (message !== undefined) handler.onBufferViewCreate(message);
        break;
      }
      case 13: {
        const message = readContent(reader, handler, readMsgBufferViewDelete);
        if (message !== undefined) handler.onBufferViewDelete(message);
        break;
      }
      case 14: {
        const message = readContent(reader, handler, readMsgMaterialCreate);
        if (message !== undefined) handler.onMaterialCreate(message);
        break;
      }
      case 15: {
        const message = readContent(reader, handler, readMsgMaterialUpdate);
        if (message !== undefined) handler.onMaterialUpdate(message);
        break;
      }
      case 16: {
        const message = readContent(reader, handler, readMsgMaterialDelete);
        if (message !== undefined) handler.onMaterialDelete(message);
        break;
      }
      case 17: {
        const message = readContent(reader, handler, readMsgImageCreate);
        if (message !== undefined) handler.onImageCreate(message);
        break;
      }
      case 18: {
        const message = readContent(reader, handler, readMsgImageDelete);
        if (message !== undefined) handler.onImageDelete(message);
        break;
      }
      case 19: {
        const message = readContent(reader, handler, readMsgTextureCreate);
        if (message !== undefined) handler.onTextureCreate(message);
        break;
      }
      case 20: {
        const message = readContent(reader, handler, readMsgTextureDelete);
        if (message !== undefined) handler.onTextureDelete(message);
        break;
      }
      case 21: {
        const message = readContent(reader, handler, readMsgSamplerCreate);
        if (message !== undefined) handler.onSamplerCreate(message);
        break;
      }
      case 22: {
        const message = readContent(reader, handler, readMsgSamplerDelete);
        if (message !== undefined) handler.onSamplerDelete(message);
        break;
      }
      case 23: {
        const message = readContent(reader, handler, readMsgLightCreate);
        if (message !== undefined) handler.onLightCreate(message);
        break;
      }
      case 24: {
        const message = readContent(reader, handler, readMsgLightUpdate);
        if (message !== undefined) handler.onLightUpdate(message);
        break;
      }
      case 25: {
        const message = readContent(reader, handler, readMsgLightDelete);
        if (message !== undefined) handler.onLightDelete(message);
        break;
      }
      case 26: {
        const message = readContent(reader, handler, readMsgGeometryCreate);
        if (message !== undefined) handler.onGeometryCreate(message);
        break;
      }
      case 27: {
        const message = readContent(reader, handler, readMsgGeometryDelete);
        if (message !== undefined) handler.onGeometryDelete(message);
        break;
      }
      case 28: {
        const message = readContent(reader, handler, readMsgTableCreate);
        if (message !== undefined) handler.onTableCreate(message);
        break;
      }
      case 29: {
        const message = readContent(reader, handler, readMsgTableUpdate);
        if (message !== undefined) handler.onTableUpdate(message);
        break;
      }
      case 30: {
        const message = readContent(reader, handler, readMsgTableDelete);
        if (message !== undefined) handler.onTableDelete(message);
        break;
      }
      case 31: {
        const message = readContent(reader, handler, readMsgDocumentUpdate);
        if (message !== undefined) handler.onDocumentUpdate(message);
        break;
      }
      case 32: {
        const message = readContent(reader, handler, readMsgDocumentReset);
        if (message !== undefined) handler.onDocumentReset(message);
        break;
      }
      case 33: {
        const message = readContent(reader, handler, readMsgSignalInvoke);
        if (message !== undefined) handler.onSignalInvoke(message);
        break;
      }
      case 34: {
        const message = readContent(reader, handler, readMsgMethodReply);
        if (message !== undefined) handler.onMethodReply(message);
        break;
      }
      case 35: {
        const message = readContent(
          reader,
          handler,
          readMsgDocumentInitialized,
        );
        if (message !== undefined) handler.onDocumentInitialized(message);
        break;
      }
      case 36: {
        const message = readContent(reader, handler, readMsgPhysicsCreate);
        if (message !== undefined) handler.onPhysicsCreate(message);
        break;
      }
      case 37: {
        const message = readContent(reader, handler, readMsgPhysicsDelete);
        if (message !== undefined) handler.onPhysicsDelete(message);
        break;
      }
      default: {
        const content = reader.skipContent();
        if (content !== undefined) {
          handler.onUnknownMessage(reader.number, content);
        }
      }
    }
  }
  return reader.error;
}

/**
 * Receives the messages of a client. A new message in the specification breaks
 * the build of every handler, on purpose.
 */
export interface ClientMessageHandler extends UnreadMessageHandler {
  onIntroduction(message: MsgIntroduction): void;
  onInvokeMethod(message: MsgInvokeMethod): void;
}

/** Ignores all messages of a client: the base of handlers of a few. */
export class ClientMessageHandlerBase implements ClientMessageHandler {
  onIntroduction(_message: MsgIntroduction): void {}
  onInvokeMethod(_message: MsgInvokeMethod): void {}
  onUnknownMessage(_number: number | bigint, _content: Uint8Array): void {}
  onInvalidMessage(_number: number | bigint, _error: DecodeError): void {}
}

/**
 * Decodes a frame of a client and calls `handler` for each message in order. A
 * message whose content is wrong goes to onInvalidMessage; the messages behind
 * it are delivered. Returns the error that ended the frame before its last
 * message, or undefined if the whole frame was read. Byte strings in messages
 * are views of the frame.
 */
export function dispatchClientFrame(
  frame: Uint8Array,
  handler: ClientMessageHandler,
  options: ReaderOptions = {},
): DecodeError | undefined {
  const reader = new FrameReader(frame, options);
  while (reader.next()) {
    switch (reader.number) {
      case 0: {
        const message = readContent(reader, handler, readMsgIntroduction);
        if (message !== undefined) handler.onIntroduction(message);
        break;
      }
      case 1: {
        const message = readContent(reader, handler, readMsgInvokeMethod);
        if (message !== undefined) handler.onInvokeMethod(message);
        break;
      }
      default: {
        const content = reader.skipContent();
        if (content !== undefined) {
          handler.onUnknownMessage(reader.number, content);
        }
      }
    }
  }
  return reader.error;
}

/** Reads the content of a message, or tells `handler` why it is wrong. */
function readContent<T>(
  frame: FrameReader,
  handler: UnreadMessageHandler,
  read: (reader: Reader) => T,
): T | undefined {
  const message = frame.read(read);
  if (message === undefined && frame.contentError !== undefined) {
    handler.onInvalidMessage(frame.number, frame.contentError);
  }
  return message;
}
