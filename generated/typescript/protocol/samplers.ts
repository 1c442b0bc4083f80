// Samplers: types, and their reading and writing as CBOR.
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
import type { SamplerID } from "./ids.js";

export type MagFilter = "NEAREST" | "LINEAR";

const magFilterTable = new EnumerationTable<MagFilter>(["NEAREST", "LINEAR"]);

/** The texts of MagFilter, in the order of the specification. */
export const magFilterTexts: readonly MagFilter[] = magFilterTable.texts;

export function readMagFilter(reader: Reader): MagFilter {
  return reader.readEnumeration(magFilterTable);
}

export function writeMagFilter(writer: Writer, value: MagFilter): void {
  writer.writeEnumeration(magFilterTable, value);
}

export type MinFilter = "NEAREST" | "LINEAR" | "LINEAR_MIPMAP_LINEAR";

const minFilterTable = new EnumerationTable<MinFilter>([
  "NEAREST",
  "LINEAR",
  "LINEAR_MIPMAP_LINEAR",
]);

/** The texts of MinFilter, in the order of the specification. */
export const minFilterTexts: readonly MinFilter[] = minFilterTable.texts;

export function readMinFilter(reader: Reader): MinFilter {
  return reader.readEnumeration(minFilterTable);
}

export function writeMinFilter(writer: Writer, value: MinFilter): void {
  writer.writeEnumeration(minFilterTable, value);
}

export type SamplerMode = "CLAMP_TO_EDGE" | "MIRRORED_REPEAT" | "REPEAT";

const samplerModeTable = new EnumerationTable<SamplerMode>([
  "CLAMP_TO_EDGE",
  "MIRRORED_REPEAT",
  "REPEAT",
]);

/** The texts of SamplerMode, in the order of the specification. */
export const samplerModeTexts: readonly SamplerMode[] = samplerModeTable.texts;

export function readSamplerMode(reader: Reader): SamplerMode {
  return reader.readEnumeration(samplerModeTable);
}

export function writeSamplerMode(writer: Writer, value: SamplerMode): void {
  writer.writeEnumeration(samplerModeTable, value);
}

/** Immutable. */
export interface Sampler {
  name?: string | undefined;
  /** @defaultValue "LINEAR" */
  mag_filter: MagFilter;
  /** @defaultValue "LINEAR_MIPMAP_LINEAR" */
  min_filter: MinFilter;
  /** @defaultValue "REPEAT" */
  wrap_s: SamplerMode;
  /** @defaultValue "REPEAT" */
  wrap_t: SamplerMode;
}

/** Makes a Sampler; what is not given has its default. */
export function newSampler(given: Given<Sampler> = {}): Sampler {
  return {
    mag_filter: "LINEAR",
    min_filter: "LINEAR_MIPMAP_LINEAR",
    wrap_s: "REPEAT",
    wrap_t: "REPEAT",
    ...given,
  };
}

export interface MsgSamplerCreate {
  id: SamplerID;
  content: Sampler;
}

const msgSamplerCreateTable = new ObjectTable("MsgSamplerCreate", [
  required("id"),
  optional("name"),
  optional("mag_filter"),
  optional("min_filter"),
  optional("wrap_s"),
  optional("wrap_t"),
]);

export function readMsgSamplerCreate(reader: Reader): MsgSamplerCreate {
  let id!: SamplerID;
  let name: string | undefined;
  let mag_filter: MagFilter = "LINEAR";
  let min_filter: MinFilter = "LINEAR_MIPMAP_LINEAR";
  let wrap_s: SamplerMode = "REPEAT";
  let wrap_t: SamplerMode = "REPEAT";
  const object = reader.enterObject(msgSamplerCreateTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // id
        id = reader.readID<"Sampler">();
        break;
      case 1: // name
        name = reader.readText();
        break;
      case 2: // mag_filter
        mag_filter = readMagFilter(reader);
        break;
      case 3: // min_filter
        min_filter = readMinFilter(reader);
        break;
      case 4: // wrap_s
        wrap_s = readSamplerMode(reader);
        break;
      case 5: // wrap_t
        wrap_t = readSamplerMode(reader);
        break;
    }
  }
  const content: Sampler = { name, mag_filter, min_filter, wrap_s, wrap_t };
  return { id, content };
}

export function writeMsgSamplerCreate(
  writer: Writer,
  message: MsgSamplerCreate,
): void {
  const value = message.content;
  writer.writeMapHead(5 + present(value.name));
  writer.writeKey("id");
  writer.writeID(message.id);
  if (value.name !== undefined) {
    writer.writeKey("name");
    writer.writeText(value.name);
  }
  writer.writeKey("mag_filter");
  writeMagFilter(writer, value.mag_filter);
  writer.writeKey("min_filter");
  writeMinFilter(writer, value.min_filter);
  writer.writeKey("wrap_s");
  writeSamplerMode(writer, value.wrap_s);
  writer.writeKey("wrap_t");
  writeSamplerMode(writer, value.wrap_t);
}

export interface MsgSamplerDelete {
  id: SamplerID;
}

const msgSamplerDeleteTable = new ObjectTable("MsgSamplerDelete", [
  required("id"),
]);

export function readMsgSamplerDelete(reader: Reader): MsgSamplerDelete {
  let id!: SamplerID;
  const object = reader.enterObject(msgSamplerDeleteTable);
  while (reader.nextField(object) >= 0) {
    id = reader.readID<"Sampler">();
  }
  return { id };
}

export function writeMsgSamplerDelete(
  writer: Writer,
  message: MsgSamplerDelete,
): void {
  writer.writeMapHead(1);
  writer.writeKey("id");
  writer.writeID(message.id);
}
