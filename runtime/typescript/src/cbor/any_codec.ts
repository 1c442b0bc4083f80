// Reads and writes values of the CDDL type any; see any.ts for their forms.
//
// Tag 55799, and tag 32 before a text, are removed; other tags are kept. A
// float of 16 bits becomes one of 32 bits, without loss.

import { type Any, Encoded, Float, Pairs, Simple, Tag } from "./any.js";
import { EncodeError } from "./error.js";
import { Kind } from "./kind.js";
import type { Reader } from "./reader.js";
import type { Writer } from "./writer.js";

/** Reads one item of any kind. Recurses to the depth that the limits allow. */
export function readAny(reader: Reader): Any {
  switch (reader.peekKind()) {
    case Kind.integer:
      return reader.readInteger();
    case Kind.float:
      return readAnyFloat(reader);
    case Kind.text:
      return reader.readText();
    case Kind.array:
      return reader.readList(readAny);
    case Kind.bytes:
      return reader.readBytes();
    case Kind.bool:
      return reader.readBool();
    case Kind.null:
      reader.tryReadNull();
      return null;
    case Kind.undefined:
      reader.tryReadNull();
      return undefined;
    case Kind.simple:
      return new Simple(reader.readSimple());
    case Kind.map:
      return reader.keepForms ? readPairs(reader) : readAnyMap(reader);
    case Kind.tag:
      return readTag(reader);
    default:
      reader.skip(); // throws, and tells the reason
      return undefined;
  }
}

function readAnyFloat(reader: Reader): Any {
  if (!reader.keepForms) return reader.readDouble();
  const start = reader.offset;
  const number = reader.readDouble();
  // A float64 has nine bytes; shorter floats fit into 32 bits.
  return new Float(number, reader.offset - start === 9 ? 64 : 32);
}

function readAnyMap(reader: Reader): Map<Any, Any> {
  const map = new Map<Any, Any>();
  const level = reader.enterMap();
  while (reader.more(level)) {
    level.step = undefined;
    const key = readAny(reader);
    reader.inKey(level, key);
    const value = readAny(reader);
    if (!map.has(key)) map.set(key, value);
  }
  reader.leave(level);
  return map;
}

function readPairs(reader: Reader): Pairs {
  const map = new Pairs();
  const level = reader.enterMap();
  while (reader.more(level)) {
    level.step = undefined;
    const key = readAny(reader);
    reader.inKey(level, key);
    map.pairs.push([key, readAny(reader)]);
  }
  reader.leave(level);
  return map;
}

function readTag(reader: Reader): Tag {
  const { number, level } = reader.enterTag();
  const content = readAny(reader);
  reader.leave(level);
  return new Tag(number, content);
}

export function writeAny(writer: Writer, value: Any): void {
  switch (typeof value) {
    case "undefined":
      return writer.writeUndefined();
    case "boolean":
      return writer.writeBool(value);
    case "number":
      return writeAnyNumber(writer, value);
    case "bigint":
      return writer.writeInteger(value);
    case "string":
      return writer.writeText(value);
  }
  if (value === null) return writer.writeNull();
  if (Array.isArray(value)) return writer.writeList(value, writeAny);
  if (value instanceof Uint8Array) return writer.writeBytes(value);
  if (value instanceof Map) return writePairs(writer, value.size, value);
  if (value instanceof Pairs) {
    return writePairs(writer, value.pairs.length, value.pairs);
  }
  if (value instanceof Float) {
    return value.bits === 32
      ? writer.writeFloat(value.value)
      : writer.writeDouble(value.value);
  }
  if (value instanceof Simple) return writer.writeSimple(value.value);
  if (value instanceof Encoded) return writer.writeEncoded(value.bytes);
  if (value instanceof Tag) {
    writer.writeTag(value.number);
    return writeAny(writer, value.content);
  }
  throw new EncodeError("a value of the type any that CBOR does not have");
}

function writeAnyNumber(writer: Writer, number: number): void {
  if (Number.isSafeInteger(number) && !Object.is(number, -0)) {
    writer.writeInteger(number);
  } else if (Math.fround(number) === number || Number.isNaN(number)) {
    writer.writeFloat(number);
  } else {
    writer.writeDouble(number);
  }
}

function writePairs(
  writer: Writer,
  count: number,
  pairs: Iterable<readonly [key: Any, value: Any]>,
): void {
  writer.writeMapHead(count);
  for (const [key, value] of pairs) {
    writeAny(writer, key);
    writeAny(writer, value);
  }
}
