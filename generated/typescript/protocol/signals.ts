// Signals: types, and their reading and writing as CBOR.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import {
  ObjectTable,
  type Reader,
  type Writer,
  optional,
  present,
  required,
} from "linguine-noodles/cbor";
import {
  type MethodArg,
  readMethodArg,
  writeMethodArg,
} from "./common_types.js";
import type { SignalID } from "./ids.js";

/** Signals are immutable. */
export interface Signal {
  name: string;
  doc?: string | undefined;
  arg_doc: MethodArg[];
}

export interface MsgSignalCreate {
  id: SignalID;
  content: Signal;
}

const msgSignalCreateTable = new ObjectTable("MsgSignalCreate", [
  required("id"),
  required("name"),
  optional("doc"),
  required("arg_doc"),
]);

export function readMsgSignalCreate(reader: Reader): MsgSignalCreate {
  let id!: SignalID;
  let name!: string;
  let doc: string | undefined;
  let arg_doc!: MethodArg[];
  const object = reader.enterObject(msgSignalCreateTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // id
        id = reader.readID<"Signal">();
        break;
      case 1: // name
        name = reader.readText();
        break;
      case 2: // doc
        doc = reader.readText();
        break;
      case 3: // arg_doc
        arg_doc = reader.readList(readMethodArg);
        break;
    }
  }
  const content: Signal = { name, doc, arg_doc };
  return { id, content };
}

export function writeMsgSignalCreate(
  writer: Writer,
  message: MsgSignalCreate,
): void {
  const value = message.content;
  writer.writeMapHead(3 + present(value.doc));
  writer.writeKey("id");
  writer.writeID(message.id);
  writer.writeKey("name");
  writer.writeText(value.name);
  if (value.doc !== undefined) {
    writer.writeKey("doc");
    writer.writeText(value.doc);
  }
  writer.writeKey("arg_doc");
  writer.writeList(value.arg_doc, writeMethodArg);
}

export interface MsgSignalDelete {
  id: SignalID;
}

const msgSignalDeleteTable = new ObjectTable("MsgSignalDelete", [
  required("id"),
]);

export function readMsgSignalDelete(reader: Reader): MsgSignalDelete {
  let id!: SignalID;
  const object = reader.enterObject(msgSignalDeleteTable);
  while (reader.nextField(object) >= 0) {
    id = reader.readID<"Signal">();
  }
  return { id };
}

export function writeMsgSignalDelete(
  writer: Writer,
  message: MsgSignalDelete,
): void {
  writer.writeMapHead(1);
  writer.writeKey("id");
  writer.writeID(message.id);
}
