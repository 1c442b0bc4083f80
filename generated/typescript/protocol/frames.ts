// Encoding of messages as a frame.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import { Writer } from "linguine-noodles/cbor";
import {
  type MsgBufferCreate,
  type MsgBufferDelete,
  type MsgBufferViewCreate,
  type MsgBufferViewDelete,
  writeMsgBufferCreate,
  writeMsgBufferDelete,
  writeMsgBufferViewCreate,
  writeMsgBufferViewDelete,
} from "./buffers.js";
import {
  type MsgIntroduction,
  type MsgInvokeMethod,
  writeMsgIntroduction,
  writeMsgInvokeMethod,
} from "./client_messages.js";
import {
  type MsgDocumentInitialized,
  type MsgDocumentReset,
  type MsgDocumentUpdate,
  writeMsgDocumentInitialized,
  writeMsgDocumentReset,
  writeMsgDocumentUpdate,
} from "./document.js";
import {
  type MsgEntityCreate,
  type MsgEntityDelete,
  type MsgEntityUpdate,
  writeMsgEntityCreate,
  writeMsgEntityDelete,
  writeMsgEntityUpdate,
} from "./entities.js";
import {
  type MsgGeometryCreate,
  type MsgGeometryDelete,
  writeMsgGeometryCreate,
  writeMsgGeometryDelete,
} from "./geometry.js";
import {
  type MsgImageCreate,
  type MsgImageDelete,
  writeMsgImageCreate,
  writeMsgImageDelete,
} from "./images.js";
import {
  type MsgLightCreate,
  type MsgLightDelete,
  type MsgLightUpdate,
  writeMsgLightCreate,
  writeMsgLightDelete,
  writeMsgLightUpdate,
} from "./lights.js";
import {
  type MsgMaterialCreate,
  type MsgMaterialDelete,
  type MsgMaterialUpdate,
  writeMsgMaterialCreate,
  writeMsgMaterialDelete,
  writeMsgMaterialUpdate,
} from "./materials.js";
import {
  type MsgMethodCreate,
  type MsgMethodDelete,
  writeMsgMethodCreate,
  writeMsgMethodDelete,
} from "./methods.js";
import {
  type MsgPhysicsCreate,
  type MsgPhysicsDelete,
  writeMsgPhysicsCreate,
  writeMsgPhysicsDelete,
} from "./physics.js";
import {
  type MsgPlotCreate,
  type MsgPlotDelete,
  type MsgPlotUpdate,
  writeMsgPlotCreate,
  writeMsgPlotDelete,
  writeMsgPlotUpdate,
} from "./plots.js";
import {
  type MsgSamplerCreate,
  type MsgSamplerDelete,
  writeMsgSamplerCreate,
  writeMsgSamplerDelete,
} from "./samplers.js";
import {
  type MsgSignalCreate,
  type MsgSignalDelete,
  writeMsgSignalCreate,
  writeMsgSignalDelete,
} from "./signals.js";
import {
  type MsgMethodReply,
  type MsgSignalInvoke,
  writeMsgMethodReply,
  writeMsgSignalInvoke,
} from "./signals_and_replies.js";
import {
  type MsgTableCreate,
  type MsgTableDelete,
  type MsgTableUpdate,
  writeMsgTableCreate,
  writeMsgTableDelete,
  writeMsgTableUpdate,
} from "./tables.js";
import {
  type MsgTextureCreate,
  type MsgTextureDelete,
  writeMsgTextureCreate,
  writeMsgTextureDelete,
} from "./textures.js";

/** A message of a server. */
export type ServerMessage =
  | { kind: "MsgMethodCreate"; value: MsgMethodCreate }
  | { kind: "MsgMethodDelete"; value: MsgMethodDelete }
  | { kind: "MsgSignalCreate"; value: MsgSignalCreate }
  | { kind: "MsgSignalDelete"; value: MsgSignalDelete }
  | { kind: "MsgEntityCreate"; value: MsgEntityCreate }
  | { kind: "MsgEntityUpdate"; value: MsgEntityUpdate }
  | { kind: "MsgEntityDelete"; value: MsgEntityDelete }
  | { kind: "MsgPlotCreate"; value: MsgPlotCreate }
  | { kind: "MsgPlotUpdate"; value: MsgPlotUpdate }
  | { kind: "MsgPlotDelete"; value: MsgPlotDelete }
  | { kind: "MsgBufferCreate"; value: MsgBufferCreate }
  | { kind: "MsgBufferDelete"; value: MsgBufferDelete }
  | { kind: "MsgBufferViewCreate"; value: MsgBufferViewCreate }
  | { kind: "MsgBufferViewDelete"; value: MsgBufferViewDelete }
  | { kind: "MsgMaterialCreate"; value: MsgMaterialCreate }
  | { kind: "MsgMaterialUpdate"; value: MsgMaterialUpdate }
  | { kind: "MsgMaterialDelete"; value: MsgMaterialDelete }
  | { kind: "MsgImageCreate"; value: MsgImageCreate }
  | { kind: "MsgImageDelete"; value: MsgImageDelete }
  | { kind: "MsgTextureCreate"; value: MsgTextureCreate }
  | { kind: "MsgTextureDelete"; value: MsgTextureDelete }
  | { kind: "MsgSamplerCreate"; value: MsgSamplerCreate }
  | { kind: "MsgSamplerDelete"; value: MsgSamplerDelete }
  | { kind: "MsgLightCreate"; value: MsgLightCreate }
  | { kind: "MsgLightUpdate"; value: MsgLightUpdate }
  | { kind: "MsgLightDelete"; value: MsgLightDelete }
  | { kind: "MsgGeometryCreate"; value: MsgGeometryCreate }
  | { kind: "MsgGeometryDelete"; value: MsgGeometryDelete }
  | { kind: "MsgTableCreate"; value: MsgTableCreate }
  | { kind: "MsgTableUpdate"; value: MsgTableUpdate }
  | { kind: "MsgTableDelete"; value: MsgTableDelete }
  | { kind: "MsgDocumentUpdate"; value: MsgDocumentUpdate }
  | { kind: "MsgDocumentReset"; value: MsgDocumentReset }
  | { kind: "MsgSignalInvoke"; value: MsgSignalInvoke }
  | { kind: "MsgMethodReply"; value: MsgMethodReply }
  | { kind: "MsgDocumentInitialized"; value: MsgDocumentInitialized }
  | { kind: "MsgPhysicsCreate"; value: MsgPhysicsCreate }
  | { kind: "MsgPhysicsDelete"; value: MsgPhysicsDelete };

/** Writes a message: its number, then its content. */
export function writeServerMessage(
  writer: Writer,
  message: ServerMessage,
): void {
  switch (message.kind) {
    case "MsgMethodCreate":
      writer.writeUint(0);
      return writeMsgMethodCreate(writer, message.value);
    case "MsgMethodDelete":
      writer.writeUint(1);
      return writeMsgMethodDelete(writer, message.value);
    case "MsgSignalCreate":
      writer.writeUint(2);
      return writeMsgSignalCreate(writer, message.value);
    case "MsgSignalDelete":
      writer.writeUint(3);
      return writeMsgSignalDelete(writer, message.value);
    case "MsgEntityCreate":
      writer.writeUint(4);
      return writeMsgEntityCreate(writer, message.value);
    case "MsgEntityUpdate":
      writer.writeUint(5);
      return writeMsgEntityUpdate(writer, message.value);
    case "MsgEntityDelete":
      writer.writeUint(6);
      return writeMsgEntityDelete(writer, message.value);
    case "MsgPlotCreate":
      writer.writeUint(7);
      return writeMsgPlotCreate(writer, message.value);
    case "MsgPlotUpdate":
      writer.writeUint(8);
      return writeMsgPlotUpdate(writer, message.value);
    case "MsgPlotDelete":
      writer.writeUint(9);
      return writeMsgPlotDelete(writer, message.value);
    case "MsgBufferCreate":
      writer.writeUint(10);
      return writeMsgBufferCreate(writer, message.value);
    case "MsgBufferDelete":
      writer.writeUint(11);
      return writeMsgBufferDelete(writer, message.value);
    case "MsgBufferViewCreate":
      writer.writeUint(12);
      return writeMsgBufferViewCreate(writer, message.value);
    case "MsgBufferViewDelete":
      writer.writeUint(13);
      return writeMsgBufferViewDelete(writer, message.value);
    case "MsgMaterialCreate":
      writer.writeUint(14);
      return writeMsgMaterialCreate(writer, message.value);
    case "MsgMaterialUpdate":
      writer.writeUint(15);
      return writeMsgMaterialUpdate(writer, message.value);
    case "MsgMaterialDelete":
      writer.writeUint(16);
      return writeMsgMaterialDelete(writer, message.value);
    case "MsgImageCreate":
      writer.writeUint(17);
      return writeMsgImageCreate(writer, message.value);
    case "MsgImageDelete":
      writer.writeUint(18);
      return writeMsgImageDelete(writer, message.value);
    case "MsgTextureCreate":
      writer.writeUint(19);
      return writeMsgTextureCreate(writer, message.value);
    case "MsgTextureDelete":
      writer.writeUint(20);
      return writeMsgTextureDelete(writer, message.value);
    case "MsgSamplerCreate":
      writer.writeUint(21);
      return writeMsgSamplerCreate(writer, message.value);
    case "MsgSamplerDelete":
      writer.writeUint(22);
      return writeMsgSamplerDelete(writer, message.value);
    case "MsgLightCreate":
      writer.writeUint(23);
      return writeMsgLightCreate(writer, message.value);
    case "MsgLightUpdate":
      writer.writeUint(24);
      return writeMsgLightUpdate(writer, message.value);
    case "MsgLightDelete":
      writer.writeUint(25);
      return writeMsgLightDelete(writer, message.value);
    case "MsgGeometryCreate":
      writer.writeUint(26);
      return writeMsgGeometryCreate(writer, message.value);
    case "MsgGeometryDelete":
      writer.writeUint(27);
      return writeMsgGeometryDelete(writer, message.value);
    case "MsgTableCreate":
      writer.writeUint(28);
      return writeMsgTableCreate(writer, message.value);
    case "MsgTableUpdate":
      writer.writeUint(29);
      return writeMsgTableUpdate(writer, message.value);
    case "MsgTableDelete":
      writer.writeUint(30);
      return writeMsgTableDelete(writer, message.value);
    case "MsgDocumentUpdate":
      writer.writeUint(31);
      return writeMsgDocumentUpdate(writer, message.value);
    case "MsgDocumentReset":
      writer.writeUint(32);
      return writeMsgDocumentReset(writer, message.value);
    case "MsgSignalInvoke":
      writer.writeUint(33);
      return writeMsgSignalInvoke(writer, message.value);
    case "MsgMethodReply":
      writer.writeUint(34);
      return writeMsgMethodReply(writer, message.value);
    case "MsgDocumentInitialized":
      writer.writeUint(35);
      return writeMsgDocumentInitialized(writer, message.value);
    case "MsgPhysicsCreate":
      writer.writeUint(36);
      return writeMsgPhysicsCreate(writer, message.value);
    case "MsgPhysicsDelete":
      writer.writeUint(37);
      return writeMsgPhysicsDelete(writer, message.value);
  }
}

/** The frame that holds these messages, in this order. */
export function encodeServerFrame(
  messages: readonly ServerMessage[],
): Uint8Array<ArrayBuffer> {
  const writer = Writer.borrow();
  writer.writeArrayHead(2 * messages.length);
  for (const message of messages) writeServerMessage(writer, message);
  return writer.giveBack();
}

/** A message of a client. */
export type ClientMessage =
  | { kind: "MsgIntroduction"; value: MsgIntroduction }
  | { kind: "MsgInvokeMethod"; value: MsgInvokeMethod };

/** Writes a message: its number, then its content. */
export function writeClientMessage(
  writer: Writer,
  message: ClientMessage,
): void {
  switch (message.kind) {
    case "MsgIntroduction":
      writer.writeUint(0);
      return writeMsgIntroduction(writer, message.value);
    case "MsgInvokeMethod":
      writer.writeUint(1);
      return writeMsgInvokeMethod(writer, message.value);
  }
}

/** The frame that holds these messages, in this order. */
export function encodeClientFrame(
  messages: readonly ClientMessage[],
): Uint8Array<ArrayBuffer> {
  const writer = Writer.borrow();
  writer.writeArrayHead(2 * messages.length);
  for (const message of messages) writeClientMessage(writer, message);
  return writer.giveBack();
}
