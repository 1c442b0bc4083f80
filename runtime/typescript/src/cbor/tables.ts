// The constant tables that generated codecs consist of: the keys of a structure
// and the texts of an enumeration, encoded, so that a Reader compares bytes and
// makes no strings.

import { encodeText } from "./utf8.js";

/** One key of a structure. */
export interface Field {
  readonly key: string;
  /** The name of the member; another than the key for another spelling. */
  readonly member: string;
  /** An absent key, or null in its place, is no error. */
  readonly isOptional: boolean;
  /** Null is a value of the member. */
  readonly isNullable: boolean;
  /** The index of the one-of that the key belongs to; -1 for none. */
  readonly oneOf: number;
}

/** A key that must be there. */
export function required(key: string): Field {
  return field(key, { isOptional: false });
}

/** A key that may be absent; null means absent. */
export function optional(key: string): Field {
  return field(key, {});
}

/** A key of the one-of with this index; null means absent. */
export function alternative(key: string, oneOf: number): Field {
  return field(key, { oneOf });
}

/** A key of a one-of whose value means nothing, not even null. */
export function presence(key: string, oneOf: number): Field {
  return field(key, { oneOf, isNullable: true });
}

/** One spelling of the key of `member`; all share the one-of `oneOf`. */
export function spelling(key: string, member: string, oneOf: number): Field {
  return field(key, { member, oneOf });
}

function field(key: string, given: Partial<Field>): Field {
  return {
    key,
    member: key,
    isOptional: true,
    isNullable: false,
    oneOf: -1,
    ...given,
  };
}

/** A group of keys of which at most one may be present. */
export interface OneOf {
  /** The keys as an error message names them: "entity, table or plot". */
  readonly keys: string;
  readonly isRequired: boolean;
}

/** The keys of a structure in the order of the specification. */
export class ObjectTable {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly oneOfs: readonly OneOf[];
  /** Each key with its head. */
  readonly encoded: readonly Uint8Array[];
  /** The index of each key. */
  readonly indices: ReadonlyMap<string, number>;
  readonly requiredFields: readonly number[];
  readonly requiredOneOfs: readonly number[];

  constructor(
    name: string,
    fields: readonly Field[],
    oneOfs: readonly OneOf[] = [],
  ) {
    this.name = name;
    this.fields = fields;
    this.oneOfs = oneOfs;
    this.encoded = fields.map((one) => encodeShortText(one.key));
    this.indices = new Map(fields.map((one, index) => [one.key, index]));
    this.requiredFields = indicesOf(fields, (one) => !one.isOptional);
    this.requiredOneOfs = indicesOf(oneOfs, (one) => one.isRequired);
  }
}

/** The texts of an enumeration. */
export class EnumerationTable<T extends string> {
  readonly texts: readonly T[];
  /** The texts as an error message names them. */
  readonly expected: string;
  /** What another text is read as; undefined: it is an error. */
  readonly fallback: T | undefined;
  /** Another text is read as the first of these that it contains. */
  readonly matched: readonly T[];
  /** Each text with its head. */
  readonly encoded: readonly Uint8Array[];

  constructor(texts: readonly T[], fallback?: T, matched: readonly T[] = []) {
    const quoted = texts.map((text) => `"${text}"`);
    const last = quoted[quoted.length - 1] ?? "";
    this.texts = texts;
    this.expected =
      quoted.length < 2 ? last : `${quoted.slice(0, -1).join(", ")} or ${last}`;
    this.fallback = fallback;
    this.matched = matched;
    this.encoded = texts.map(encodeShortText);
  }
}

// A text of at most 255 bytes with its head.
function encodeShortText(text: string): Uint8Array {
  const bytes = encodeText(text);
  const head =
    bytes.length < 24 ? [0x60 + bytes.length] : [0x78, bytes.length];
  return Uint8Array.of(...head, ...bytes);
}

function indicesOf<T>(
  items: readonly T[],
  isWanted: (item: T) => boolean,
): number[] {
  return items.flatMap((item, index) => (isWanted(item) ? [index] : []));
}
