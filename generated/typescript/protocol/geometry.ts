// Geometry: types, and their reading and writing as CBOR.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import {
  EnumerationTable,
  type Given,
  ObjectTable,
  type Reader,
  type Writer,
  emptyList,
  optional,
  present,
  presentList,
  readFloat,
  required,
  writeFloat,
} from "linguine-noodles/cbor";
import { type Format, readFormat, writeFormat } from "./common_types.js";
import type { BufferViewID, GeometryID, MaterialID } from "./ids.js";

export type PrimitiveType =
  | "POINTS"
  | "LINES"
  | "LINE_LOOP"
  | "LINE_STRIP"
  | "TRIANGLES"
  | "TRIANGLE_STRIP";

const primitiveTypeTable = new EnumerationTable<PrimitiveType>([
  "POINTS",
  "LINES",
  "LINE_LOOP",
  "LINE_STRIP",
  "TRIANGLES",
  "TRIANGLE_STRIP",
]);

/** The texts of PrimitiveType, in the order of the specification. */
export const primitiveTypeTexts: readonly PrimitiveType[] =
  primitiveTypeTable.texts;

export function readPrimitiveType(reader: Reader): PrimitiveType {
  return reader.readEnumeration(primitiveTypeTable);
}

export function writePrimitiveType(writer: Writer, value: PrimitiveType): void {
  writer.writeEnumeration(primitiveTypeTable, value);
}

/**
 * POSITION, NORMAL and TANGENT are VEC3; TEXTURE is VEC2 or normalized U16VEC2;
 * COLOR is VEC4 or normalized U8VEC4.
 */
export type AttributeSemantic =
  | "POSITION"
  | "NORMAL"
  | "TANGENT"
  | "TEXTURE"
  | "COLOR";

const attributeSemanticTable = new EnumerationTable<AttributeSemantic>([
  "POSITION",
  "NORMAL",
  "TANGENT",
  "TEXTURE",
  "COLOR",
]);

/** The texts of AttributeSemantic, in the order of the specification. */
export const attributeSemanticTexts: readonly AttributeSemantic[] =
  attributeSemanticTable.texts;

export function readAttributeSemantic(reader: Reader): AttributeSemantic {
  return reader.readEnumeration(attributeSemanticTable);
}

export function writeAttributeSemantic(
  writer: Writer,
  value: AttributeSemantic,
): void {
  writer.writeEnumeration(attributeSemanticTable, value);
}

export interface Attribute {
  view: BufferViewID;
  semantic: AttributeSemantic;
  channel?: number | undefined;
  /** @defaultValue 0 */
  offset: number;
  /**
   * Bytes from one value to the next; 0 is tightly packed.
   *
   * @defaultValue 0
   */
  stride: number;
  format: Format;
  minimum_value: readonly number[];
  maximum_value: readonly number[];
  /** @defaultValue false */
  normalized: boolean;
}

/** Makes an Attribute; what is not given has its default. */
export function newAttribute(
  given: Given<Attribute,
  "view" | "semantic" | "format">,
): Attribute {
  return {
    offset: 0,
    stride: 0,
    minimum_value: emptyList,
    maximum_value: emptyList,
    normalized: false,
    ...given,
  };
}

const attributeTable = new ObjectTable("Attribute", [
  required("view"),
  required("semantic"),
  optional("channel"),
  optional("offset"),
  optional("stride"),
  required("format"),
  optional("minimum_value"),
  optional("maximum_value"),
  optional("normalized"),
]);

export function readAttribute(reader: Reader): Attribute {
  let view!: BufferViewID;
  let semantic!: AttributeSemantic;
  let channel: number | undefined;
  let offset: number = 0;
  let stride: number = 0;
  let format!: Format;
  let minimum_value: readonly number[] = emptyList;
  let maximum_value: readonly number[] = emptyList;
  let normalized: boolean = false;
  const object = reader.enterObject(attributeTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // view
        view = reader.readID<"BufferView">();
        break;
      case 1: // semantic
        semantic = readAttributeSemantic(reader);
        break;
      case 2: // channel
        channel = reader.readUint();
        break;
      case 3: // offset
        offset = reader.readUint();
        break;
      case 4: // stride
        stride = reader.readUint();
        break;
      case 5: // format
        format = readFormat(reader);
        break;
      case 6: // minimum_value
        minimum_value = reader.readList(readFloat);
        break;
      case 7: // maximum_value
        maximum_value = reader.readList(readFloat);
        break;
      case 8: // normalized
        normalized = reader.readBool();
        break;
    }
  }
  return {
    view,
    semantic,
    channel,
    offset,
    stride,
    format,
    minimum_value,
    maximum_value,
    normalized,
  };
}

export function writeAttribute(writer: Writer, value: Attribute): void {
  writer.writeMapHead(
    6 +
      present(value.channel) +
      presentList(value.minimum_value) +
      presentList(value.maximum_value),
  );
  writer.writeKey("view");
  writer.writeID(value.view);
  writer.writeKey("semantic");
  writeAttributeSemantic(writer, value.semantic);
  if (value.channel !== undefined) {
    writer.writeKey("channel");
    writer.writeUint(value.channel);
  }
  writer.writeKey("offset");
  writer.writeUint(value.offset);
  writer.writeKey("stride");
  writer.writeUint(value.stride);
  writer.writeKey("format");
  writeFormat(writer, value.format);
  if (value.minimum_value.length > 0) {
    writer.writeKey("minimum_value");
    writer.writeList(value.minimum_value, writeFloat);
  }
  if (value.maximum_value.length > 0) {
    writer.writeKey("maximum_value");
    writer.writeList(value.maximum_value, writeFloat);
  }
  writer.writeKey("normalized");
  writer.writeBool(value.normalized);
}

/** Only the formats U8, U16 and U32. */
export interface Index {
  view: BufferViewID;
  count: number;
  /** @defaultValue 0 */
  offset: number;
  /** @defaultValue 0 */
  stride: number;
  format: Format;
}

/** Makes an Index; what is not given has its default. */
export function newIndex(
  given: Given<Index,
  "view" | "count" | "format">,
): Index {
  return {
    offset: 0,
    stride: 0,
    ...given,
  };
}

const indexTable = new ObjectTable("Index", [
  required("view"),
  required("count"),
  optional("offset"),
  optional("stride"),
  required("format"),
]);

export function readIndex(reader: Reader): Index {
  let view!: BufferViewID;
  let count!: number;
  let offset: number = 0;
  let stride: number = 0;
  let format!: Format;
  const object = reader.enterObject(indexTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // view
        view = reader.readID<"BufferView">();
        break;
      case 1: // count
        count = reader.readUint();
        break;
      case 2: // offset
        offset = reader.readUint();
        break;
      case 3: // stride
        stride = reader.readUint();
        break;
      case 4: // format
        format = readFormat(reader);
        break;
    }
  }
  return { view, count, offset, stride, format };
}

export function writeIndex(writer: Writer, value: Index): void {
  writer.writeMapHead(5);
  writer.writeKey("view");
  writer.writeID(value.view);
  writer.writeKey("count");
  writer.writeUint(value.count);
  writer.writeKey("offset");
  writer.writeUint(value.offset);
  writer.writeKey("stride");
  writer.writeUint(value.stride);
  writer.writeKey("format");
  writeFormat(writer, value.format);
}

export interface GeometryPatch {
  attributes: Attribute[];
  vertex_count: number;
  /** Absent: the vertices are taken in order. */
  indices?: Index | undefined;
  type: PrimitiveType;
  material: MaterialID;
}

const geometryPatchTable = new ObjectTable("GeometryPatch", [
  required("attributes"),
  required("vertex_count"),
  optional("indices"),
  required("type"),
  required("material"),
]);

export function readGeometryPatch(reader: Reader): GeometryPatch {
  let attributes!: Attribute[];
  let vertex_count!: number;
  let indices: Index | undefined;
  let type!: PrimitiveType;
  let material!: MaterialID;
  const object = reader.enterObject(geometryPatchTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // attributes
        attributes = reader.readNonEmptyList(readAttribute);
        break;
      case 1: // vertex_count
        vertex_count = reader.readUint();
        break;
      case 2: // indices
        indices = readIndex(reader);
        break;
      case 3: // type
        type = readPrimitiveType(reader);
        break;
      case 4: // material
        material = reader.readID<"Material">();
        break;
    }
  }
  return { attributes, vertex_count, indices, type, material };
}

export function writeGeometryPatch(writer: Writer, value: GeometryPatch): void {
  writer.writeMapHead(4 + present(value.indices));
  writer.writeKey("attributes");
  writer.writeList(value.attributes, writeAttribute);
  writer.writeKey("vertex_count");
  writer.writeUint(value.vertex_count);
  if (value.indices !== undefined) {
    writer.writeKey("indices");
    writeIndex(writer, value.indices);
  }
  writer.writeKey("type");
  writePrimitiveType(writer, value.type);
  writer.writeKey("material");
  writer.writeID(value.material);
}

/** Immutable. */
export interface Geometry {
  name?: string | undefined;
  patches: GeometryPatch[];
}

export interface MsgGeometryCreate {
  id: GeometryID;
  content: Geometry;
}

const msgGeometryCreateTable = new ObjectTable("MsgGeometryCreate", [
  required("id"),
  optional("name"),
  required("patches"),
]);

export function readMsgGeometryCreate(reader: Reader): MsgGeometryCreate {
  let id!: GeometryID;
  let name: string | undefined;
  let patches!: GeometryPatch[];
  const object = reader.enterObject(msgGeometryCreateTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // id
        id = reader.readID<"Geometry">();
        break;
      case 1: // name
        name = reader.readText();
        break;
      case 2: // patches
        patches = reader.readNonEmptyList(readGeometryPatch);
        break;
    }
  }
  const content: Geometry = { name, patches };
  return { id, content };
}

export function writeMsgGeometryCreate(
  writer: Writer,
  message: MsgGeometryCreate,
): void {
  const value = message.content;
  writer.writeMapHead(2 + present(value.name));
  writer.writeKey("id");
  writer.writeID(message.id);
  if (value.name !== undefined) {
    writer.writeKey("name");
    writer.writeText(value.name);
  }
  writer.writeKey("patches");
  writer.writeList(value.patches, writeGeometryPatch);
}

export interface MsgGeometryDelete {
  id: GeometryID;
}

const msgGeometryDeleteTable = new ObjectTable("MsgGeometryDelete", [
  required("id"),
]);

export function readMsgGeometryDelete(reader: Reader): MsgGeometryDelete {
  let id!: GeometryID;
  const object = reader.enterObject(msgGeometryDeleteTable);
  while (reader.nextField(object) >= 0) {
    id = reader.readID<"Geometry">();
  }
  return { id };
}

export function writeMsgGeometryDelete(
  writer: Writer,
  message: MsgGeometryDelete,
): void {
  writer.writeMapHead(1);
  writer.writeKey("id");
  writer.writeID(message.id);
}
