// Physics: types, and their reading and writing as CBOR.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import {
  EnumerationTable,
  type Given,
  ObjectTable,
  type Reader,
  type Writer,
  optional,
  present,
  required,
} from "linguine-noodles/cbor";
import type { BufferViewID, PhysicsID } from "./ids.js";

export type StreamFlowFormat = "F32";

const streamFlowFormatTable = new EnumerationTable<StreamFlowFormat>(["F32"]);

/** The texts of StreamFlowFormat, in the order of the specification. */
export const streamFlowFormatTexts: readonly StreamFlowFormat[] =
  streamFlowFormatTable.texts;

export function readStreamFlowFormat(reader: Reader): StreamFlowFormat {
  return reader.readEnumeration(streamFlowFormatTable);
}

export function writeStreamFlowFormat(
  writer: Writer,
  value: StreamFlowFormat,
): void {
  writer.writeEnumeration(streamFlowFormatTable, value);
}

export type PhysicsType = "STREAMFLOW";

const physicsTypeTable = new EnumerationTable<PhysicsType>(["STREAMFLOW"]);

/** The texts of PhysicsType, in the order of the specification. */
export const physicsTypeTexts: readonly PhysicsType[] = physicsTypeTable.texts;

export function readPhysicsType(reader: Reader): PhysicsType {
  return reader.readEnumeration(physicsTypeTable);
}

export function writePhysicsType(writer: Writer, value: PhysicsType): void {
  writer.writeEnumeration(physicsTypeTable, value);
}

export interface TextBounds {
  lower: string;
  upper: string;
}

export function readTextBounds(reader: Reader): TextBounds {
  const list = reader.enterPlaces(2);
  reader.nextPlace(list);
  const lower = reader.readText();
  reader.nextPlace(list);
  const upper = reader.readText();
  reader.leavePlaces(list);
  return { lower, upper };
}

export function writeTextBounds(writer: Writer, value: TextBounds): void {
  writer.writeArrayHead(2);
  writer.writeText(value.lower);
  writer.writeText(value.upper);
}

export interface StreamFlowAttribute {
  name: string;
  data_type: StreamFlowFormat;
  /** Lower and upper bound, as text. */
  data_bounds?: TextBounds | undefined;
}

const streamFlowAttributeTable = new ObjectTable("StreamFlowAttribute", [
  required("name"),
  required("data_type"),
  optional("data_bounds"),
]);

export function readStreamFlowAttribute(reader: Reader): StreamFlowAttribute {
  let name!: string;
  let data_type!: StreamFlowFormat;
  let data_bounds: TextBounds | undefined;
  const object = reader.enterObject(streamFlowAttributeTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // name
        name = reader.readText();
        break;
      case 1: // data_type
        data_type = readStreamFlowFormat(reader);
        break;
      case 2: // data_bounds
        data_bounds = readTextBounds(reader);
        break;
    }
  }
  return { name, data_type, data_bounds };
}

export function writeStreamFlowAttribute(
  writer: Writer,
  value: StreamFlowAttribute,
): void {
  writer.writeMapHead(2 + present(value.data_bounds));
  writer.writeKey("name");
  writer.writeText(value.name);
  writer.writeKey("data_type");
  writeStreamFlowFormat(writer, value.data_type);
  if (value.data_bounds !== undefined) {
    writer.writeKey("data_bounds");
    writeTextBounds(writer, value.data_bounds);
  }
}

export interface StreamFlowHeader {
  line_count: number;
  attributes: StreamFlowAttribute[];
}

const streamFlowHeaderTable = new ObjectTable("StreamFlowHeader", [
  required("line_count"),
  required("attributes"),
]);

export function readStreamFlowHeader(reader: Reader): StreamFlowHeader {
  let line_count!: number;
  let attributes!: StreamFlowAttribute[];
  const object = reader.enterObject(streamFlowHeaderTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // line_count
        line_count = reader.readUint();
        break;
      case 1: // attributes
        attributes = reader.readList(readStreamFlowAttribute);
        break;
    }
  }
  return { line_count, attributes };
}

export function writeStreamFlowHeader(
  writer: Writer,
  value: StreamFlowHeader,
): void {
  writer.writeMapHead(2);
  writer.writeKey("line_count");
  writer.writeUint(value.line_count);
  writer.writeKey("attributes");
  writer.writeList(value.attributes, writeStreamFlowAttribute);
}

/**
 * Packed flow lines. At the offset: a uint32 count of integers (a multiple of
 * 4) and as many uint32 tetrahedron indices; then each line as a uint32 sample
 * count, that many VEC3 samples, and each attribute's values in turn.
 */
export interface StreamFlow {
  header: StreamFlowHeader;
  data: BufferViewID;
  /** @defaultValue 0 */
  offset: number;
}

/** Makes a StreamFlow; what is not given has its default. */
export function newStreamFlow(
  given: Given<StreamFlow,
  "header" | "data">,
): StreamFlow {
  return {
    offset: 0,
    ...given,
  };
}

const streamFlowTable = new ObjectTable("StreamFlow", [
  required("header"),
  required("data"),
  optional("offset"),
]);

export function readStreamFlow(reader: Reader): StreamFlow {
  let header!: StreamFlowHeader;
  let data!: BufferViewID;
  let offset: number = 0;
  const object = reader.enterObject(streamFlowTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // header
        header = readStreamFlowHeader(reader);
        break;
      case 1: // data
        data = reader.readID<"BufferView">();
        break;
      case 2: // offset
        offset = reader.readUint();
        break;
    }
  }
  return { header, data, offset };
}

export function writeStreamFlow(writer: Writer, value: StreamFlow): void {
  writer.writeMapHead(3);
  writer.writeKey("header");
  writeStreamFlowHeader(writer, value.header);
  writer.writeKey("data");
  writer.writeID(value.data);
  writer.writeKey("offset");
  writer.writeUint(value.offset);
}

/** Immutable. */
export interface Physics {
  name?: string | undefined;
  type: PhysicsType;
  stream_flow?: StreamFlow | undefined;
}

export interface MsgPhysicsCreate {
  id: PhysicsID;
  content: Physics;
}

const msgPhysicsCreateTable = new ObjectTable("MsgPhysicsCreate", [
  required("id"),
  optional("name"),
  required("type"),
  optional("stream_flow"),
]);

export function readMsgPhysicsCreate(reader: Reader): MsgPhysicsCreate {
  let id!: PhysicsID;
  let name: string | undefined;
  let type!: PhysicsType;
  let stream_flow: StreamFlow | undefined;
  const object = reader.enterObject(msgPhysicsCreateTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // id
        id = reader.readID<"Physics">();
        break;
      case 1: // name
        name = reader.readText();
        break;
      case 2: // type
        type = readPhysicsType(reader);
        break;
      case 3: // stream_flow
        stream_flow = readStreamFlow(reader);
        break;
    }
  }
  const content: Physics = { name, type, stream_flow };
  return { id, content };
}

export function writeMsgPhysicsCreate(
  writer: Writer,
  message: MsgPhysicsCreate,
): void {
  const value = message.content;
  writer.writeMapHead(2 + present(value.name) + present(value.stream_flow));
  writer.writeKey("id");
  writer.writeID(message.id);
  if (value.name !== undefined) {
    writer.writeKey("name");
    writer.writeText(value.name);
  }
  writer.writeKey("type");
  writePhysicsType(writer, value.type);
  if (value.stream_flow !== undefined) {
    writer.writeKey("stream_flow");
    writeStreamFlow(writer, value.stream_flow);
  }
}

export interface MsgPhysicsDelete {
  id: PhysicsID;
}

const msgPhysicsDeleteTable = new ObjectTable("MsgPhysicsDelete", [
  required("id"),
]);

export function readMsgPhysicsDelete(reader: Reader): MsgPhysicsDelete {
  let id!: PhysicsID;
  const object = reader.enterObject(msgPhysicsDeleteTable);
  while (reader.nextField(object) >= 0) {
    id = reader.readID<"Physics">();
  }
  return { id };
}

export function writeMsgPhysicsDelete(
  writer: Writer,
  message: MsgPhysicsDelete,
): void {
  writer.writeMapHead(1);
  writer.writeKey("id");
  writer.writeID(message.id);
}
