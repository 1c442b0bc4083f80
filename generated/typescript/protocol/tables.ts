// Tables: types, and their reading and writing as CBOR.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import {
  type Given,
  ObjectTable,
  type Reader,
  type Writer,
  emptyList,
  optional,
  present,
  presentList,
  readID,
  required,
  writeID,
} from "linguine-noodles/cbor";
import type { MethodID, SignalID, TableID } from "./ids.js";

export interface Table {
  name?: string | undefined;
  /** JSON text. */
  meta?: string | undefined;
  methods_list: readonly MethodID[];
  signals_list: readonly SignalID[];
}

/** Makes a Table; what is not given has its default. */
export function newTable(given: Given<Table> = {}): Table {
  return {
    methods_list: emptyList,
    signals_list: emptyList,
    ...given,
  };
}

export interface TableUpdate {
  meta?: string | undefined;
  methods_list?: MethodID[] | undefined;
  signals_list?: SignalID[] | undefined;
}

/** Replaces the members of `value` that the update holds. */
export function applyTableUpdate(value: Table, update: TableUpdate): void {
  if (update.meta !== undefined) {
    value.meta = update.meta;
  }
  if (update.methods_list !== undefined) {
    value.methods_list = update.methods_list;
  }
  if (update.signals_list !== undefined) {
    value.signals_list = update.signals_list;
  }
}

export interface MsgTableCreate {
  id: TableID;
  content: Table;
}

const msgTableCreateTable = new ObjectTable("MsgTableCreate", [
  required("id"),
  optional("name"),
  optional("meta"),
  optional("methods_list"),
  optional("signals_list"),
]);

export function readMsgTableCreate(reader: Reader): MsgTableCreate {
  let id!: TableID;
  let name: string | undefined;
  let meta: string | undefined;
  let methods_list: readonly MethodID[] = emptyList;
  let signals_list: readonly SignalID[] = emptyList;
  const object = reader.enterObject(msgTableCreateTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // id
        id = reader.readID<"Table">();
        break;
      case 1: // name
        name = reader.readText();
        break;
      case 2: // meta
        meta = reader.readText();
        break;
      case 3: // methods_list
        methods_list = reader.readList(readID<"Method">);
        break;
      case 4: // signals_list
        signals_list = reader.readList(readID<"Signal">);
        break;
    }
  }
  const content: Table = { name, meta, methods_list, signals_list };
  return { id, content };
}

export function writeMsgTableCreate(
  writer: Writer,
  message: MsgTableCreate,
): void {
  const value = message.content;
  writer.writeMapHead(
    1 +
      present(value.name) +
      present(value.meta) +
      presentList(value.methods_list) +
      presentList(value.signals_list),
  );
  writer.writeKey("id");
  writer.writeID(message.id);
  if (value.name !== undefined) {
    writer.writeKey("name");
    writer.writeText(value.name);
  }
  if (value.meta !== undefined) {
    writer.writeKey("meta");
    writer.writeText(value.meta);
  }
  if (value.methods_list.length > 0) {
    writer.writeKey("methods_list");
    writer.writeList(value.methods_list, writeID);
  }
  if (value.signals_list.length > 0) {
    writer.writeKey("signals_list");
    writer.writeList(value.signals_list, writeID);
  }
}

export interface MsgTableUpdate {
  id: TableID;
  content: TableUpdate;
}

const msgTableUpdateTable = new ObjectTable("MsgTableUpdate", [
  required("id"),
  optional("meta"),
  optional("methods_list"),
  optional("signals_list"),
]);

export function readMsgTableUpdate(reader: Reader): MsgTableUpdate {
  let id!: TableID;
  let meta: string | undefined;
  let methods_list: MethodID[] | undefined;
  let signals_list: SignalID[] | undefined;
  const object = reader.enterObject(msgTableUpdateTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // id
        id = reader.readID<"Table">();
        break;
      case 1: // meta
        meta = reader.readText();
        break;
      case 2: // methods_list
        methods_list = reader.readList(readID<"Method">);
        break;
      case 3: // signals_list
        signals_list = reader.readList(readID<"Signal">);
        break;
    }
  }
  const content: TableUpdate = { meta, methods_list, signals_list };
  return { id, content };
}

export function writeMsgTableUpdate(
  writer: Writer,
  message: MsgTableUpdate,
): void {
  const value = message.content;
  writer.writeMapHead(
    1 +
      present(value.meta) +
      present(value.methods_list) +
      present(value.signals_list),
  );
  writer.writeKey("id");
  writer.writeID(message.id);
  if (value.meta !== undefined) {
    writer.writeKey("meta");
    writer.writeText(value.meta);
  }
  if (value.methods_list !== undefined) {
    writer.writeKey("methods_list");
    writer.writeList(value.methods_list, writeID);
  }
  if (value.signals_list !== undefined) {
    writer.writeKey("signals_list");
    writer.writeList(value.signals_list, writeID);
  }
}

export interface MsgTableDelete {
  id: TableID;
}

const msgTableDeleteTable = new ObjectTable("MsgTableDelete", [required("id")]);

export function readMsgTableDelete(reader: Reader): MsgTableDelete {
  let id!: TableID;
  const object = reader.enterObject(msgTableDeleteTable);
  while (reader.nextField(object) >= 0) {
    id = reader.readID<"Table">();
  }
  return { id };
}

export function writeMsgTableDelete(
  writer: Writer,
  message: MsgTableDelete,
): void {
  writer.writeMapHead(1);
  writer.writeKey("id");
  writer.writeID(message.id);
}
