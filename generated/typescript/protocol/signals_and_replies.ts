// Signals and replies: types, and their reading and writing as CBOR.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import {
  type Any,
  ObjectTable,
  type Reader,
  type Writer,
  alternative,
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
import type { SignalID } from "./ids.js";

export interface MsgSignalInvoke {
  id: SignalID;
  context?: InvokeIDType | undefined;
  signal_data: Any[];
}

const msgSignalInvokeTable = new ObjectTable("MsgSignalInvoke", [
  required("id"),
  optional("context"),
  required("signal_data"),
]);

export function readMsgSignalInvoke(reader: Reader): MsgSignalInvoke {
  let id!: SignalID;
  let context: InvokeIDType | undefined;
  let signal_data!: Any[];
  const object = reader.enterObject(msgSignalInvokeTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // id
        id = reader.readID<"Signal">();
        break;
      case 1: // context
        context = readInvokeIDType(reader);
        break;
      case 2: // signal_data
        signal_data = reader.readList(readAny);
        break;
    }
  }
  return { id, context, signal_data };
}

export function writeMsgSignalInvoke(
  writer: Writer,
  value: MsgSignalInvoke,
): void {
  writer.writeMapHead(2 + present(value.context));
  writer.writeKey("id");
  writer.writeID(value.id);
  if (value.context !== undefined) {
    writer.writeKey("context");
    writeInvokeIDType(writer, value.context);
  }
  writer.writeKey("signal_data");
  writer.writeList(value.signal_data, writeAny);
}

/**
 * Codes from -32768 to -32000 belong to the protocol: -32700 parse error,
 * -32600 invalid request, -32601 method not found, -32602 invalid parameters,
 * -32603 internal error. All others belong to the application.
 */
export interface MethodException {
  code: number;
  message?: string | undefined;
  data?: Any | undefined;
}

const methodExceptionTable = new ObjectTable("MethodException", [
  required("code"),
  optional("message"),
  optional("data"),
]);

export function readMethodException(reader: Reader): MethodException {
  let code!: number;
  let message: string | undefined;
  let data: Any | undefined;
  const object = reader.enterObject(methodExceptionTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // code
        code = reader.readInt();
        break;
      case 1: // message
        message = reader.readText();
        break;
      case 2: // data
        data = readAny(reader);
        break;
    }
  }
  return { code, message, data };
}

export function writeMethodException(
  writer: Writer,
  value: MethodException,
): void {
  writer.writeMapHead(1 + present(value.message) + present(value.data));
  writer.writeKey("code");
  writer.writeInt(value.code);
  if (value.message !== undefined) {
    writer.writeKey("message");
    writer.writeText(value.message);
  }
  if (value.data !== undefined) {
    writer.writeKey("data");
    writeAny(writer, value.data);
  }
}

/** What `outcome` of MsgMethodReply is one of. */
export type MsgMethodReplyOutcome =
  | { kind: "result"; value: Any }
  | { kind: "method_exception"; value: MethodException };

export interface MsgMethodReply {
  invoke_id: string;
  outcome?: MsgMethodReplyOutcome | undefined;
}

const msgMethodReplyTable = new ObjectTable(
  "MsgMethodReply",
  [
    required("invoke_id"),
    alternative("result", 0),
    alternative("method_exception", 0),
  ],
  [{ keys: "result or method_exception", isRequired: false }],
);

export function readMsgMethodReply(reader: Reader): MsgMethodReply {
  let invoke_id!: string;
  let outcome: MsgMethodReplyOutcome | undefined;
  const object = reader.enterObject(msgMethodReplyTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // invoke_id
        invoke_id = reader.readText();
        break;
      case 1: // result
        outcome = { kind: "result", value: readAny(reader) };
        break;
      case 2: // method_exception
        outcome = {
          kind: "method_exception",
          value: readMethodException(reader),
        };
        break;
    }
  }
  return { invoke_id, outcome };
}

export function writeMsgMethodReply(
  writer: Writer,
  value: MsgMethodReply,
): void {
  writer.writeMapHead(1 + present(value.outcome));
  writer.writeKey("invoke_id");
  writer.writeText(value.invoke_id);
  const outcome = value.outcome;
  switch (outcome?.kind) {
    case "result":
      writer.writeKey("result");
      writeAny(writer, outcome.value);
      break;
    case "method_exception":
      writer.writeKey("method_exception");
      writeMethodException(writer, outcome.value);
      break;
  }
}
