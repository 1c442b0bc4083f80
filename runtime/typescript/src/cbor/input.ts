// The bytes that a Reader reads, the place in them, heads and errors.

import { formatAny } from "./any.js";
import { loadUint16, loadUint32 } from "./big_endian.js";
import { describeItem } from "./describe.js";
import type { EncodedTexts } from "./encoded_texts.js";
import { DecodeError, type DecodeErrorCode } from "./error.js";
import { quoteText } from "./format.js";
import { Head, decodeHead, selfDescribedTag, uriTag } from "./head.js";
import { Kind, kindNames, kindOfInitialByte } from "./kind.js";
import { KeyStep, type Level } from "./level.js";
import {
  type DecodeLimits,
  defaultDecodeLimits,
  depthCeiling,
} from "./limits.js";
import { holdsElements, isTypedArrayTag } from "./typed_array.js";
import { cutUtf8, decodeLeniently, encodeText } from "./utf8.js";

/** Options of a Reader. */
export interface ReaderOptions {
  readonly limits?: Partial<DecodeLimits> | undefined;
  /**
   * Whether values of the CDDL type any keep the form in which they came:
   * floats as Float, maps as Pairs. Default: false, see any.ts.
   */
  readonly keepForms?: boolean | undefined;
  /**
   * Whether a byte string may be a text in base64, as in JSON. Default: false.
   */
  readonly acceptBase64Text?: boolean | undefined;
}

/** The input of a Reader that reads something else meanwhile. */
interface Outside {
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly position: number;
  /** Of the typed array whose elements are read. */
  readonly offset: number;
}

/** The part of a Reader that knows heads and errors. */
export class Input {
  readonly limits: DecodeLimits;
  readonly keepForms: boolean;
  readonly acceptBase64Text: boolean;
  protected bytes: Uint8Array;
  protected end: number;
  protected readonly levels: Level[] = [];
  protected readonly head = new Head();
  protected position = 0;
  protected depth = 0;
  // maxItems or the size of the input, whichever is less, minus the items that
  // were counted.
  protected itemsLeft: number;
  // While the elements of a typed array are read: the input, whose place the
  // elements take, encoded as items.
  private outside: Outside | undefined = undefined;

  /** Byte strings will be views of `input`. */
  constructor(input: Uint8Array, options: ReaderOptions = {}) {
    this.limits = allLimits(options.limits);
    this.keepForms = options.keepForms ?? false;
    this.acceptBase64Text = options.acceptBase64Text ?? false;
    this.bytes = input;
    this.end = input.length;
    this.itemsLeft = this.allItems();
  }

  /** The number of bytes consumed. */
  get offset(): number {
    return this.position;
  }

  /** Whether all bytes are consumed. */
  get atEnd(): boolean {
    return this.position === this.end;
  }

  /** The input from `start` to `offset`: a view. */
  since(start: number): Uint8Array {
    return this.bytes.subarray(start, this.position);
  }

  /**
   * The kind of the next item. Consumes tag 55799 only; Kind.text for tag 32
   * before a text, and Kind.array for a typed array of whole elements. Does not
   * fail: Kind.end or Kind.invalid instead.
   */
  peekKind(): Kind {
    if (this.position === this.end) return Kind.end;
    const kind = kindOfInitialByte[this.bytes[this.position]!]!;
    return kind === Kind.tag ? this.peekTagKind() : kind;
  }

  /**
   * The same, but Kind.bytes for a typed array. For a choice between a byte
   * string and other items than an array.
   */
  peekKindOrBytes(): Kind {
    const kind = this.peekKind();
    return kind === Kind.array && this.isTypedArray() ? Kind.bytes : kind;
  }

  /**
   * Throws a DecodeError. If `found` is empty, it describes the item at
   * `offset`. The path consists of the steps of the outermost `depth` levels.
   */
  fail(
    code: DecodeErrorCode,
    offset: number,
    expected: string,
    found = "",
    depth = this.depth,
  ): never {
    if (this.outside !== undefined) {
      // The error is at the typed array in the input.
      offset = this.outside.offset;
      this.leaveTypedArray();
    }
    throw new DecodeError(
      code,
      this.path(depth),
      offset,
      expected,
      found === "" ? describeItem(this.bytes, offset) : found,
    );
  }

  /**
   * Continues at byte `offset` and nesting depth `depth` (Level.depth for an
   * element of an open level). Counting for maxItems starts again.
   */
  resumeAt(offset: number, depth: number): void {
    if (this.outside !== undefined) this.leaveTypedArray();
    this.position = offset;
    this.depth = depth;
    this.itemsLeft = this.allItems();
  }

  /** After peekKind has returned Kind.array: whether it is a typed array. */
  protected isTypedArray(): boolean {
    return this.position !== this.end && this.bytes[this.position]! >> 5 === 6;
  }

  /** Whether the elements of a typed array are being read. */
  protected isInTypedArray(): boolean {
    return this.outside !== undefined;
  }

  /**
   * Reads these items until leaveTypedArray, instead of the input. `offset` is
   * that of the typed array, which is consumed.
   */
  protected enterItems(items: Uint8Array, offset: number): void {
    const { bytes, end, position } = this;
    this.outside = { bytes, end, position, offset };
    this.bytes = items;
    this.end = items.length;
    this.position = 0;
  }

  protected leaveTypedArray(): void {
    const { bytes, end, position } = this.outside!;
    this.bytes = bytes;
    this.end = end;
    this.position = position;
    this.outside = undefined;
  }

  protected failType(expected: string): never {
    this.fail("wrong-type", this.position, expected);
  }

  protected failRange(expected: string): never {
    this.fail("out-of-range", this.position, expected);
  }

  protected failLength(kind: Kind, most: number, offset: number): never {
    const expected = `${kindNames[kind]} of at most ${most} bytes`;
    this.fail("limit-exceeded", offset, expected);
  }

  /**
   * Consumes a head of up to five bytes whose initial byte is `first` plus its
   * information, and returns the argument; -1 for any other head.
   */
  protected shortArgument(first: number): number {
    const at = this.position;
    const available = this.end - at;
    if (available === 0) return -1;
    const information = this.bytes[at]! - first;
    if (information < 0 || information > 26) return -1;
    if (information < 24) {
      this.position = at + 1;
      return information;
    }
    if (information === 24 && available >= 2) {
      this.position = at + 2;
      return this.bytes[at + 1]!;
    }
    if (information === 25 && available >= 3) {
      this.position = at + 3;
      return loadUint16(this.bytes, at + 1);
    }
    if (information === 26 && available >= 5) {
      this.position = at + 5;
      return loadUint32(this.bytes, at + 1);
    }
    return -1;
  }

  /**
   * Consumes ignored tags, then decodes the head of the next item without
   * consuming it.
   */
  protected nextHead(expected: string): Head {
    const head = this.head;
    while (true) {
      const status = decodeHead(this.bytes, this.position, this.end, head);
      if (status !== "ok") this.fail(status, this.position, expected);
      if (head.kind === Kind.invalid) {
        // A break in a wrong place.
        this.fail("malformed", this.position, expected);
      }
      if (head.kind !== Kind.tag) return head;
      const content = this.position + head.size;
      const isUri =
        head.argument === uriTag &&
        (content === this.end || this.bytes[content]! >> 5 === 3);
      if (head.argument !== selfDescribedTag && !isUri) return head;
      this.position = content;
    }
  }

  /** Consumes one of these texts if it is next; -1 for none of them. */
  protected tryEncoded(texts: EncodedTexts): number {
    const index = texts.find(this.bytes, this.position, this.end);
    if (index >= 0) this.position += texts.sizes[index]!;
    return index;
  }

  private allItems(): number {
    return Math.min(this.limits.maxItems, this.end);
  }

  private path(depth: number): string {
    let path = "";
    for (let i = 0; i < depth; ++i) {
      const { step, table } = this.levels[i]!;
      if (typeof step === "string") path += pathOfKey(step);
      if (step instanceof KeyStep) path += pathOfKey(formatAny(step.key));
      if (typeof step === "number") {
        path += table ? pathOfKey(table.fields[step]!.key) : `[${step}]`;
      }
    }
    return path.startsWith(".") ? path.slice(1) : path;
  }

  private peekTagKind(): Kind {
    const head = this.head;
    while (decodeHead(this.bytes, this.position, this.end, head) === "ok") {
      if (head.kind !== Kind.tag) break;
      const content = this.position + head.size;
      if (
        head.argument === uriTag &&
        content !== this.end &&
        this.bytes[content]! >> 5 === 3
      ) {
        return Kind.text;
      }
      const { argument } = head;
      if (
        isTypedArrayTag(argument) &&
        holdsElements(Number(argument), this.bytes, content, this.end)
      ) {
        return Kind.array;
      }
      if (argument !== selfDescribedTag) return Kind.tag;
      this.position = content;
    }
    if (this.position === this.end) return Kind.end;
    return kindOfInitialByte[this.bytes[this.position]!]!;
  }
}

function allLimits(given: Partial<DecodeLimits> | undefined): DecodeLimits {
  if (given === undefined) return defaultDecodeLimits;
  const limits = { ...defaultDecodeLimits, ...given };
  const maxDepth = Math.min(limits.maxDepth, depthCeiling);
  return { ...limits, maxDepth };
}

// Bytes of a key that a path shows.
const keyShown = 64;

function pathOfKey(key: string): string {
  if (key.length <= keyShown && /^[\x21-\x7e]+$/.test(key)) {
    if (!/[.[\]"]/.test(key)) return `.${key}`;
  }
  return `[${quoteText(decodeLeniently(cutUtf8(encodeText(key), keyShown)))}]`;
}
