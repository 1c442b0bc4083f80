// The constant tables that generated codecs consist of: the keys of a structure
// and the texts of an enumeration, encoded, so that a Reader compares bytes and
// makes no strings.

import { EncodedTexts } from "./encoded_texts.js";
import { Notes } from "./notes.js";

/** One key of a structure. */
export interface Field {
  readonly key: string;
  /** An absent key is no error. */
  readonly isOptional: boolean;
  /** Null in the place of the value means that the key is absent. */
  readonly isAbsentIfNull: boolean;
  /** The index of the one-of that the key belongs to; -1 for none. */
  readonly oneOf: number;
}

/** A key that must be there. */
export function required(key: string): Field {
  return { key, isOptional: false, isAbsentIfNull: false, oneOf: -1 };
}

/** A key that may be absent; null means absent. */
export function optional(key: string): Field {
  return { key, isOptional: true, isAbsentIfNull: true, oneOf: -1 };
}

/**
 * A key of the one-of with this index, or one spelling of a key whose spellings
 * are a one-of; null means absent.
 */
export function alternative(key: string, oneOf: number): Field {
  return { key, isOptional: true, isAbsentIfNull: true, oneOf };
}

/** A key of a one-of whose value means nothing, not even null. */
export function presence(key: string, oneOf: number): Field {
  return { key, isOptional: true, isAbsentIfNull: false, oneOf };
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
  readonly encoded: EncodedTexts;
  /** The index of each key. */
  readonly indices: ReadonlyMap<string, number>;
  readonly requiredFields: readonly number[];
  readonly requiredOneOfs: readonly number[];
  /** All that is required, see Level.seen. */
  readonly required: Notes;

  constructor(
    name: string,
    fields: readonly Field[],
    oneOfs: readonly OneOf[] = [],
  ) {
    this.name = name;
    this.fields = fields;
    this.oneOfs = oneOfs;
    this.encoded = new EncodedTexts(fields.map((one) => one.key));
    this.indices = new Map(fields.map((one, index) => [one.key, index]));
    this.requiredFields = indicesOf(fields, (one) => !one.isOptional);
    this.requiredOneOfs = indicesOf(oneOfs, (one) => one.isRequired);
    this.required = new Notes();
    for (const index of this.requiredFields) this.required.add(index);
    for (const index of this.requiredOneOfs) {
      this.required.add(fields.length + index);
    }
  }
}

/** The texts of an enumeration. */
export class EnumerationTable<T extends string> {
  readonly texts: readonly T[];
  /** The texts as an error message names them. */
  readonly expected: string;
  /** The value of any other text; undefined: such a text is an error. */
  readonly fallback: T | undefined;
  /** Another text is read as the first of these that it contains. */
  readonly matched: readonly T[];
  readonly encoded: EncodedTexts;

  constructor(texts: readonly T[], fallback?: T, matched: readonly T[] = []) {
    const quoted = texts.map((text) => `"${text}"`);
    const last = quoted[quoted.length - 1] ?? "";
    this.texts = texts;
    this.expected =
      quoted.length < 2 ? last : `${quoted.slice(0, -1).join(", ")} or ${last}`;
    this.fallback = fallback;
    this.matched = matched;
    this.encoded = new EncodedTexts(texts);
  }
}

function indicesOf<T>(
  items: readonly T[],
  isWanted: (item: T) => boolean,
): number[] {
  return items.flatMap((item, index) => (isWanted(item) ? [index] : []));
}
