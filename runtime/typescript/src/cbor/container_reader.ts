// The part of a Reader that enters arrays, maps and tags, and skips items.

import type { Any } from "./any.js";
import { describeItem } from "./describe.js";
import { type Head, decodeHead } from "./head.js";
import { Input } from "./input.js";
import { Kind, kindNames } from "./kind.js";
import { KeyStep, Level } from "./level.js";
import {
  encodeElements,
  isTypedArrayTag,
  typedElementBytes,
} from "./typed_array.js";
import { decodeText } from "./utf8.js";

export class ContainerReader extends Input {
  enterArray(): Level {
    const start = this.position;
    const count = this.shortArgument(0x80);
    if (count >= 0 && this.hasRoomFor(count, 1)) {
      this.itemsLeft -= count;
      return this.open(start, count, 1, false);
    }
    this.position = start;
    return this.enterSlow(Kind.array);
  }

  enterMap(): Level {
    const start = this.position;
    const count = this.shortArgument(0xa0);
    if (count >= 0 && this.hasRoomFor(count, 2)) {
      this.itemsLeft -= 2 * count;
      return this.open(start, count, 2, false);
    }
    this.position = start;
    return this.enterSlow(Kind.map);
  }

  /**
   * Enters a tag other than the ignored ones, also that of a typed array; its
   * content is next.
   */
  enterTag(): { number: number | bigint; level: Level } {
    const head = this.nextHead("tag");
    if (head.kind !== Kind.tag) this.failType("tag");
    this.checkNesting();
    this.countItems(1);
    const offset = this.position;
    this.position += head.size;
    const level = this.open(offset, 1, 1, false);
    level.remaining = 0; // the content, which the caller reads
    return { number: head.argument, level };
  }

  /**
   * True if another element (in a map: a key and its value) follows; read it
   * before the next call. False at the end, where a break is consumed.
   */
  more(level: Level): boolean {
    if (level.remaining > 0) {
      level.remaining -= 1;
      level.step = level.count++;
      return true;
    }
    level.step = undefined;
    return level.indefinite && this.moreIndefinite(level);
  }

  /** Closes the array or map that was entered, after `more` has returned false. */
  leave(level: Level): void {
    this.depth = level.depth - 1;
  }

  /** Sets the key of the map's element that is read next, for error paths. */
  inKey(level: Level, key: Any): void {
    level.step = typeof key === "string" ? key : new KeyStep(key);
  }

  /**
   * Consumes one item of any kind with all its contents. Checks that the item
   * is well-formed and within the limits of depth and items; does not check
   * texts for valid UTF-8. Does not recurse.
   */
  skip(): void {
    const outside = this.depth;
    do {
      const kind = this.peekKind();
      switch (kind === Kind.array && this.isTypedArray() ? Kind.tag : kind) {
        case Kind.array:
          this.enterArray().due = 0;
          break;
        case Kind.map:
          this.enterMap().due = 0;
          break;
        case Kind.tag:
          this.enterTag().level.due = 1;
          break;
        default:
          this.skipPlain();
      }
    } while (this.nextSkipped(outside));
  }

  /** Consumes the next item if it is null or undefined. */
  tryReadNull(): boolean {
    // The initial bytes of most items.
    if (this.position === this.end || this.bytes[this.position]! < 0xc0) {
      return false;
    }
    const kind = this.peekKind();
    if (kind !== Kind.null && kind !== Kind.undefined) return false;
    this.position += 1;
    return true;
  }

  /** Consumes the next piece of a string; undefined for the closing break. */
  protected nextPiece(kind: Kind): Uint8Array | undefined {
    const expected = "a piece of the string or a break";
    const head = this.head;
    const start = this.position;
    const status = decodeHead(this.bytes, start, this.end, head);
    if (status !== "ok") this.fail(status, start, expected);
    const isBreak = head.kind === Kind.invalid;
    if (!isBreak && (head.kind !== kind || head.indefinite)) {
      this.fail("malformed", start, expected);
    }
    this.position += head.size;
    if (isBreak) return undefined;
    return this.bytes.subarray(start + head.headSize, this.position);
  }

  /** Reads the pieces of a string of indefinite length, whose head is next. */
  protected readPieces(kind: Kind, most: number): Uint8Array[] {
    const pieces: Uint8Array[] = [];
    const start = this.position;
    let left = most;
    this.position += 1;
    while (true) {
      const pieceOffset = this.position;
      const piece = this.nextPiece(kind);
      if (piece === undefined) return pieces;
      if (piece.length > left) this.failLength(kind, most, start);
      left -= piece.length;
      // A piece must not end inside a character (RFC 8949, section 3.2.3).
      const isInvalid =
        kind === Kind.text &&
        decodeText(piece, 0, piece.length) === undefined;
      if (isInvalid) this.fail("invalid-text", pieceOffset, "valid UTF-8");
      pieces.push(piece);
    }
  }

  /** Reads the byte string that `head`, which is next, begins. */
  protected readBytesOf(head: Head, most: number): Uint8Array {
    if (head.indefinite) return joined(this.readPieces(Kind.bytes, most));
    const start = this.position + head.headSize;
    const end = this.position + head.size;
    if (end - start > most) this.failLength(Kind.bytes, most, this.position);
    this.position = end;
    return this.bytes.subarray(start, end);
  }

  protected countItems(count: number, offset = this.position): void {
    if (count > this.itemsLeft) {
      const { maxItems } = this.limits;
      if (maxItems < this.end) {
        const expected = `at most ${maxItems} items`;
        this.fail("limit-exceeded", offset, expected);
      }
      const expected = "no more items than bytes in the input";
      this.fail("truncated", offset, expected);
    }
    this.itemsLeft -= count;
  }

  protected checkNesting(offset = this.position): void {
    const { maxDepth } = this.limits;
    if (this.depth < maxDepth) return;
    const expected = `at most ${maxDepth} levels of nesting`;
    this.fail("limit-exceeded", offset, expected);
  }

  private hasRoomFor(count: number, weight: number): boolean {
    return (
      count * weight <= this.end - this.position &&
      count * weight <= this.itemsLeft &&
      this.depth < this.limits.maxDepth
    );
  }

  private open(
    offset: number,
    count: number,
    weight: number,
    indefinite: boolean,
  ): Level {
    const level = (this.levels[this.depth] ??= new Level(this.depth + 1));
    this.depth += 1;
    level.remaining = count;
    level.offset = offset;
    level.weight = weight;
    level.indefinite = indefinite;
    level.count = 0;
    level.step = undefined;
    level.table = undefined;
    return level;
  }

  private enterSlow(kind: typeof Kind.array | typeof Kind.map): Level {
    const expected = kindNames[kind]!;
    const head = this.nextHead(expected);
    if (
      head.kind === Kind.tag &&
      kind === Kind.array &&
      isTypedArrayTag(head.argument)
    ) {
      return this.enterTypedArray(Number(head.argument), head.size);
    }
    if (head.kind !== kind) this.failType(expected);
    const offset = this.position;
    const weight = kind === Kind.map ? 2 : 1;
    const count = Number(head.argument);
    const after = this.end - offset - head.size;
    if (count > Math.floor(after / weight)) {
      const item = describeItem(this.bytes, offset);
      const found = `${item} with ${after} bytes left`;
      this.fail("truncated", offset, expected, found);
    }
    this.checkNesting();
    this.countItems(count * weight);
    this.position += head.size;
    return this.open(offset, count, weight, head.indefinite);
  }

  // The elements are encoded as the items of an array, which are read instead
  // of the input until `more` has returned false: typed arrays are rare, and no
  // other function need know of them.
  private enterTypedArray(tag: number, headSize: number): Level {
    const start = this.position;
    this.position += headSize;
    const head = this.nextHead("byte string");
    if (head.kind !== Kind.bytes) this.fail("wrong-type", start, "array");
    const most = head.indefinite ? this.limits.maxByteStringBytes : Infinity;
    const payload = this.readBytesOf(head, most);
    const bytes = typedElementBytes(tag);
    if (payload.length % bytes !== 0) {
      const expected = `a typed array of whole elements of ${bytes} bytes`;
      const found = `${payload.length} bytes`;
      this.fail("wrong-length", start, expected, found);
    }
    const count = payload.length / bytes;
    this.checkNesting(start);
    this.countItems(count, start);
    // As if the length were indefinite, so that `more` notices the end.
    const level = this.open(start, count, 1, true);
    this.enterItems(encodeElements(tag, payload), start);
    return level;
  }

  private moreIndefinite(level: Level): boolean {
    if (this.isInTypedArray()) {
      this.leaveTypedArray();
      level.indefinite = false;
      return false;
    }
    if (this.position === this.end) {
      const expected =
        level.weight === 2 ? "a key or a break" : "an element or a break";
      this.fail("truncated", this.position, expected);
    }
    if (this.bytes[this.position] !== 0xff) {
      this.countItems(level.weight);
      level.step = level.count++;
      return true;
    }
    this.position += 1;
    level.indefinite = false;
    return false;
  }

  /** Skips an item without contents. */
  private skipPlain(): void {
    const head = this.nextHead("an item");
    this.position += head.size;
    if (!head.indefinite) return;
    const kind = head.kind;
    while (this.nextPiece(kind) !== undefined);
  }

  /**
   * Goes to the next item inside the levels that `skip` has entered, and leaves
   * those that are complete. False if none is left.
   */
  private nextSkipped(outside: number): boolean {
    while (this.depth > outside) {
      const level = this.levels[this.depth - 1]!;
      if (level.due > 0) {
        level.due -= 1;
        return true;
      }
      if (this.more(level)) {
        level.step = undefined;
        level.due = level.weight - 1;
        return true;
      }
      this.leave(level);
    }
    return false;
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
