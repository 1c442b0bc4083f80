// NOODLES structures and CBOR from and to JSON, in the form of the C++ library.
//
//   const text = toJson({ id: entityID(3, 0) }, writeMsgEntityDelete);
//   const back = fromJson(text, readMsgEntityDelete); // {"id":[3,0]}
//
// Values that JSON has keep their form. A float always has a point or an
// exponent. Any other value becomes an object whose first key begins with a
// dollar sign:
//
//   {"$bytes": "base64"}            a byte string
//   {"$float": "NaN"}               also "Infinity" and "-Infinity"
//   {"$integer": "-1844674407..."}  an integer below -2^63
//   {"$map": [[key, value], ...]}   a map with keys that are no texts
//   {"$simple": 16}                 a simple value without a meaning
//   {"$tag": 4, "$value": ...}      a tagged item
//   {"$undefined": true}
//
// A key of a map that begins with a dollar sign gets a second dollar sign. The
// width of a float in a value of the CDDL type any is not kept: it comes back
// as a float64 with the same decimal digits.
//
// All functions throw a JsonError for a text that is refused: with line and
// column, or with the path of the value. cborToJson throws a DecodeError for
// bytes that are no CBOR.

import {
  type Any,
  DecodeError,
  Encoded,
  Reader,
  Writer,
  readAny,
  writeAny,
} from "linguine-noodles/cbor";

import { JsonError } from "./error.js";
import type { JsonOptions } from "./options.js";
import { JsonReader } from "./read.js";
import { JsonWriter } from "./write.js";

export { JsonError } from "./error.js";
export { type JsonOptions, defaultMaxTextBytes } from "./options.js";

/** The JSON of a structure; `write` is that of its type. */
export function toJson<T>(
  value: T,
  write: (writer: Writer, value: T) => void,
  options: JsonOptions = {},
): string {
  const writer = new Writer();
  write(writer, value);
  return anyToJson(new Encoded(writer.take()), options);
}

/**
 * The structure of a JSON text; `read` is that of its type. Accepts the same
 * forms as the decoder of CBOR, and a base64 text where the specification has a
 * byte string.
 */
export function fromJson<T>(
  text: string,
  read: (reader: Reader) => T,
  options: JsonOptions = {},
): T {
  const { limits } = options;
  const cbor = jsonToCbor(text, options);
  try {
    return read(new Reader(cbor, { limits, acceptBase64Text: true }));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    // The byte offset is that of the CBOR, not of the text.
    const place = error.path === "" ? "" : ` at ${error.path}`;
    throw new JsonError(
      `${error.code}${place}: expected ${error.expected}, found ${error.found}`,
      error.code === "limit-exceeded",
    );
  }
}

/** The JSON of one CBOR item, such as a frame. */
export function cborToJson(
  cbor: Uint8Array,
  options: JsonOptions = {},
): string {
  const reader = new Reader(cbor, { limits: options.limits, keepForms: true });
  const value = readAny(reader);
  if (!reader.atEnd) {
    reader.fail("trailing-bytes", reader.offset, "the end of the input");
  }
  return anyToJson(value, options);
}

/** The CBOR of a JSON text. */
export function jsonToCbor(text: string, options: JsonOptions = {}): Uint8Array {
  const writer = new Writer();
  writeAny(writer, anyFromJson(text, options));
  return writer.take();
}

/** The JSON of a value in memory. */
export function anyToJson(value: Any, options: JsonOptions = {}): string {
  return new JsonWriter(options.indentation).write(value);
}

/** The value of a JSON text. */
export function anyFromJson(text: string, options: JsonOptions = {}): Any {
  return new JsonReader(text, options).read();
}
