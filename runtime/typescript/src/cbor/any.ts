// Values of any CBOR kind: the CDDL type `any`.
//
// A Reader gives plain values: numbers for floats and integers, a bigint for an
// integer beyond Number.MAX_SAFE_INTEGER, strings, Uint8Array for byte strings,
// arrays, and a Map for every map. Of a key that stands twice, the first is
// kept.
//
// A Writer writes a number without a fraction as an integer, every other one as
// the shortest float that holds it. Where a peer must get another form, say so
// with a Float.

import { formatBytes, formatDouble, quoteText } from "./format.js";

export type Any =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Any[]
  | Map<Any, Any>
  | Float
  | Pairs
  | Simple
  | Tag
  | Encoded;

/** A float of a given width. */
export class Float {
  readonly value: number;
  readonly bits: 32 | 64;

  constructor(value: number, bits: 32 | 64) {
    this.value = value;
    this.bits = bits;
  }
}

/** A map as it was received: pairs in order, a key perhaps more than once. */
export class Pairs {
  readonly pairs: (readonly [key: Any, value: Any])[];

  constructor(pairs: (readonly [key: Any, value: Any])[] = []) {
    this.pairs = pairs;
  }
}

/** A simple value (RFC 8949, section 3.3) other than bool, null, undefined. */
export class Simple {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** A tag (RFC 8949, section 3.4) and its content. */
export class Tag {
  readonly number: number | bigint;
  readonly content: Any;

  constructor(number: number | bigint, content: Any) {
    this.number = number;
    this.content = content;
  }
}

/** One item that is encoded already; a Writer copies its bytes. */
export class Encoded {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

/** Diagnostic notation (RFC 8949, section 8), such as `{"x": [1, h'00']}`. */
export function formatAny(value: Any): string {
  switch (typeof value) {
    case "undefined":
      return "undefined";
    case "number":
      return Number.isSafeInteger(value) && !Object.is(value, -0)
        ? String(value)
        : formatDouble(value);
    case "bigint":
    case "boolean":
      return String(value);
    case "string":
      return quoteText(value);
  }
  if (value === null) return "null";
  if (value instanceof Uint8Array) return formatBytes(value);
  if (value instanceof Float) return formatDouble(value.value);
  if (value instanceof Simple) return `simple(${value.value})`;
  if (value instanceof Tag) {
    return `${value.number}(${formatAny(value.content)})`;
  }
  if (value instanceof Encoded) return `<<${formatBytes(value.bytes)}>>`;
  if (Array.isArray(value)) return `[${value.map(formatAny).join(", ")}]`;
  const pairs = value instanceof Pairs ? value.pairs : [...value];
  const shown = pairs.map(
    ([key, one]) => `${formatAny(key)}: ${formatAny(one)}`,
  );
  return `{${shown.join(", ")}}`;
}
