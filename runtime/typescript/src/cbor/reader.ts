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
  /** Reads a text of an enumeration. */
  readEnumeration<T extends string>(table: EnumerationTable<T>): T {
    const { texts } = table;
    const index = this.tryEncoded(table.encoded);
    if (index >= 0) return texts[index]!;
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
    const level = this.enterArray();
    if (level.indefinite) return this.readOpenList(level, read);
    // The input has at least one byte for each element.
    const count = level.remaining;
    level.remaining = 0;
    const list = new Array<T>(count);
    for (let i = 0; i < count; ++i) {
      level.step = i;
      list[i] = read(this);
    }
    this.depth = level.depth - 1;
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

  /** Reads a map from texts to values that `read` reads. */
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
    level.beginObject(table, start);
    return level;
  }

  /**
   * The index of the field whose value is next, or -1 behind the last one.
   * Skips unknown keys, and keys whose value is null where null means absent.
   * Throws for a key that stands twice, for two alternatives of a one-of, and
   * at the end for what is missing.
   */
  nextField(level: Level): number {
    const table = level.table!;
    const { encoded } = table;
    const { seen } = level;
    while (this.more(level)) {
      level.step = undefined;
      const keyOffset = this.position;
      let index = encoded.find(this.bytes, keyOffset, this.end);
      if (index >= 0) {
        this.position = keyOffset + encoded.sizes[index]!;
      } else {
        index = this.readOtherKey(table);
        if (index < 0) {
          this.skip();
          continue;
        }
      }
      const field = table.fields[index]!;
      if (!seen.add(index)) {
        this.fail("duplicate-key", keyOffset, "each key once");
      }
      if (field.isAbsentIfNull && this.tryReadNull()) continue;
      if (field.oneOf >= 0 && !seen.add(table.fields.length + field.oneOf)) {
        const { keys } = table.oneOfs[field.oneOf]!;
        this.fail("conflicting-keys", keyOffset, `only one of ${keys}`);
      }
      level.step = index;
      return index;
    }
    this.leave(level);
    if (!seen.includes(table.required)) this.failIncomplete(level, table);
    return -1;
  }

  /** Enters an array with `count` named places. */
  enterPlaces(count: number): Level {
    const start = this.position;
    const level = this.enterArray();
    level.start = start;
    level.places = count;
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
    const expected = `an array of groups of ${level.places}`;
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

  private readOpenList<T>(level: Level, read: (reader: Reader) => T): T[] {
    const list: T[] = [];
    while (this.more(level)) list.push(read(this));
    this.leave(level);
    return list;
  }

  private failPlaces(level: Level): never {
    const expected = `an array of ${level.places}`;
    this.fail("wrong-length", level.start, expected, "", level.depth - 1);
  }

  /**
   * Consumes a key that is unknown or has another form than the table's, and
   * returns the index of its field; -1 for an unknown one.
   */
  private readOtherKey(table: ObjectTable): number {
    if (this.peekKind() !== Kind.text) {
      this.skip();
      return -1;
    }
    return table.indices.get(this.readText()) ?? -1;
  }

  private failIncomplete(level: Level, table: ObjectTable): void {
    for (const index of table.requiredFields) {
      if (!level.seen.has(index)) {
        const { key } = table.fields[index]!;
        const expected = `${table.name} with the key ${key}`;
        this.fail("missing-key", level.start, expected);
      }
    }
    for (const index of table.requiredOneOfs) {
      if (!level.seen.has(table.fields.length + index)) {
        const expected = `${table.name} with ${table.oneOfs[index]!.keys}`;
        this.fail("missing-alternative", level.start, expected);
      }
    }
  }
}
