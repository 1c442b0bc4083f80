// Pulls CBOR items (RFC 8949) out of a block of bytes, one call per item.
//
//   const reader = new Reader(frame);
//   const list = reader.enterArray();
//   while (reader.more(list)) { ... read one element ... }
//   reader.leave(list);
//
// Accepted: definite and indefinite lengths; heads of any width; floats of any
// width; an integer where a float is expected; a float with an integral value
// where an integer is expected. Tag 55799 (self-described CBOR) before any item
// and tag 32 (URI) before a text are ignored. A typed array (RFC 8746, tags 64
// to 87, of any width and byte order) is read as an array of numbers where an
// array is expected, and as its bytes, as they stand, where a byte string is
// expected. Any other tag is a wrong type, except for enterTag and skip.
//
// Every function that reads consumes one item, or throws a DecodeError. Memory
// is never allocated by a length that the input only claims.

import { ItemReader } from "./item_reader.js";
import { Kind } from "./kind.js";
import type { Level } from "./level.js";
import type { EnumerationTable, ObjectTable } from "./tables.js";
import type { Tuple } from "./values.js";

export class Reader extends ItemReader {
  // The mark of the structure that was entered last, see Level.
  private stamp = 0;

  /** Reads a text of an enumeration. */
  readEnumeration<T extends string>(table: EnumerationTable<T>): T {
    const { encoded, texts } = table;
    for (let i = 0; i < encoded.length; ++i) {
      if (this.tryEncoded(encoded[i]!)) return texts[i]!;
    }
    const start = this.position;
    const text = this.readText();
    const known = texts.find((one) => one === text);
    if (known !== undefined) return known;
    if (table.fallback === undefined) {
      this.fail("unknown-value", start, table.expected);
    }
    return table.matched.find((one) => text.includes(one)) ?? table.fallback;
  }

  /** Reads an array whose elements `read` reads. */
  readList<T>(read: (reader: Reader) => T): T[] {
    const list: T[] = [];
    const level = this.enterArray();
    while (this.more(level)) list.push(read(this));
    this.leave(level);
    return list;
  }

  /** Reads an array that must have at least one element. */
  readNonEmptyList<T>(read: (reader: Reader) => T): T[] {
    const start = this.position;
    const list = this.readList(read);
    if (list.length === 0) {
      this.fail("wrong-length", start, "an array of at least 1");
    }
    return list;
  }

  /** Reads the first `count` elements of an array; further ones are left out. */
  readStart<T, N extends number>(
    count: N,
    read: (reader: Reader) => T,
  ): Tuple<T, N> {
    const start = this.position;
    const list = this.readList(read);
    if (list.length < count) {
      this.fail("wrong-length", start, `an array of at least ${count}`);
    }
    return list.slice(0, count) as Tuple<T, N>;
  }

  /** Reads an array of exactly `count` elements. */
  readTuple<T, N extends number>(
    count: N,
    read: (reader: Reader) => T,
  ): Tuple<T, N> {
    const list: T[] = [];
    const level = this.enterPlaces(count);
    for (let i = 0; i < count; ++i) {
      this.nextPlace(level);
      list.push(read(this));
    }
    this.leavePlaces(level);
    return list as Tuple<T, N>;
  }

  /** Reads a map from texts to what `read` reads. */
  readTextMap<T>(read: (reader: Reader) => T): Map<string, T> {
    const map = new Map<string, T>();
    const level = this.enterMap();
    while (this.more(level)) {
      level.step = undefined;
      const start = this.position;
      const key = this.readText();
      if (map.has(key)) this.fail("duplicate-key", start, "each key once");
      this.inKey(level, key);
      map.set(key, read(this));
    }
    this.leave(level);
    return map;
  }

  /** Enters the map of a structure. */
  enterObject(table: ObjectTable): Level {
    const start = this.position;
    const level = this.enterMap();
    level.beginObject(table, start, ++this.stamp);
    return level;
  }

  /**
   * The member whose value is next, or undefined behind the last one. Skips
   * unknown keys, and keys whose value is null where null means absent. Throws
   * for a key that stands twice, for two alternatives of a one-of, and at the
   * end for what is missing.
   */
  nextMember(level: Level): string | undefined {
    const table = level.table!;
    while (this.more(level)) {
      level.step = undefined;
      const keyOffset = this.position;
      const index = this.readKey(table, level.next);
      if (index < 0) {
        this.skip();
        continue;
      }
      const field = table.fields[index]!;
      if (level.fieldMarks[index] === level.stamp) {
        this.fail("duplicate-key", keyOffset, "each key once");
      }
      level.fieldMarks[index] = level.stamp;
      level.next = index + 1;
      if (field.isOptional && !field.isNullable && this.tryReadNull()) continue;
      if (field.oneOf >= 0) {
        if (level.oneOfMarks[field.oneOf] === level.stamp) {
          const { keys } = table.oneOfs[field.oneOf]!;
          this.fail("conflicting-keys", keyOffset, `only one of ${keys}`);
        }
        level.oneOfMarks[field.oneOf] = level.stamp;
      }
      level.step = field.key;
      return field.member;
    }
    this.leave(level);
    this.checkComplete(level, table);
    return undefined;
  }

  /** Enters an array with `count` named places. */
  enterPlaces(count: number): Level {
    const start = this.position;
    const level = this.enterArray();
    level.start = start;
    level.next = count;
    return level;
  }

  /** Goes to the next place. */
  nextPlace(level: Level): void {
    if (!this.more(level)) this.failPlaces(level);
  }

  /** Closes an array with named places, all of which have been read. */
  leavePlaces(level: Level): void {
    if (this.more(level)) this.failPlaces(level);
    this.leave(level);
  }

  /** Enters a flat list of groups with `count` places each. */
  enterGroups(count: number): Level {
    return this.enterPlaces(count);
  }

  /** Goes to the next place of a group, which is not its first. */
  nextInGroup(level: Level): void {
    if (this.more(level)) return;
    const expected = `an array of groups of ${level.next}`;
    this.fail("wrong-length", level.start, expected, "", level.depth - 1);
  }

  /** Throws for an item whose kind is none of those that are expected. */
  failChoice(expected: string): never {
    const start = this.position;
    const kind = this.peekKindOrBytes();
    const holdsItems =
      kind === Kind.array || kind === Kind.map || kind === Kind.tag;
    // A truncated or malformed item is reported as that, not as a wrong type.
    if (!holdsItems) this.skip();
    this.fail("wrong-type", start, expected);
  }

  private failPlaces(level: Level): never {
    const expected = `an array of ${level.next}`;
    this.fail("wrong-length", level.start, expected, "", level.depth - 1);
  }

  /**
   * Consumes a key and returns the index of its field; -1 for an unknown one.
   * Fields from `next` on are tried first.
   */
  private readKey(table: ObjectTable, next: number): number {
    const { encoded } = table;
    for (let i = next; i < encoded.length; ++i) {
      if (this.tryEncoded(encoded[i]!)) return i;
    }
    for (let i = 0; i < next; ++i) {
      if (this.tryEncoded(encoded[i]!)) return i;
    }
    if (this.peekKind() !== Kind.text) {
      this.skip();
      return -1;
    }
    return table.indices.get(this.readText()) ?? -1;
  }

  private checkComplete(level: Level, table: ObjectTable): void {
    for (const index of table.requiredFields) {
      if (level.fieldMarks[index] !== level.stamp) {
        const { key } = table.fields[index]!;
        const expected = `${table.name} with the key ${key}`;
        this.fail("missing-key", level.start, expected);
      }
    }
    for (const index of table.requiredOneOfs) {
      if (level.oneOfMarks[index] !== level.stamp) {
        const expected = `${table.name} with ${table.oneOfs[index]!.keys}`;
        this.fail("missing-alternative", level.start, expected);
      }
    }
  }
}
