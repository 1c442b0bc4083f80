// Buffers: types, and their reading and writing as CBOR.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import {
  EnumerationTable,
  ObjectTable,
  type Reader,
  type Writer,
  alternative,
  optional,
  present,
  required,
} from "linguine-noodles/cbor";
import { type Location, readLocation, writeLocation } from "./common_types.js";
import type { BufferID, BufferViewID } from "./ids.js";

export type BufferViewType = "UNK" | "GEOMETRY" | "IMAGE";

const bufferViewTypeTable = new EnumerationTable<BufferViewType>(
  ["UNK", "GEOMETRY", "IMAGE"],
  "UNK",
  ["GEOMETRY", "IMAGE"],
);

/** The texts of BufferViewType, in the order of the specification. */
export const bufferViewTypeTexts: readonly BufferViewType[] =
  bufferViewTypeTable.texts;

export function readBufferViewType(reader: Reader): BufferViewType {
  return reader.readEnumeration(bufferViewTypeTable);
}

export function writeBufferViewType(
  writer: Writer,
  value: BufferViewType,
): void {
  writer.writeEnumeration(bufferViewTypeTable, value);
}

/** What `source` of Buffer is one of. */
export type BufferSource =
  | { kind: "inline_bytes"; value: Uint8Array }
  | { kind: "uri_bytes"; value: Location };

/** Bytes, in the message or behind a location. Immutable. */
export interface Buffer {
  name?: string | undefined;
  size: number;
  source: BufferSource;
}

export interface MsgBufferCreate {
  id: BufferID;
  content: Buffer;
}

const msgBufferCreateTable = new ObjectTable(
  "MsgBufferCreate",
  [
    required("id"),
    optional("name"),
    required("size"),
    alternative("inline_bytes", 0),
    alternative("uri_bytes", 0),
  ],
  [{ keys: "inline_bytes or uri_bytes", isRequired: true }],
);

export function readMsgBufferCreate(reader: Reader): MsgBufferCreate {
  let id!: BufferID;
  let name: string | undefined;
  let size!: number;
  let source!: BufferSource;
  const object = reader.enterObject(msgBufferCreateTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // id
        id = reader.readID<"Buffer">();
        break;
      case 1: // name
        name = reader.readText();
        break;
      case 2: // size
        size = reader.readUint();
        break;
      case 3: // inline_bytes
        source = { kind: "inline_bytes", value: reader.readBytes() };
        break;
      case 4: // uri_bytes
        source = { kind: "uri_bytes", value: readLocation(reader) };
        break;
    }
  }
  const content: Buffer = { name, size, source };
  return { id, content };
}

export function writeMsgBufferCreate(
  writer: Writer,
  message: MsgBufferCreate,
): void {
  const value = message.content;
  writer.writeMapHead(3 + present(value.name));
  writer.writeKey("id");
  writer.writeID(message.id);
  if (value.name !== undefined) {
    writer.writeKey("name");
    writer.writeText(value.name);
  }
  writer.writeKey("size");
  writer.writeUint(value.size);
  const source = value.source;
  switch (source.kind) {
    case "inline_bytes":
      writer.writeKey("inline_bytes");
      writer.writeBytes(source.value);
      break;
    case "uri_bytes":
      writer.writeKey("uri_bytes");
      writeLocation(writer, source.value);
      break;
  }
}

export interface MsgBufferDelete {
  id: BufferID;
}

const msgBufferDeleteTable = new ObjectTable("MsgBufferDelete", [
  required("id"),
]);

export function readMsgBufferDelete(reader: Reader): MsgBufferDelete {
  let id!: BufferID;
  const object = reader.enterObject(msgBufferDeleteTable);
  while (reader.nextField(object) >= 0) {
    id = reader.readID<"Buffer">();
  }
  return { id };
}

export function writeMsgBufferDelete(
  writer: Writer,
  message: MsgBufferDelete,
): void {
  writer.writeMapHead(1);
  writer.writeKey("id");
  writer.writeID(message.id);
}

/** A range of a buffer, in bytes. Immutable. */
export interface BufferView {
  name?: string | undefined;
  source_buffer: BufferID;
  type: BufferViewType;
  offset: number;
  length: number;
}

export interface MsgBufferViewCreate {
  id: BufferViewID;
  content: BufferView;
}

const msgBufferViewCreateTable = new ObjectTable("MsgBufferViewCreate", [
  required("id"),
  optional("name"),
  required("source_buffer"),
  required("type"),
  required("offset"),
  required("length"),
]);

export function readMsgBufferViewCreate(reader: Reader): MsgBufferViewCreate {
  let id!: BufferViewID;
  let name: string | undefined;
  let source_buffer!: BufferID;
  let type!: BufferViewType;
  let offset!: number;
  let length!: number;
  const object = reader.enterObject(msgBufferViewCreateTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // id
        id = reader.readID<"BufferView">();
        break;
      case 1: // name
        name = reader.readText();
        break;
      case 2: // source_buffer
        source_buffer = reader.readID<"Buffer">();
        break;
      case 3: // type
        type = readBufferViewType(reader);
        break;
      case 4: // offset
        offset = reader.readUint();
        break;
      case 5: // length
        length = reader.readUint();
        break;
    }
  }
  const content: BufferView = { name, source_buffer, type, offset, length };
  return { id, content };
}

export function writeMsgBufferViewCreate(
  writer: Writer,
  message: MsgBufferViewCreate,
): void {
  const value = message.content;
  writer.writeMapHead(5 + present(value.name));
  writer.writeKey("id");
  writer.writeID(message.id);
  if (value.name !== undefined) {
    writer.writeKey("name");
    writer.writeText(value.name);
  }
  writer.writeKey("source_buffer");
  writer.writeID(value.source_buffer);
  writer.writeKey("type");
  writeBufferViewType(writer, value.type);
  writer.writeKey("offset");
  writer.writeUint(value.offset);
  writer.writeKey("length");
  writer.writeUint(value.length);
}

export interface MsgBufferViewDelete {
  id: BufferViewID;
}

const msgBufferViewDeleteTable = new ObjectTable("MsgBufferViewDelete", [
  required("id"),
]);

export function readMsgBufferViewDelete(reader: Reader): MsgBufferViewDelete {
  let id!: BufferViewID;
  const object = reader.enterObject(msgBufferViewDeleteTable);
  while (reader.nextField(object) >= 0) {
    id = reader.readID<"BufferView">();
  }
  return { id };
}

export function writeMsgBufferViewDelete(
  writer: Writer,
  message: MsgBufferViewDelete,
): void {
  writer.writeMapHead(1);
  writer.writeKey("id");
  writer.writeID(message.id);
}
