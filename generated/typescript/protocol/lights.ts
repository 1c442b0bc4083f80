// Lights: types, and their reading and writing as CBOR.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import {
  type Given,
  ObjectTable,
  type Reader,
  type Writer,
  alternative,
  optional,
  present,
  readFloat,
  required,
} from "linguine-noodles/cbor";
import type { RGB } from "./common_types.js";
import type { LightID } from "./ids.js";

/** A range below 0 is infinite, in every kind of light. */
export interface PointLight {
  /** @defaultValue -1 */
  range: number;
}

/** Makes a PointLight; what is not given has its default. */
export function newPointLight(given: Given<PointLight> = {}): PointLight {
  return {
    range: -1,
    ...given,
  };
}

const pointLightTable = new ObjectTable("PointLight", [optional("range")]);

export function readPointLight(reader: Reader): PointLight {
  let range: number = -1;
  const object = reader.enterObject(pointLightTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // range
        range = reader.readFloat();
        break;
    }
  }
  return { range };
}

export function writePointLight(writer: Writer, value: PointLight): void {
  writer.writeMapHead(1);
  writer.writeKey("range");
  writer.writeFloat(value.range);
}

/** Angles in radians. */
export interface SpotLight {
  /** @defaultValue -1 */
  range: number;
  /** @defaultValue 0 */
  inner_cone_angle_rad: number;
  /** @defaultValue 0.7853981852531433 */
  outer_cone_angle_rad: number;
}

/** Makes a SpotLight; what is not given has its default. */
export function newSpotLight(given: Given<SpotLight> = {}): SpotLight {
  return {
    range: -1,
    inner_cone_angle_rad: 0,
    outer_cone_angle_rad: 0.7853981852531433,
    ...given,
  };
}

const spotLightTable = new ObjectTable("SpotLight", [
  optional("range"),
  optional("inner_cone_angle_rad"),
  optional("outer_cone_angle_rad"),
]);

export function readSpotLight(reader: Reader): SpotLight {
  let range: number = -1;
  let inner_cone_angle_rad: number = 0;
  let outer_cone_angle_rad: number = 0.7853981852531433;
  const object = reader.enterObject(spotLightTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // range
        range = reader.readFloat();
        break;
      case 1: // inner_cone_angle_rad
        inner_cone_angle_rad = reader.readFloat();
        break;
      case 2: // outer_cone_angle_rad
        outer_cone_angle_rad = reader.readFloat();
        break;
    }
  }
  return { range, inner_cone_angle_rad, outer_cone_angle_rad };
}

export function writeSpotLight(writer: Writer, value: SpotLight): void {
  writer.writeMapHead(3);
  writer.writeKey("range");
  writer.writeFloat(value.range);
  writer.writeKey("inner_cone_angle_rad");
  writer.writeFloat(value.inner_cone_angle_rad);
  writer.writeKey("outer_cone_angle_rad");
  writer.writeFloat(value.outer_cone_angle_rad);
}

/** Shines down the -Z of the entity that carries it. */
export interface DirectionalLight {
  /** @defaultValue -1 */
  range: number;
}

/** Makes a DirectionalLight; what is not given has its default. */
export function newDirectionalLight(
  given: Given<DirectionalLight> = {},
): DirectionalLight {
  return {
    range: -1,
    ...given,
  };
}

const directionalLightTable = new ObjectTable("DirectionalLight", [
  optional("range"),
]);

export function readDirectionalLight(reader: Reader): DirectionalLight {
  let range: number = -1;
  const object = reader.enterObject(directionalLightTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // range
        range = reader.readFloat();
        break;
    }
  }
  return { range };
}

export function writeDirectionalLight(
  writer: Writer,
  value: DirectionalLight,
): void {
  writer.writeMapHead(1);
  writer.writeKey("range");
  writer.writeFloat(value.range);
}

/** What `type` of Light is one of. */
export type LightType =
  | { kind: "point"; value: PointLight }
  | { kind: "spot"; value: SpotLight }
  | { kind: "directional"; value: DirectionalLight };

export interface Light {
  name?: string | undefined;
  /** @defaultValue [1, 1, 1] */
  color: RGB;
  /** @defaultValue 1 */
  intensity: number;
  type: LightType;
}

/** Makes a Light; what is not given has its default. */
export function newLight(given: Given<Light, "type">): Light {
  return {
    color: [1, 1, 1],
    intensity: 1,
    ...given,
  };
}

export interface LightUpdate {
  color?: RGB | undefined;
  intensity?: number | undefined;
}

/** Replaces the members of `value` that the update holds. */
export function applyLightUpdate(value: Light, update: LightUpdate): void {
  if (update.color !== undefined) {
    value.color = update.color;
  }
  if (update.intensity !== undefined) {
    value.intensity = update.intensity;
  }
}

export interface MsgLightCreate {
  id: LightID;
  content: Light;
}

const msgLightCreateTable = new ObjectTable(
  "MsgLightCreate",
  [
    required("id"),
    optional("name"),
    optional("color"),
    optional("intensity"),
    alternative("point", 0),
    alternative("spot", 0),
    alternative("directional", 0),
  ],
  [{ keys: "point, spot or directional", isRequired: true }],
);

export function readMsgLightCreate(reader: Reader): MsgLightCreate {
  let id!: LightID;
  let name: string | undefined;
  let color: RGB = [1, 1, 1];
  let intensity: number = 1;
  let type!: LightType;
  const object = reader.enterObject(msgLightCreateTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // id
        id = reader.readID<"Light">();
        break;
      case 1: // name
        name = reader.readText();
        break;
      case 2: // color
        color = reader.readStart(3, readFloat);
        break;
      case 3: // intensity
        intensity = reader.readFloat();
        break;
      case 4: // point
        type = { kind: "point", value: readPointLight(reader) };
        break;
      case 5: // spot
        type = { kind: "spot", value: readSpotLight(reader) };
        break;
      case 6: // directional
        type = { kind: "directional", value: readDirectionalLight(reader) };
        break;
    }
  }
  const content: Light = { name, color, intensity, type };
  return { id, content };
}

export function writeMsgLightCreate(
  writer: Writer,
  message: MsgLightCreate,
): void {
  const value = message.content;
  writer.writeMapHead(4 + present(value.name));
  writer.writeKey("id");
  writer.writeID(message.id);
  if (value.name !== undefined) {
    writer.writeKey("name");
    writer.writeText(value.name);
  }
  writer.writeKey("color");
  writer.writeFloats(value.color, 3);
  writer.writeKey("intensity");
  writer.writeFloat(value.intensity);
  const type = value.type;
  switch (type.kind) {
    case "point":
      writer.writeKey("point");
      writePointLight(writer, type.value);
      break;
    case "spot":
      writer.writeKey("spot");
      writeSpotLight(writer, type.value);
      break;
    case "directional":
      writer.writeKey("directional");
      writeDirectionalLight(writer, type.value);
      break;
  }
}

export interface MsgLightUpdate {
  id: LightID;
  content: LightUpdate;
}

const msgLightUpdateTable = new ObjectTable("MsgLightUpdate", [
  required("id"),
  optional("color"),
  optional("intensity"),
]);

export function readMsgLightUpdate(reader: Reader): MsgLightUpdate {
  let id!: LightID;
  let color: RGB | undefined;
  let intensity: number | undefined;
  const object = reader.enterObject(msgLightUpdateTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // id
        id = reader.readID<"Light">();
        break;
      case 1: // color
        color = reader.readStart(3, readFloat);
        break;
      case 2: // intensity
        intensity = reader.readFloat();
        break;
    }
  }
  const content: LightUpdate = { color, intensity };
  return { id, content };
}

export function writeMsgLightUpdate(
  writer: Writer,
  message: MsgLightUpdate,
): void {
  const value = message.content;
  writer.writeMapHead(1 + present(value.color) + present(value.intensity));
  writer.writeKey("id");
  writer.writeID(message.id);
  if (value.color !== undefined) {
    writer.writeKey("color");
    writer.writeFloats(value.color, 3);
  }
  if (value.intensity !== undefined) {
    writer.writeKey("intensity");
    writer.writeFloat(value.intensity);
  }
}

export interface MsgLightDelete {
  id: LightID;
}

const msgLightDeleteTable = new ObjectTable("MsgLightDelete", [required("id")]);

export function readMsgLightDelete(reader: Reader): MsgLightDelete {
  let id!: LightID;
  const object = reader.enterObject(msgLightDeleteTable);
  while (reader.nextField(object) >= 0) {
    id = reader.readID<"Light">();
  }
  return { id };
}

export function writeMsgLightDelete(
  writer: Writer,
  message: MsgLightDelete,
): void {
  writer.writeMapHead(1);
  writer.writeKey("id");
  writer.writeID(message.id);
}
