// Document: types, and their reading and writing as CBOR.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import {
  ObjectTable,
  type Reader,
  type Writer,
  optional,
  present,
  readID,
  writeID,
} from "linguine-noodles/cbor";
import type { MethodID, SignalID } from "./ids.js";

export interface MsgDocumentUpdate {
  methods_list?: MethodID[] | undefined;
  signals_list?: SignalID[] | undefined;
}

const msgDocumentUpdateTable = new ObjectTable("MsgDocumentUpdate", [
  optional("methods_list"),
  optional("signals_list"),
]);

export function readMsgDocumentUpdate(reader: Reader): MsgDocumentUpdate {
  let methods_list: MethodID[] | undefined;
  let signals_list: SignalID[] | undefined;
  const object = reader.enterObject(msgDocumentUpdateTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // methods_list
        methods_list = reader.readList(readID<"Method">);
        break;
      case 1: // signals_list
        signals_list = reader.readList(readID<"Signal">);
        break;
    }
  }
  return { methods_list, signals_list };
}

export function writeMsgDocumentUpdate(
  writer: Writer,
  value: MsgDocumentUpdate,
): void {
  writer.writeMapHead(
    present(value.methods_list) +
      present(value.signals_list),
  );
  if (value.methods_list !== undefined) {
    writer.writeKey("methods_list");
    writer.writeList(value.methods_list, writeID);
  }
  if (value.signals_list !== undefined) {
    writer.writeKey("signals_list");
    writer.writeList(value.signals_list, writeID);
  }
}

/** Every component ends, and every identifier becomes invalid. */
export interface MsgDocumentReset {}

export function readMsgDocumentReset(reader: Reader): MsgDocumentReset {
  reader.skip();
  return {};
}

export function writeMsgDocumentReset(
  writer: Writer,
  _value: MsgDocumentReset,
): void {
  writer.writeMapHead(0);
}

/** The scene, as it was when the client introduced itself, is complete. */
export interface MsgDocumentInitialized {}

export function readMsgDocumentInitialized(
  reader: Reader,
): MsgDocumentInitialized {
  reader.skip();
  return {};
}

export function writeMsgDocumentInitialized(
  writer: Writer,
  _value: MsgDocumentInitialized,
): void {
  writer.writeMapHead(0);
}
