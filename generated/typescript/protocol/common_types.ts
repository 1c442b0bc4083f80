// Common types: types, and their reading and writing as CBOR.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import {
  type Any,
  EnumerationTable,
  Kind,
  ObjectTable,
  type Reader,
  type Tuple,
  type Writer,
  alternative,
  isArray,
  optional,
  present,
  readAny,
  required,
  writeAny,
} from "linguine-noodles/cbor";
import type { EntityID, PlotID, TableID } from "./ids.js";

/** Layout of one value in a buffer, in GLSL notation, little-endian. */
export type Format =
  | "U8"
  | "U16"
  | "U32"
  | "U8VEC4"
  | "U16VEC2"
  | "VEC2"
  | "VEC3"
  | "VEC4"
  | "MAT3"
  | "MAT4";

const formatTable = new EnumerationTable<Format>([
  "U8",
  "U16",
  "U32",
  "U8VEC4",
  "U16VEC2",
  "VEC2",
  "VEC3",
  "VEC4",
  "MAT3",
  "MAT4",
]);

/** The texts of Format, in the order of the specification. */
export const formatTexts: readonly Format[] = formatTable.texts;

export function readFormat(reader: Reader): Format {
  return reader.readEnumeration(formatTable);
}

export function writeFormat(writer: Writer, value: Format): void {
  writer.writeEnumeration(formatTable, value);
}

export type Vec3 = Tuple<number, 3>;

export type Vec4 = Tuple<number, 4>;

/** Matrices are column-major. */
export type Mat3 = Tuple<number, 9>;

export type Mat4 = Tuple<number, 16>;

/** Linear colour, each channel in 0..1. */
export type RGB = Tuple<number, 3>;

export type RGBA = Tuple<number, 4>;

/** A whole URI, or its parts. */
export type Location = string | URIParts;

export type Transformation = Mat4 | WorldCoord;

export function readLocation(reader: Reader): Location {
  switch (reader.peekKind()) {
    case Kind.text:
      return reader.readText();
    case Kind.map:
      return readURIParts(reader);
    default:
      return reader.failChoice("text or map");
  }
}

export function writeLocation(writer: Writer, value: Location): void {
  if (typeof value === "string") {
    writer.writeText(value);
  } else {
    writeURIParts(writer, value);
  }
}

export function readTransformation(reader: Reader): Transformation {
  switch (reader.peekKind()) {
    case Kind.array:
      return reader.readFloats(16);
    case Kind.map:
      return readWorldCoord(reader);
    default:
      return reader.failChoice("array or map");
  }
}

export function writeTransformation(
  writer: Writer,
  value: Transformation,
): void {
  if (isArray(value)) {
    writer.writeFloats(value, 16);
  } else {
    writeWorldCoord(writer, value);
  }
}

/** An axis-aligned box. */
export interface BoundingBox {
  min: Vec3;
  max: Vec3;
}

const boundingBoxTable = new ObjectTable("BoundingBox", [
  required("min"),
  required("max"),
]);

export function readBoundingBox(reader: Reader): BoundingBox {
  let min!: Vec3;
  let max!: Vec3;
  const object = reader.enterObject(boundingBoxTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // min
        min = reader.readFloats(3);
        break;
      case 1: // max
        max = reader.readFloats(3);
        break;
    }
  }
  return { min, max };
}

export function writeBoundingBox(writer: Writer, value: BoundingBox): void {
  writer.writeMapHead(2);
  writer.writeKey("min");
  writer.writeFloats(value.min, 3);
  writer.writeKey("max");
  writer.writeFloats(value.max, 3);
}

/** What `target` of InvokeIDType is one of. */
export type InvokeIDTypeTarget =
  | { kind: "entity"; value: EntityID }
  | { kind: "table"; value: TableID }
  | { kind: "plot"; value: PlotID };

/**
 * The kinds of the components that the alternatives of InvokeIDTypeTarget name.
 */
export const invokeIdTypeTargetKinds = {
  entity: "Entity",
  table: "Table",
  plot: "Plot",
} as const;

/** What a method or a signal acts on; where it is absent, the document. */
export interface InvokeIDType {
  target: InvokeIDTypeTarget;
}

const invokeIdTypeTable = new ObjectTable(
  "InvokeIDType",
  [alternative("entity", 0), alternative("table", 0), alternative("plot", 0)],
  [{ keys: "entity, table or plot", isRequired: true }],
);

export function readInvokeIDType(reader: Reader): InvokeIDType {
  let target!: InvokeIDTypeTarget;
  const object = reader.enterObject(invokeIdTypeTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // entity
        target = { kind: "entity", value: reader.readID<"Entity">() };
        break;
      case 1: // table
        target = { kind: "table", value: reader.readID<"Table">() };
        break;
      case 2: // plot
        target = { kind: "plot", value: reader.readID<"Plot">() };
        break;
    }
  }
  return { target };
}

export function writeInvokeIDType(writer: Writer, value: InvokeIDType): void {
  writer.writeMapHead(1);
  const target = value.target;
  switch (target.kind) {
    case "entity":
      writer.writeKey("entity");
      writer.writeID(target.value);
      break;
    case "table":
      writer.writeKey("table");
      writer.writeID(target.value);
      break;
    case "plot":
      writer.writeKey("plot");
      writer.writeID(target.value);
      break;
  }
}

/** One argument of a method or a signal, for people and editors. */
export interface MethodArg {
  name: string;
  doc?: string | undefined;
  /** Hints such as "noo::real" or "noo::range(0,1,0.1)", joined by "|". */
  editor_hint?: string | undefined;
}

const methodArgTable = new ObjectTable("MethodArg", [
  required("name"),
  optional("doc"),
  optional("editor_hint"),
]);

export function readMethodArg(reader: Reader): MethodArg {
  let name!: string;
  let doc: string | undefined;
  let editor_hint: string | undefined;
  const object = reader.enterObject(methodArgTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // name
        name = reader.readText();
        break;
      case 1: // doc
        doc = reader.readText();
        break;
      case 2: // editor_hint
        editor_hint = reader.readText();
        break;
    }
  }
  return { name, doc, editor_hint };
}

export function writeMethodArg(writer: Writer, value: MethodArg): void {
  writer.writeMapHead(1 + present(value.doc) + present(value.editor_hint));
  writer.writeKey("name");
  writer.writeText(value.name);
  if (value.doc !== undefined) {
    writer.writeKey("doc");
    writer.writeText(value.doc);
  }
  if (value.editor_hint !== undefined) {
    writer.writeKey("editor_hint");
    writer.writeText(value.editor_hint);
  }
}

/**
 * A URI in parts. A client takes the parts that are absent from the address of
 * the server that it is connected to.
 */
export interface URIParts {
  scheme: string;
  host?: string | undefined;
  port?: number | undefined;
  path?: string | undefined;
  query?: Map<string, Any> | undefined;
  fragment?: string | undefined;
}

const uriPartsTable = new ObjectTable("URIParts", [
  required("scheme"),
  optional("host"),
  optional("port"),
  optional("path"),
  optional("query"),
  optional("fragment"),
]);

export function readURIParts(reader: Reader): URIParts {
  let scheme!: string;
  let host: string | undefined;
  let port: number | undefined;
  let path: string | undefined;
  let query: Map<string, Any> | undefined;
  let fragment: string | undefined;
  const object = reader.enterObject(uriPartsTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // scheme
        scheme = reader.readText();
        break;
      case 1: // host
        host = reader.readText();
        break;
      case 2: // port
        port = reader.readUintOrText();
        break;
      case 3: // path
        path = reader.readText();
        break;
      case 4: // query
        query = reader.readTextMap(readAny);
        break;
      case 5: // fragment
        fragment = reader.readText();
        break;
    }
  }
  return { scheme, host, port, path, query, fragment };
}

export function writeURIParts(writer: Writer, value: URIParts): void {
  writer.writeMapHead(
    1 +
      present(value.host) +
      present(value.port) +
      present(value.path) +
      present(value.query) +
      present(value.fragment),
  );
  writer.writeKey("scheme");
  writer.writeText(value.scheme);
  if (value.host !== undefined) {
    writer.writeKey("host");
    writer.writeText(value.host);
  }
  if (value.port !== undefined) {
    writer.writeKey("port");
    writer.writeUint(value.port);
  }
  if (value.path !== undefined) {
    writer.writeKey("path");
    writer.writeText(value.path);
  }
  if (value.query !== undefined) {
    writer.writeKey("query");
    writer.writeTextMap(value.query, writeAny);
  }
  if (value.fragment !== undefined) {
    writer.writeKey("fragment");
    writer.writeText(value.fragment);
  }
}

/** A WGS 84 position; degrees, and metres above sea level. */
export interface GeoAnchor {
  latitude: number;
  longitude: number;
  altitude?: number | undefined;
}

const geoAnchorTable = new ObjectTable("GeoAnchor", [
  required("latitude"),
  required("longitude"),
  optional("altitude"),
]);

export function readGeoAnchor(reader: Reader): GeoAnchor {
  let latitude!: number;
  let longitude!: number;
  let altitude: number | undefined;
  const object = reader.enterObject(geoAnchorTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // latitude
        latitude = reader.readDouble();
        break;
      case 1: // longitude
        longitude = reader.readDouble();
        break;
      case 2: // altitude
        altitude = reader.readDouble();
        break;
    }
  }
  return { latitude, longitude, altitude };
}

export function writeGeoAnchor(writer: Writer, value: GeoAnchor): void {
  writer.writeMapHead(2 + present(value.altitude));
  writer.writeKey("latitude");
  writer.writeDouble(value.latitude);
  writer.writeKey("longitude");
  writer.writeDouble(value.longitude);
  if (value.altitude !== undefined) {
    writer.writeKey("altitude");
    writer.writeDouble(value.altitude);
  }
}

/** The pose of a printed QR code that carries this text. */
export interface QRAnchor {
  identity: string;
}

const qrAnchorTable = new ObjectTable("QRAnchor", [required("identity")]);

export function readQRAnchor(reader: Reader): QRAnchor {
  let identity!: string;
  const object = reader.enterObject(qrAnchorTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // identity
        identity = reader.readText();
        break;
    }
  }
  return { identity };
}

export function writeQRAnchor(writer: Writer, value: QRAnchor): void {
  writer.writeMapHead(1);
  writer.writeKey("identity");
  writer.writeText(value.identity);
}

/** What `anchor` of WorldCoord is one of. */
export type WorldCoordAnchor =
  | { kind: "geo"; value: GeoAnchor }
  | { kind: "qr"; value: QRAnchor };

/**
 * A pose in parts: +Y is up, -Z is north. The rotation is a quaternion x, y, z,
 * w.
 */
export interface WorldCoord {
  position?: Vec3 | undefined;
  rotation?: Vec4 | undefined;
  scale?: Vec3 | undefined;
  anchor?: WorldCoordAnchor | undefined;
}

const worldCoordTable = new ObjectTable(
  "WorldCoord",
  [
    optional("position"),
    optional("rotation"),
    optional("scale"),
    alternative("geo", 0),
    alternative("qr", 0),
  ],
  [{ keys: "geo or qr", isRequired: false }],
);

export function readWorldCoord(reader: Reader): WorldCoord {
  let position: Vec3 | undefined;
  let rotation: Vec4 | undefined;
  let scale: Vec3 | undefined;
  let anchor: WorldCoordAnchor | undefined;
  const object = reader.enterObject(worldCoordTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // position
        position = reader.readFloats(3);
        break;
      case 1: // rotation
        rotation = reader.readFloats(4);
        break;
      case 2: // scale
        scale = reader.readFloats(3);
        break;
      case 3: // geo
        anchor = { kind: "geo", value: readGeoAnchor(reader) };
        break;
      case 4: // qr
        anchor = { kind: "qr", value: readQRAnchor(reader) };
        break;
    }
  }
  return { position, rotation, scale, anchor };
}

export function writeWorldCoord(writer: Writer, value: WorldCoord): void {
  writer.writeMapHead(
    present(value.position) +
      present(value.rotation) +
      present(value.scale) +
      present(value.anchor),
  );
  if (value.position !== undefined) {
    writer.writeKey("position");
    writer.writeFloats(value.position, 3);
  }
  if (value.rotation !== undefined) {
    writer.writeKey("rotation");
    writer.writeFloats(value.rotation, 4);
  }
  if (value.scale !== undefined) {
    writer.writeKey("scale");
    writer.writeFloats(value.scale, 3);
  }
  const anchor = value.anchor;
  switch (anchor?.kind) {
    case "geo":
      writer.writeKey("geo");
      writeGeoAnchor(writer, anchor.value);
      break;
    case "qr":
      writer.writeKey("qr");
      writeQRAnchor(writer, anchor.value);
      break;
  }
}
