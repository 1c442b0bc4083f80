// An open array, map or tagged item of a Reader.

import type { Any } from "./any.js";
import { Notes } from "./notes.js";
import type { ObjectTable } from "./tables.js";

/** A key that is no text; only the path of an error makes a text of it. */
export class KeyStep {
  readonly key: Any;

  constructor(key: Any) {
    this.key = key;
  }
}

/**
 * A Reader has one Level for each depth and uses it again, so a Level must not
 * be kept after Reader.leave.
 */
export class Level {
  /** Elements or pairs left; 0 if the length is indefinite. */
  remaining = 0;
  /** Byte offset of the head. */
  offset = 0;
  /** Byte offset of the item, with the tags before it that are ignored. */
  start = 0;
  /** Nesting depth, 1 for the outermost. */
  depth: number;
  /** Items per element: 2 in a map. */
  weight = 1;
  indefinite = false;
  /** The index of the next element. */
  count = 0;
  /**
   * The key or index of the element that is being read, for the path of an
   * error; undefined between two elements.
   */
  step: string | number | KeyStep | undefined = undefined;
  /** For Reader.skip: items of the current element that are not read yet. */
  due = 0;

  /** For an array with named places: their number. */
  places = 0;
  /**
   * For a structure: its keys; `step` is then the index of one of them.
   * Undefined for another map and for an array.
   */
  table: ObjectTable | undefined = undefined;
  /**
   * The fields that have been read, and behind them (from the number of fields
   * on) the one-ofs.
   */
  readonly seen = new Notes();

  constructor(depth: number) {
    this.depth = depth;
  }

  /** Makes this the level of a structure. */
  beginObject(table: ObjectTable, start: number): void {
    this.table = table;
    this.start = start;
    this.seen.clear();
  }
}
