// Functions that read and write one item, for lists of them: what a Reader and
// a Writer have as methods, to be handed on.

import type { Reader } from "./reader.js";
import type { Identifier, Tuple } from "./values.js";
import type { Writer } from "./writer.js";

/** Reads a value. */
export type Read<T> = (reader: Reader) => T;
/** Writes a value. */
export type Write<T> = (writer: Writer, value: T) => void;

export const readText: Read<string> = (reader) => reader.readText();
export const readBytes: Read<Uint8Array> = (reader) => reader.readBytes();
export const readBool: Read<boolean> = (reader) => reader.readBool();
export const readUint: Read<number> = (reader) => reader.readUint();
export const readUint32: Read<number> = (reader) => reader.readUint32();
export const readInt: Read<number> = (reader) => reader.readInt();
export const readFloat: Read<number> = (reader) => reader.readFloat();
export const readDouble: Read<number> = (reader) => reader.readDouble();
export const readNull: Read<null> = (reader) => reader.readNull();

export function readID<Component extends string>(
  reader: Reader,
): Identifier<Component> {
  return reader.readID<Component>();
}

export function readFloatsOf<N extends number>(
  count: N,
): Read<Tuple<number, N>> {
  return (reader) => reader.readFloats(count);
}

export function readTupleOf<T, N extends number>(
  count: N,
  read: Read<T>,
): Read<Tuple<T, N>> {
  return (reader) => reader.readTuple(count, read);
}

export function readListOf<T>(read: Read<T>): Read<T[]> {
  return (reader) => reader.readList(read);
}

export function readNonEmptyListOf<T>(read: Read<T>): Read<T[]> {
  return (reader) => reader.readNonEmptyList(read);
}

export function readTextMapOf<T>(read: Read<T>): Read<Map<string, T>> {
  return (reader) => reader.readTextMap(read);
}

export const writeText: Write<string> = (writer, value) =>
  writer.writeText(value);
export const writeBytes: Write<Uint8Array> = (writer, value) =>
  writer.writeBytes(value);
export const writeBool: Write<boolean> = (writer, value) =>
  writer.writeBool(value);
export const writeUint: Write<number> = (writer, value) =>
  writer.writeUint(value);
export const writeUint32: Write<number> = (writer, value) =>
  writer.writeUint32(value);
export const writeInt: Write<number> = (writer, value) =>
  writer.writeInt(value);
export const writeFloat: Write<number> = (writer, value) =>
  writer.writeFloat(value);
export const writeDouble: Write<number> = (writer, value) =>
  writer.writeDouble(value);
export const writeNull: Write<null> = (writer) => writer.writeNull();
export const writeID: Write<Identifier<string>> = (writer, value) =>
  writer.writeID(value);

export function writeFloatsOf(count: number): Write<readonly number[]> {
  return (writer, value) => writer.writeFloats(value, count);
}

export function writeTupleOf<T>(
  count: number,
  write: Write<T>,
): Write<readonly T[]> {
  return (writer, value) => writer.writeTuple(value, count, write);
}

export function writeListOf<T>(write: Write<T>): Write<readonly T[]> {
  return (writer, value) => writer.writeList(value, write);
}

export function writeTextMapOf<T>(
  write: Write<T>,
): Write<ReadonlyMap<string, T>> {
  return (writer, value) => writer.writeTextMap(value, write);
}
