// An open array, map or tagged item of a Reader.

import type { ObjectTable } from "./tables.js";

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
  step: string | number | undefined = undefined;
  /** For Reader.skip: items of the current element that are not read yet. */
  due = 0;

  // For a structure: its table, the field that is expected next, and the fields
  // and one-ofs that were seen: those whose mark is `stamp`.
  table: ObjectTable | undefined = undefined;
  next = 0;
  stamp = 0;
  fieldMarks: Uint32Array = new Uint32Array(32);
  oneOfMarks: Uint32Array = new Uint32Array(8);

  constructor(depth: number) {
    this.depth = depth;
  }

  /** Makes this the level of a structure. */
  beginObject(table: ObjectTable, start: number, stamp: number): void {
    this.table = table;
    this.start = start;
    this.next = 0;
    this.stamp = stamp;
    this.fieldMarks = withRoom(this.fieldMarks, table.fields.length);
    this.oneOfMarks = withRoom(this.oneOfMarks, table.oneOfs.length);
  }
}

function withRoom(marks: Uint32Array, count: number): Uint32Array {
  return marks.length < count ? new Uint32Array(2 * count) : marks;
}
