// Methods: types, and their reading and writing as CBOR.
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
import type { MethodID } from "./ids.js";

/** Methods are immutable. */
export interface Method {
  name: string;
  doc?: string | undefined;
  return_doc?: string | undefined;
  arg_doc: MethodArg[];
}

export interface MsgMethodCreate {
  id: MethodID;
  content: Method;
}

const msgMethodCreateTable = new ObjectTable("MsgMethodCreate", [
  required("id"),
  required("name"),
  optional("doc"),
  optional("return_doc"),
  required("arg_doc"),
]);

export function readMsgMethodCreate(reader: Reader): MsgMethodCreate {
  let id!: MethodID;
  let name!: string;
  let doc: string | undefined;
  let return_doc: string | undefined;
  let arg_doc!: MethodArg[];
  const object = reader.enterObject(msgMethodCreateTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // id
        id = reader.readID<"Method">();
        break;
      case 1: // name
        name = reader.readText();
        break;
      case 2: // doc
        doc = reader.readText();
        break;
      case 3: // return_doc
        return_doc = reader.readText();
        break;
      case 4: // arg_doc
        arg_doc = reader.readList(readMethodArg);
        break;
    }
  }
  const content: Method = { name, doc, return_doc, arg_doc };
  return { id, content };
}

export function writeMsgMethodCreate(
  writer: Writer,
  message: MsgMethodCreate,
): void {
  const value = message.content;
  writer.writeMapHead(3 + present(value.doc) + present(value.return_doc));
  writer.writeKey("id");
  writer.writeID(message.id);
  writer.writeKey("name");
  writer.writeText(value.name);
  if (value.doc !== undefined) {
    writer.writeKey("doc");
    writer.writeText(value.doc);
  }
  if (value.return_doc !== undefined) {
    writer.writeKey("return_doc");
    writer.writeText(value.return_doc);
  }
  writer.writeKey("arg_doc");
  writer.writeList(value.arg_doc, writeMethodArg);
}

export interface MsgMethodDelete {
  id: MethodID;
}

const msgMethodDeleteTable = new ObjectTable("MsgMethodDelete", [
  required("id"),
]);

export function readMsgMethodDelete(reader: Reader): MsgMethodDelete {
  let id!: MethodID;
  const object = reader.enterObject(msgMethodDeleteTable);
  while (reader.nextField(object) >= 0) {
    id = reader.readID<"Method">();
  }
  return { id };
}

export function writeMsgMethodDelete(
  writer: Writer,
  message: MsgMethodDelete,
): void {
  writer.writeMapHead(1);
  writer.writeKey("id");
  writer.writeID(message.id);
}
