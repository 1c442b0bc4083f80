// The kinds of CBOR items.

/** The kind of the next item, see Reader.peekKind. */
export const Kind = {
  null: 0,
  undefined: 1,
  bool: 2,
  integer: 3, // -2^64 to 2^64 - 1
  float: 4, // 16, 32 or 64 bits
  text: 5,
  bytes: 6,
  array: 7,
  map: 8,
  tag: 9,
  simple: 10, // a simple value other than bool, null and undefined
  end: 11, // the end of the input
  invalid: 12, // a break, or an item that is not well-formed
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

/** The names in error messages, by Kind. */
export const kindNames: readonly string[] = [
  "null",
  "undefined",
  "bool",
  "integer",
  "float",
  "text",
  "byte string",
  "array",
  "map",
  "tag",
  "simple value",
  "end of input",
  "malformed item",
];

const kindsOfMajor: readonly Kind[] = [
  Kind.integer,
  Kind.integer,
  Kind.bytes,
  Kind.text,
  Kind.array,
  Kind.map,
  Kind.tag,
];

const kindsFromFalse: readonly Kind[] = [
  Kind.bool,
  Kind.bool,
  Kind.null,
  Kind.undefined,
  Kind.simple,
  Kind.float,
  Kind.float,
  Kind.float,
];

function computeKind(byte: number): Kind {
  const information = byte & 31;
  const major = byte >> 5;
  if (major === 7) {
    if (information < 20) return Kind.simple;
    return kindsFromFalse[information - 20] ?? Kind.invalid;
  }
  const mayBeIndefinite = major >= 2 && major <= 5;
  if (information >= 28 && !(information === 31 && mayBeIndefinite)) {
    return Kind.invalid;
  }
  return kindsOfMajor[major]!;
}

/** The kind of an item by its first byte. */
export const kindOfInitialByte: readonly Kind[] = Array.from(
  { length: 256 },
  (_, byte) => computeKind(byte),
);
