// Client messages: types, and their reading and writing as CBOR.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import {
  type Any,
  ObjectTable,
  type Reader,
  type Writer,
  optional,
  present,
  readAny,
  required,
  writeAny,
} from "linguine-noodles/cbor";
import {
  type InvokeIDType,
  readInvokeIDType,
  writeInvokeIDType,
} from "./common_types.js";
import type { MethodID } from "./ids.js";

export interface MsgIntroduction {
  client_name: string;
}

const msgIntroductionTable = new ObjectTable("MsgIntroduction", [
  required("client_name"),
]);

export function readMsgIntroduction(reader: Reader): MsgIntroduction {
  let client_name!: string;
  const object = reader.enterObject(msgIntroductionTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // client_name
        client_name = reader.readText();
        break;
    }
  }
  return { client_name };
}

export function writeMsgIntroduction(
  writer: Writer,
  value: MsgIntroduction,
): void {
  writer.writeMapHead(1);
  writer.writeKey("client_name");
  writer.writeText(value.client_name);
}

/**
 * Without an invoke_id there is no reply. An invoke_id is at most 64 bytes and
 * is never used twice by a client.
 */
export interface MsgInvokeMethod {
  method: MethodID;
  context?: InvokeIDType | undefined;
  invoke_id?: string | undefined;
  args: Any[];
}

const msgInvokeMethodTable = new ObjectTable("MsgInvokeMethod", [
  required("method"),
  optional("context"),
  optional("invoke_id"),
  required("args"),
]);

export function readMsgInvokeMethod(reader: Reader): MsgInvokeMethod {
  let method!: MethodID;
  let context: InvokeIDType | undefined;
  let invoke_id: string | undefined;
  let args!: Any[];
  const object = reader.enterObject(msgInvokeMethodTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // method
        method = reader.readID<"Method">();
        break;
      case 1: // context
        context = readInvokeIDType(reader);
        break;
      case 2: // invoke_id
        invoke_id = reader.readText();
        break;
      case 3: // args
        args = reader.readList(readAny);
        break;
    }
  }
  return { method, context, invoke_id, args };
}

export function writeMsgInvokeMethod(
  writer: Writer,
  value: MsgInvokeMethod,
): void {
  writer.writeMapHead(2 + present(value.context) + present(value.invoke_id));
  writer.writeKey("method");
  writer.writeID(value.method);
  if (value.context !== undefined) {
    writer.writeKey("context");
    writeInvokeIDType(writer, value.context);
  }
  if (value.invoke_id !== undefined) {
    writer.writeKey("invoke_id");
    writer.writeText(value.invoke_id);
  }
  writer.writeKey("args");
  writer.writeList(value.args, writeAny);
}
